import { AludelError, StatementFailedError } from '@aludel/core';
import type { Operation, SchemaModel } from '@aludel/core/dialect';
import { arbitraryChange, compared, differences, show, type Change, type ModelProfile } from '@aludel/testing';
import test, { type ExecutionContext } from 'ava';
import * as fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { renderMigration } from '../../../packages/core/dist/render/renderer.js';
import { withDriver, withProject, type Project } from '../sqlite/project.js';
import { openSession } from '../sqlite/session.js';
import { readHealth, readState, type State } from '../sqlite/state.js';
import { migrations } from './offline-migrations.js';
import { valueOf } from './make-rows.js';
import { sqliteProfile } from './sqlite-profile.js';

/** The version of SQLite that runs the scripts here: so they hold just what is sent online. */
const scriptVersion = await withDriver(':memory:', (driver) =>
  String(driver.prepare('SELECT sqlite_version()').pluck().get()),
);

interface Contents extends State {
  readonly versions: unknown;
  readonly health: unknown;
}

/** What is in a database, version rows but for their times included. */
async function contents(file: string): Promise<Contents> {
  const session = await openSession('natively', file);
  try {
    const { connection } = session;
    const versions = await connection.query('SELECT revision, checksum, tool_version FROM aludel_version ORDER BY 1');
    return {
      ...(await readState(connection)),
      versions,
      health: await readHealth(connection),
    };
  } finally {
    await session.close();
  }
}

async function normalModel(file: string): Promise<SchemaModel> {
  const session = await openSession('natively', file);
  try {
    return session.services.normalizer.normalize(await session.model());
  } finally {
    await session.close();
  }
}

async function written(write: (piece: (text: string) => void) => Promise<void>): Promise<string> {
  let script = '';
  await write((text) => {
    script += text;
  });
  return script;
}

/** Runs a script as any program would; the words of what went wrong. */
function execute(file: string, script: string): Promise<string | undefined> {
  return withDriver(file, (driver) => {
    try {
      driver.exec(script);
      return undefined;
    } catch (error) {
      return String(error);
    }
  });
}

