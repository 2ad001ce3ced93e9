import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AludelError } from '@aludel/core';
import type { Table } from '@aludel/core/dialect';
import test, { type ExecutionContext } from 'ava';
import { renderMigration } from '../../../packages/core/dist/render/renderer.js';
import { forcedRebuild } from '../sqlite/forced-rebuild.js';
import { withDriver, withProject, type Project } from '../sqlite/project.js';
import { openSession, ways, type Way } from '../sqlite/session.js';
import { readHealth, readState, type Row, type State } from '../sqlite/state.js';
import { stepNames, stepsFor } from './adoption-steps.js';
import { fillTables } from './fill-tables.js';
import { canonicalSchema } from './same-text.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const shared = join(root, '..', 'shared', 'schemas', 'sqlite');
const carried = join(root, 'test-matrix', 'schemas');
const folder = existsSync(shared) ? shared : carried;

/** Schemas that this driver does not load, and why. */
const unloadable: Readonly<Record<string, string>> = {
  'temporal_visibility.sql':
    'its JSON paths stand in double quotes, which better-sqlite3 (DQS=0) does not take for strings',
};

interface Before extends State {
  readonly health: Row;
}

async function look<T>(
  file: string,
  use: (session: Awaited<ReturnType<typeof openSession>>) => Promise<T>,
): Promise<T> {
  const session = await openSession('natively', file);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

async function stateOf(file: string): Promise<Before> {
  return look(file, async ({ connection }) => ({
    ...(await readState(connection)),
    health: await readHealth(connection),
  }));
}

/** Writes a migration for each step over all tables but those that are refused; stamps, goes up and all the way down. */
async function adopt(project: Project, name: string, way: Way, tables: readonly Table[]): Promise<readonly string[]> {
  const refused: string[] = [];
  const left = new Map(tables.map((table, number) => [table.name.name, stepsFor(table, number)]));
  const config = way === 'by rebuild' ? { services: [forcedRebuild()] } : {};
  await project.write(
    'adopted.ts',
    renderMigration({ revision: 'adopted', downRevision: null, upgrade: [], downgrade: [] }),
  );
  const migrator = project.migrator(name, {}, config);
  await migrator.stamp('adopted');
  for (;;) {
    for (const [at, step] of stepNames.entries()) {
      const downRevision = stepNames[at - 1] ?? 'adopted';
      const upgrade = [...left.values()].map((steps) => steps[step]);
      await project.write(`${step}.ts`, renderMigration({ revision: step, downRevision, upgrade }));
    }
    try {
      await migrator.upgrade('heads');
      break;
    } catch (error) {
      const table = error instanceof AludelError ? refusedTable(error, [...left.keys()]) : undefined;
      if (!(error instanceof AludelError) || table === undefined) throw error;
      refused.push(`${table}: ${error.code} ${error.message}`);
      left.delete(table);
      await migrator.downgrade('adopted');
    }
  }
  await migrator.downgrade('adopted');
  return refused;
}

/** The table that an error names in its operation: `addColumn users.email`. */
function refusedTable({ location }: AludelError, tables: readonly string[]): string | undefined {
  const { operation = '' } = location;
  return tables.find(
    (table) =>
      operation.startsWith(`addColumn ${table}.`) ||
      operation.includes(` ${table}.`) ||
      operation.endsWith(` ${table}`),
  );
}

/** Only what differs: schemas are long. */
function changes(before: readonly string[], after: readonly string[]): readonly string[] {
  return [
    ...before.filter((text) => !after.includes(text)).map((text) => `was: ${text}`),
    ...after.filter((text) => !before.includes(text)).map((text) => `is: ${text}`),
  ].toSorted((a, b) => (a.slice(a.indexOf(':')) < b.slice(b.indexOf(':')) ? -1 : 1));
}

async function check(t: ExecutionContext, file: string): Promise<void> {
  await withProject(async (project) => {
    const original = project.database('original');
    await withDriver(original, (driver) => driver.exec(readFileSync(file, 'utf8')));
    // On another connection: temporary triggers, which may call functions of their program, are gone then.
    const counts = await withDriver(original, fillTables);
    const poor = counts.filter(({ rows, holdsOne }) => rows < (holdsOne ? 1 : 3));
    t.deepEqual(poor, [], 'every table has rows');
    const before = await stateOf(original);
    const { tables, objects } = await look(original, (session) => session.model());
    const virtual = objects.filter(({ kind }) => kind === 'sqlite.virtualTable').map(({ name }) => name.name);
    for (const name of virtual) t.log(`${name}: a virtual table, left as it is with its shadow tables`);
    t.true(tables.length > 0);
    for (const way of ways) {
      const copy = way.replace(' ', '-');
      await copyFile(original, project.database(copy));
      const refused = await adopt(project, copy, way, tables);
      for (const reason of refused) t.log(`${way}: ${reason}`);
      const after = await stateOf(project.database(copy));
      t.deepEqual(
        changes(canonicalSchema(before.schema, way, tables), canonicalSchema(after.schema, way, tables)),
        [],
        `the schema, ${way}`,
      );
      t.deepEqual(after.rows, before.rows, `the rows, ${way}`);
      t.deepEqual(after.health, before.health, `health, ${way}`);
    }
  });
}

if (folder !== shared) {
  test('adopts the schemas of programs that the repository does not carry', (t) => {
    t.log(`Skipped: there is no folder ${shared}; those of test-matrix/schemas are adopted.`);
    t.pass();
  });
}

const files = new Map(
  [carried, folder].flatMap((one) => readdirSync(one).map((file) => [file, join(one, file)] as const)),
);

for (const [name, file] of [...files].filter(([name]) => name.endsWith('.sql'))) {
  test(`adopts ${basename(name, '.sql')}: whatever is done to its tables can be taken back without a trace`, async (t) => {
    const reason = unloadable[name];
    if (reason === undefined) return check(t, file);
    t.log(`Skipped: ${reason}.`);
    t.pass();
  });
}
