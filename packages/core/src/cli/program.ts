import { createRequire } from 'node:module';
import type * as Commander from 'commander';
import type { Command } from 'commander';
import { toolVersion } from '../environment/version.js';
import { nearestName } from '../schema/near-names.js';
import type { CurrentOptions } from './commands/current.js';
import type { HeadsOptions } from './commands/heads.js';
import type { HistoryFlags } from './commands/history.js';
import type { InitFlags } from './commands/init.js';
import type { InspectFlags } from './commands/inspect.js';
import type { PullFlags } from './commands/pull.js';
import type { RevisionFlags } from './commands/revision.js';
import type { RunFlags } from './commands/upgrade.js';
import type { StampFlags } from './commands/stamp.js';
import { UsageError } from './errors.js';
import { helpTextOf } from './help-texts.js';
import { seconds, several, transactionMode } from './option-values.js';
import type { GlobalOptions, Session } from './session.js';

// By `require`: the ES module that commander has beside it costs every start 10 ms more.
const commander = createRequire(import.meta.url)('commander') as typeof Commander;

/** The command line: each command with its arguments and options. Their code is loaded when they are called. */
export function createProgram(session: Session): Command {
  const program = new commander.Command('aludel')
    .description('Schema migrations with a revision graph, for TypeScript.')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${argumentsOf(command)}`.trimEnd() })
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .version(toolVersion(), '--version', 'print the version')
    .hook('preAction', (_, command) => session.configure(command.optsWithGlobals<GlobalOptions>()))
    .addHelpText('after', helpTextOf('aludel'));
  addFileCommands(program, session);
  addDatabaseCommands(program, session);
  addViewCommands(program, session);
  for (const command of [program, ...program.commands]) addGlobalOptions(command);
  return program;
}

/** On the program and on each command: people write them before it and behind it. */
function addGlobalOptions(command: Command): void {
  const isProgram = command.parent === null;
  const add = (flags: string, description: string): void => {
    const option = new commander.Option(flags, description);
    command.addOption(isProgram ? option : option.helpGroup('Global options:'));
  };
  add('-c, --config <file>', 'the config, instead of aludel.config.ts found upwards');
  add('--database <name>', "one of the config's databases");
  add('--url <url>', 'another address for that database');
  add('--json', 'print one JSON document');
  add('-q, --quiet', 'print results and errors only');
  add('-v, --verbose', 'print more');
  add('--debug', 'print stack traces with errors');
  add('--no-color', 'print no colours');
}

function command(program: Command, usage: string, description: string): Command {
  const added = program.command(usage).description(description);
  const help = new commander.Option('-h, --help', 'show help').helpGroup('Global options:');
  return added.addHelpOption(help).addHelpText('after', () => helpTextOf(added.name()));
}

function argumentsOf(command: Command): string {
  return command.registeredArguments
    .map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
      return argument.required ? `<${name}>` : `[${name}]`;
    })
    .join(' ');
}

function addFileCommands(program: Command, session: Session): void {
  program.commandsGroup('Writing migrations:');
  command(program, 'init [folder]', 'write a config, a migrations folder and a first migration')
    .option('--dialect <name>', 'which of the installed dialect packages the config uses')
    .action(async (folder: string | undefined, flags: InitFlags) =>
      (await import('./commands/init.js')).init(session, folder, flags),
    );

  const revision = command(program, 'revision', 'write a new migration')
    .option('-m, --message <text>', 'what it does')
    .option('--head <revision>', 'what it follows (default: head)')
    .option('--depends-on <revision>', 'what else must be applied before (repeatable)', several)
    .option('--autogenerate', 'find out what it does: compare the database with the models')
    .option('--from-database', 'it makes what the database holds now: the first one of an older project')
    .option('--stamp', 'with --from-database: note it as applied')
    .option(
      '--rename <old:new>',
      'with --autogenerate: this was renamed, as in users.mail:users.email (repeatable)',
      several,
    )
    .option('--no-renames', 'with --autogenerate: nothing was renamed; what goes is dropped')
    .option('--allow-drop', 'with --autogenerate: drop tables and columns without asking')
    .option('--decisions <file>', 'with --autogenerate: JSON with what was renamed, and what may be dropped');
  addRevisionOptions(revision).action(async (flags: RevisionFlags) =>
    (await import('./commands/revision.js')).revision(session, flags),
  );

  const merge = command(program, 'merge <revisions...>', 'write a migration that joins several revisions').option(
    '-m, --message <text>',
    'what it does',
  );
  addRevisionOptions(merge).action(async (revisions: readonly string[], flags: RevisionFlags) =>
    (await import('./commands/revision.js')).merge(session, revisions, flags),
  );

  command(program, 'pull', 'write models from the database')
    .option('-o, --out <path>', 'the file, or with --split the folder (default: what the config says of models)')
    .option('--split', 'one file a table')
    .option('--force', 'write over what is there')
    .action(async (flags: PullFlags) => (await import('./commands/pull.js')).pull(session, flags));

  command(program, 'edit <revision>', 'open a migration in $VISUAL or $EDITOR').action(async (revision: string) =>
    (await import('./commands/edit.js')).edit(session, revision),
  );
}

function addRevisionOptions(command: Command): Command {
  return command
    .option('--splice', 'allow to follow a revision that is no head')
    .option('--branch-label <label>', 'a name for the line that starts here (repeatable)', several)
    .option('--rev-id <id>', 'its identifier, instead of a random one');
}

function addDatabaseCommands(program: Command, session: Session): void {
  program.commandsGroup('Changing a database:');
  const upgrade = command(program, 'upgrade [revision]', 'bring the database up to a revision (default: head)');
  addRunOptions(upgrade).action(async (revision: string | undefined, flags: RunFlags) =>
    (await import('./commands/upgrade.js')).upgrade(session, revision, flags),
  );

  const downgrade = command(program, 'downgrade <revision>', 'take the database back to a revision');
  addRunOptions(downgrade).action(async (revision: string, flags: RunFlags) =>
    (await import('./commands/upgrade.js')).downgrade(session, revision, flags),
  );

  const stamp = command(program, 'stamp <revisions...>', 'note where the database stands, running nothing')
    .option('--purge', 'empty the version table first')
    .option('--sql', 'only write the SQL; FROM:TO says where the database stands');
  addLockOption(stamp).action(async (revisions: readonly string[], flags: StampFlags) =>
    (await import('./commands/stamp.js')).stamp(session, revisions, flags),
  );

  const ensure = command(program, 'ensure-version', 'create the version table if it is not there')
    .alias('ensure_version')
    .option('--sql', 'only write the SQL');
  addLockOption(ensure).action(async (flags: StampFlags) =>
    (await import('./commands/stamp.js')).ensureVersion(session, flags),
  );
}

function addRunOptions(command: Command): Command {
  return addLockOption(
    command
      .option('--sql', 'only write the SQL, without a database; FROM:TO is a range')
      .option('--transaction <mode>', 'per-migration, all (in one) or none', transactionMode),
  );
}

function addAllDatabasesOption(command: Command): Command {
  return command.option('--all-databases', "on every one of the config's databases, one after another");
}

function addLockOption(command: Command): Command {
  return addAllDatabasesOption(command).option(
    '--lock-timeout <seconds>',
    'how long to wait for another run (default: 60)',
    seconds,
  );
}

function addViewCommands(program: Command, session: Session): void {
  program.commandsGroup('Looking:');
  addAllDatabasesOption(command(program, 'current', 'show where the database stands'))
    .option('--check-heads', 'fail if it is not at the heads')
    .action(async (flags: CurrentOptions) => (await import('./commands/current.js')).current(session, flags));

  command(program, 'check', 'fail if the database is not as the models say').action(async () =>
    (await import('./commands/check.js')).check(session),
  );

  command(program, 'inspect', 'list what the database holds')
    .option('--unmodelled', 'only what models and migrations cannot express')
    .action(async (flags: InspectFlags) => (await import('./commands/inspect.js')).inspect(session, flags));

  command(program, 'history', 'draw the revision graph, newest first')
    .option('-r, --rev-range <range>', 'FROM:TO, either may be left out or be `current`')
    .option('-i, --indicate-current', 'ask the database what is applied')
    .option('--ascii', 'draw with plain characters')
    .action(async (flags: HistoryFlags) => (await import('./commands/history.js')).history(session, flags));

  command(program, 'heads', 'show the heads')
    .option('--resolve-dependencies', 'leave out heads that another revision depends on')
    .action(async (flags: HeadsOptions) => (await import('./commands/heads.js')).heads(session, flags));

  command(program, 'branches', 'show the branch points').action(async () =>
    (await import('./commands/branches.js')).branches(session),
  );

  command(program, 'show <revision>', 'show a revision in full').action(async (revision: string) =>
    (await import('./commands/show.js')).show(session, revision),
  );

  command(program, 'help [command]', 'show help for a command').action((name: string | undefined) =>
    showHelp(program, name),
  );
}

function showHelp(program: Command, name: string | undefined): void {
  const asked =
    name === undefined ? program : program.commands.find((one) => one.name() === name || one.aliases().includes(name));
  if (asked !== undefined) return asked.help();
  const meant = nearestName(
    name ?? '',
    program.commands.map((one) => one.name()),
  );
  throw new UsageError(
    `Unknown command '${name ?? ''}'.`,
    meant === undefined ? 'See `aludel --help`.' : `Did you mean ${meant}?`,
  );
}
