import test from 'ava';
import { Output } from './output.js';
import { createProgram } from './program.js';
import { Project } from './project.test.kit.js';
import { Session } from './session.js';

const program = createProgram(new Session(new Output({ json: false, debug: false, colour: false })));

/** The words of a command line: a text in quotes is one. What a shell does with the output is left out. */
function wordsOf(line: string): readonly string[] {
  return (line.replace(/ > .*$/u, '').match(/"[^"]*"|\S+/gu) ?? []).map((word) => word.replaceAll('"', ''));
}

function examplesIn(help: string): readonly string[] {
  return Array.from(help.matchAll(/^ {2}aludel (.*?) {2,}\S/gmu), ([, line = '']) => line);
}

test('the help of every command has examples of that command, and only options that it has', async (t) => {
  const project = new Project(t);
  for (const { name } of program.commands.map((command) => ({ name: command.name() }))) {
    const { code, stdout, stderr } = await project.run(name, '--help');
    t.deepEqual([code, stderr], [0, ''], name);
    const examples = examplesIn(stdout);
    t.true(examples.length > 0, name);
    for (const example of examples) {
      const [called, ...rest] = wordsOf(example);
      t.is(called, name);
      for (const option of rest.filter((word) => /^--?[a-z]/u.test(word))) {
        t.regex(stdout, new RegExp(String.raw`^ +(-\w, )?${option}\b`, 'mu'), example);
      }
    }
  }
});

test('help of a command that there is not is an error with a guess', async (t) => {
  const { code, stdout, stderr } = await new Project(t).run('help', 'histroy');
  t.deepEqual([code, stdout], [2, '']);
  t.is(stderr, "aludel: Unknown command 'histroy'.\n  try        Did you mean history?\n");
});

test('help shows the same as --help', async (t) => {
  const project = new Project(t);
  for (const name of ['upgrade', 'ensure_version']) {
    const { code, stdout } = await project.run('help', name);
    t.is(code, 0);
    t.is(stdout, (await project.run(name, '--help')).stdout);
  }
});

test('an error in the command line points at the help of the command that was called', async (t) => {
  const project = new Project(t);
  t.regex((await project.run('downgrade')).stderr, /try +See `aludel downgrade --help`\.\n/u);
  t.regex((await project.run('--nothing')).stderr, /try +See `aludel --help`\.\n/u);
});

test('without a command --json has an error as its document', async (t) => {
  const { code, stdout, stderr } = await new Project(t).run('--json');
  t.is(code, 2);
  t.like(JSON.parse(stdout), { error: { code: 'USAGE', message: 'No command is given.' } });
  t.regex(stderr, /^Usage: aludel/u);
});