async function failure(run: Promise<unknown>): Promise<string | undefined> {
  try {
    await run;
    return undefined;
  } catch (error) {
    if (error instanceof StatementFailedError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** A schema, rows in those of its tables that point at no other, and changes: each a migration. */
async function writeMigrations(project: Project, { before, operations }: Change, cut: number): Promise<void> {
  const creating: readonly Operation[] = [
    ...before.tables.map((table): Operation => ({ kind: 'createTable', table })),
    ...before.objects.flatMap((object): readonly Operation[] =>
      object.kind === 'view' ? [{ kind: 'createView', view: object }] : [],
    ),
  ];
  const rows = before.tables
    .filter(({ constraints }) => constraints.every(({ kind }) => kind !== 'foreignKey'))
    .map((table): Operation => {
      const columns = table.columns.filter(({ generated }) => generated === undefined);
      const row = (number: number) =>
        Object.fromEntries(columns.map(({ name, type }) => [name, valueOf(type, number)]));
      return { kind: 'bulkInsert', table: table.name, rows: [row(1), row(2), row(3)] };
    });
  const parts = [creating, rows, operations.slice(0, cut), operations.slice(cut)];
  for (const [number, upgrade] of parts.entries()) {
    const downRevision = number === 0 ? null : `r${number - 1}`;
    await project.write(
      `r${number}.ts`,
      renderMigration({ revision: `r${number}`, downRevision, message: `Part ${number}`, upgrade }),
    );
  }
}

/**
 * What two databases do not share, piece by piece. How a definition is spelled does not count here: a rebuild online starts
 * from what SQLite has stored, and one in a script from the operations.
 */
async function unlike(project: Project, found: string, wanted: string): Promise<readonly string[]> {
  const [left, right] = [await contents(project.database(found)), await contents(project.database(wanted))];
  const [a, b] = [await normalModel(project.database(found)), await normalModel(project.database(wanted))];
  const names = ({ schema }: Contents): unknown => schema.map(({ type, name, tbl_name }) => [type, name, tbl_name]);
  const columns = ({ tables }: SchemaModel): unknown =>
    tables.map(({ name, columns: own }) => [name.name, ...own.map((column) => column.name)].join('\0')).toSorted();
  return [
    ...differences(a, b),
    ...compared('names', names(left), names(right)),
    ...compared('order of columns', columns(a), columns(b)),
    ...compared('rows', left.rows, right.rows),
    ...compared('versions', left.versions, right.versions),
    ...compared('health', left.health, right.health),
  ];
}

interface Tally {
  same: number;
  refused: number;
}

async function checkScript(change: Change, cut: number, tally: Tally): Promise<readonly string[]> {
  return withProject(async (project) => {
    await writeMigrations(project, change, cut);
    const online = project.migrator('online');
    const refused = await failure(online.upgrade('heads'));
    const script = await written((write) =>
      project.migrator('none', { scriptVersion }).upgradeScript('base:heads', write),
    );
    const failed = await execute(project.database('script'), script);
    if (refused !== undefined) {
      tally.refused += 1;
      return failed === undefined ? [`online: ${refused}`, 'the script went through', script] : [];
    }
    tally.same += 1;
    if (failed !== undefined) return [failed, script];
    const wrong = await unlike(project, 'script', 'online');
    if (wrong.length > 0) return [...wrong, script];

    // A script for whatever program there may be says it more cautiously, and comes to the same.
    const old = await written((write) => project.migrator('none').upgradeScript('base:heads', write));
    const oldFailed = await execute(project.database('old'), old);
    if (oldFailed !== undefined) return [oldFailed, old];
    const differ = await unlike(project, 'old', 'online');
    return differ.length > 0 ? [...differ, old] : [];
  });
}

/** Without CURRENT_TIMESTAMP: two runs may lie in two seconds. */
const timeless: ModelProfile = {
  ...sqliteProfile,
  defaults: (type) => sqliteProfile.defaults(type).filter(({ kind }) => kind === 'literal'),
};

const numRuns = 60;

test('law 5: the script of random migrations gives what the upgrade gives', async (t) => {
  const tally: Tally = { same: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(arbitraryChange(timeless, { most: 8, irreversible: true }), fc.nat(8), async (change, cut) => {
      const wrong = await checkScript(change, cut, tally);
      if (wrong.length > 0) throw new Error([...wrong, ...change.operations.map(show)].join('\n'));
    }),
    { numRuns, seed: 51, includeErrorInReport: true, interruptAfterTimeLimit: 25_000 },
  );
  t.log(`${tally.same} the same, ${tally.refused} refused by both`);
  t.true(tally.same > tally.refused * 3);
});

test('law 5: the script of a random downgrade gives what the downgrade gives', async (t) => {
  let tried = 0;
  let done = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryChange(timeless, { most: 6 }), fc.nat(6), async (change, cut) => {
      tried += 1;
      const wrong = await withProject(async (project) => {
        await writeMigrations(project, change, cut);
        if ((await failure(project.migrator('online').upgrade('heads'))) !== undefined) return [];
        const script = await written((write) =>
          project.migrator('none', { scriptVersion }).upgradeScript('heads', write),
        );
        const failed = await execute(project.database('script'), script);
        if (failed !== undefined) return [failed, script];
        const refused = await failure(project.migrator('online').downgrade('r1'));
        const down = await written((write) =>
          project.migrator('none', { scriptVersion }).downgradeScript('heads:r1', write),
        );
        const downFailed = await execute(project.database('script'), down);
        if (refused !== undefined || downFailed !== undefined) {
          const both = refused !== undefined && downFailed !== undefined;
          return both ? [] : [`online: ${refused}`, `script: ${downFailed}`, script, down];
        }
        done += 1;
        const wrong = await unlike(project, 'script', 'online');
        return wrong.length > 0 ? [...wrong, script, down] : [];
      });
      if (wrong.length > 0) throw new Error([...wrong, ...change.operations.map(show)].join('\n'));
    }),
    { numRuns: 30, seed: 52, includeErrorInReport: true, interruptAfterTimeLimit: 15_000 },
  );
  t.log(`${done} of ${tried} went down`);
  // The last one may have been cut off by the time.
  t.true(done > 0 && done * 2 >= tried - 1);
});

async function writeHandMade(project: Project): Promise<void> {
  for (const [file, text] of Object.entries(migrations)) await project.write(file, text);
}

test('law 5: migrations with branches, rows, rebuilds and triggers: up, part by part, and down', async (t) => {
  await withProject(async (project) => {
    await writeHandMade(project);
    const online = project.migrator('online');
    const scripts = project.migrator('none', { scriptVersion });
    await online.upgrade('heads');
    const whole = await written((write) => scripts.upgradeScript('base:heads', write));
    t.is(await execute(project.database('whole'), whole), undefined, whole);
    t.deepEqual(await contents(project.database('whole')), await contents(project.database('online')));

    for (const range of ['base:shop', 'shop:merged', 'merged:heads']) {
      const part = await written((write) => scripts.upgradeScript(range, write));
      t.is(await execute(project.database('parts'), part), undefined, part);
    }
    t.deepEqual(await contents(project.database('parts')), await contents(project.database('online')));

    for (const target of ['merged', 'shop', 'base']) {
      const from = target === 'merged' ? 'heads' : target === 'shop' ? 'merged' : 'shop';
      await online.downgrade(target);
      const down = await written((write) => scripts.downgradeScript(`${from}:${target}`, write));
      t.is(await execute(project.database('whole'), down), undefined, down);
      t.deepEqual(await contents(project.database('whole')), await contents(project.database('online')), target);
    }
  });
});

test('law 5: for an old SQLite the script is another, and comes to the same schema and rows', async (t) => {
  await withProject(async (project) => {
    await writeHandMade(project);
    await project.migrator('online').upgrade('heads');
    const script = await written((write) => project.migrator('none').upgradeScript('base:heads', write));
    t.is(await execute(project.database('old'), script), undefined, script);
    t.deepEqual(await unlike(project, 'old', 'online'), []);
  });
});

test('law 5: the sqlite3 program runs the script, too', async (t) => {
  const version = spawnSync('sqlite3', ['--version'], { encoding: 'utf8' });
  if (version.error !== undefined) {
    t.log('Skipped: there is no sqlite3 program on the PATH.');
    t.pass();
    return;
  }
  await withProject(async (project) => {
    await writeHandMade(project);
    await project.migrator('online').upgrade('heads');
    const shell = version.stdout.split(' ')[0] ?? '3.35.0';
    const script = await written((write) =>
      project.migrator('none', { scriptVersion: shell }).upgradeScript('base:heads', write),
    );
    const run = spawnSync('sqlite3', ['-bail', project.database('shell')], { input: script, encoding: 'utf8' });
    t.is(run.stderr, '');
    t.is(run.status, 0);
    t.deepEqual(await unlike(project, 'shell', 'online'), []);
  });
});

test('law 5: the script of a stamp writes the rows that the stamp writes', async (t) => {
  await withProject(async (project) => {
    await writeHandMade(project);
    await project.migrator('online').stamp('merged');
    const script = await written((write) => project.migrator('none').stampScript('merged', write));
    t.is(await execute(project.database('script'), script), undefined, script);
    t.deepEqual(await contents(project.database('script')), await contents(project.database('online')));
  });
});

for (const [call, line] of [
  ['await op.query("SELECT 1");', 8],
  ['await op.knex("users").select();', 8],
] as const) {
  test(`a migration that reads says where: ${call}`, async (t) => {
    await withProject(async (project) => {
      await project.write('a.ts', reading('a', null, ''));
      await project.write('b.ts', reading('b', 'a', call));
      const error = await t.throwsAsync(() => project.migrator('none').upgradeScript('heads', () => undefined), {
        instanceOf: AludelError,
      });
      t.is(error?.code, 'OFFLINE_READ');
      t.is(error?.location.revision, 'b');
      t.regex(error?.location.file ?? '', /migrations\/b\.ts$/u);
      t.is(error?.location.line, line);
      t.is((await readFile(`${project.folder}/migrations/b.ts`, 'utf8')).split('\n')[line - 1]?.trim(), call);
    });
  });
}

test('a migration that reads only online is written without what it reads', async (t: ExecutionContext) => {
  await withProject(async (project) => {
    await project.write('a.ts', reading('a', null, 'if (!op.offline) await op.query("SELECT 1");'));
    const script = await written((write) => project.migrator('none').upgradeScript('heads', write));
    t.is(await execute(project.database('script'), script), undefined);
  });
});

function reading(revision: string, down: string | null, call: string): string {
  return `import { migration, t } from '@aludel/core';

export default migration({
  revision: '${revision}',
  downRevision: ${down === null ? 'null' : `'${down}'`},
  async upgrade(op) {
    op.createTable('users_${revision}', { id: t.integer().primaryKey() });
    ${call}
  },
});
`;
}
