import type { Change } from '../arbitrary-operations.js';
import { arbitraryChange } from '../arbitrary-operations.js';
import { AludelError, type DialectPackage, type Operation } from '@aludel/core/dialect';
import * as fc from 'fast-check';
import { show } from '../equivalent.js';
import { columnsOf, compared, modelDifferences } from '../live/check-inspect.js';
import { withDatabase } from '../live/database.js';
import { making, rowsOf } from '../live/make-rows.js';
import type { LiveMigration } from '../live/migrations-folder.js';
import { LiveSession } from '../live/session.js';
import { readAllRows } from '../live/watch.js';
import type { ModelProfile } from '../profile.js';
import { placeOf, told } from './running-case.js';
import { handMadeMigrations } from './script-migrations.js';
import { CaseFailure, type Suite } from './suite.js';
import { isRowsFault, tryLaw, watching, type Tally } from './test-laws.js';

type RunScript = NonNullable<Suite['dialect']['runScript']>;

/** Law 5: the script of `upgrade --sql`, run by plain means, gives the schema, rows and version rows of `upgrade`. */
export function testScript(suite: Suite): void {
  const { runScript, profile } = suite.dialect;
  if (runScript === undefined) {
    suite.add('law 5 is not tried: no way to run a script was given (runScript)', undefined, () => Promise.resolve());
    return;
  }
  suite.add('law 5: migrations with branches, rows and odd texts, in one script', undefined, () =>
    inBoth(suite, runScript, (place) => handMadeMigrations(place)).then(() => undefined),
  );
  // Two runs may lie in two seconds.
  const timeless: ModelProfile = {
    ...profile,
    defaults: (type) => profile.defaults(type).filter(({ kind }) => kind === 'literal'),
  };
  suite.add('law 5: the script of random migrations gives what the upgrade gives', undefined, (say) =>
    tryLaw(
      suite,
      say,
      fc.tuple(arbitraryChange(timeless, { most: 8, irreversible: true }), fc.nat(8)),
      51,
      ([change, cut], tally) => tryScript(suite, runScript, change, cut, tally),
    ),
  );
}

/** A schema, rows in those of its tables that point at no other, and changes: each a migration. */
function migrationsOf(suite: Suite, { before, operations }: Change, cut: number): readonly LiveMigration[] {
  const rows = before.tables
    .filter(({ constraints }) => constraints.every(({ kind }) => kind !== 'foreignKey'))
    .map((table): Operation => ({
      kind: 'bulkInsert',
      table: table.name,
      rows: rowsOf(before, table, suite.dialect.ownValue),
    }));
  const parts = [making(before), rows, operations.slice(0, cut), operations.slice(cut)];
  return parts.map((part, at) => ({
    revision: `r${at}`,
    downRevision: at === 0 ? null : `r${at - 1}`,
    message: `Part ${at}; it's "it"\n-- and more`,
    upgrade: (op) => {
      for (const operation of part) op.apply(operation);
    },
  }));
}

async function tryScript(suite: Suite, runScript: RunScript, change: Change, cut: number, tally: Tally): Promise<void> {
  try {
    const done = await inBoth(suite, runScript, () => migrationsOf(suite, change, cut));
    tally[done ? 'done' : 'refused'] += 1;
  } catch (error) {
    if (!(error instanceof CaseFailure)) throw error;
    throw new CaseFailure([error.message, '-- operations', ...change.operations.map(show)], [], error.cause);
  }
}

/** @returns whether they were carried out; false where both ways refused them for the rows' sake */
async function inBoth(
  suite: Suite,
  runScript: RunScript,
  migrations: (place: ReturnType<typeof placeOf>) => readonly LiveMigration[],
): Promise<boolean> {
  return withDatabase(suite.dialect.database, async (database) => {
    const all = migrations(placeOf(suite.dialect, database.dialect));
    const online = await opened(suite, database, all);
    let script = '';
    let refused: AludelError | undefined;
    let seen: Seen;
    try {
      script = await online.script();
      try {
        await online.upgrade();
      } catch (error) {
        if (!(error instanceof AludelError)) throw error;
        refused = error;
      }
      if (refused !== undefined && !isRowsFault(suite, refused)) throw new CaseFailure([told(refused)], [script]);
      seen = await see(suite, online);
    } finally {
      await online.close();
    }
    // The one after the other: a database may be one that is emptied and given again.
    return withDatabase(suite.dialect.database, (other) =>
      compareScript(suite, runScript, { script, refused, seen, all }, other),
    );
  });
}

interface Online {
  readonly script: string;
  readonly refused: AludelError | undefined;
  readonly seen: Seen;
  readonly all: readonly LiveMigration[];
}

async function compareScript(
  suite: Suite,
  runScript: RunScript,
  { script, refused, seen }: Online,
  database: DialectPackage,
): Promise<boolean> {
  let failed: unknown;
  try {
    await runScript(database, script);
  } catch (error) {
    failed = error;
  }
  if (refused !== undefined) {
    if (failed === undefined) throw new CaseFailure(['the script went through', told(refused)], [script]);
    return false;
  }
  if (failed !== undefined)
    throw new CaseFailure(
      [`the script failed: ${failed instanceof Error ? failed.message : 'it threw what is no error'}`],
      [script],
      failed,
    );
  const session = await opened(suite, database, []);
  try {
    const found = await see(suite, session);
    const normal = (model: Seen['model']) => session.services.normalizer.normalize(model);
    const wrong = [
      ...modelDifferences(session.services, normal(found.model), normal(seen.model), watching(suite)),
      ...compared('order of columns', columnsOf(found.model), columnsOf(seen.model)),
      ...compared('rows', found.rows, seen.rows),
      ...compared('version rows', found.versions, seen.versions),
      ...compared('health', found.health, seen.health),
    ];
    if (wrong.length > 0) throw new CaseFailure(wrong, [script]);
    return true;
  } finally {
    await session.close();
  }
}

async function opened(suite: Suite, database: DialectPackage, all: readonly LiveMigration[]): Promise<LiveSession> {
  const session = await LiveSession.open(database, suite.dialect.config);
  for (const migration of all) await session.add(migration);
  return session;
}

type Seen = Awaited<ReturnType<typeof see>>;

async function see({ dialect: { watch } }: Suite, session: LiveSession) {
  const model = await session.model();
  return {
    model,
    rows: await readAllRows(session.connection, session.services.dialect, model, watch),
    versions: await session.versions(),
    health: await watch?.health?.(session.connection),
  };
}
