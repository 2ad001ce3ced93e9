import type { Operation, SchemaModel } from '@aludel/core';
import { services, type DdlCompiler, type OperationRegistry, type Statement } from '@aludel/core/dialect';
import { sqlite } from '@aludel/sqlite';
import { testDialect } from '@aludel/testing';
import test from 'ava';
import { ContainerModule } from 'inversify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCompiler } from '../../../packages/sqlite/dist/ddl/compiler.js';
import { sqliteProfile } from './sqlite-profile.js';

/** SQLite with a compiler that gets one thing wrong. */
function wrong(change: (statement: Statement) => readonly Statement[]): ContainerModule {
  return new ContainerModule(({ rebind }) => {
    rebind<DdlCompiler>(services.compiler)
      .toDynamicValue((context) => {
        const right = createCompiler(context.get<OperationRegistry>(services.operations), {
          version: '3.53.2',
          foreignKeys: true,
          script: false,
        });
        return {
          compile: (operations: readonly Operation[], before: SchemaModel) =>
            right.compile(operations, before).flatMap(change),
        };
      })
      .inSingletonScope();
  });
}

const control = 'type integer holds its values';

/** Of these cases and the control, the titles of those that fail with it. */
async function found(
  change: (statement: Statement) => readonly Statement[],
  titles: readonly string[],
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-wrong-'));
  const runs: Promise<string | undefined>[] = [];
  let count = 0;
  const test = (title: string, run: () => Promise<void>): void => {
    const asked = [control, ...titles].find((one) => title.startsWith(one));
    if (asked === undefined) return;
    runs.push(
      run().then(
        () => undefined,
        () => asked,
      ),
    );
  };
  testDialect({
    test,
    name: '',
    database: () => sqlite({ filename: join(folder, `${count++}.db`) }),
    profile: sqliteProfile,
    unsupported: [],
    config: { services: [wrong(change)] },
    parts: ['operations', 'types', 'refusals', 'laws'],
    lawTimeMs: 3000,
  });
  try {
    const failed = await Promise.all(runs);
    return failed.filter((title) => title !== undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const without =
  (pattern: RegExp) =>
  (statement: Statement): readonly Statement[] =>
    pattern.test(statement.sql) ? [] : [statement];

const replacing =
  (pattern: RegExp, text: string) =>
  (statement: Statement): readonly Statement[] => [{ ...statement, sql: statement.sql.replace(pattern, text) }];

/** What a compiler could get wrong, and a case and a law that must find it. */
const slips: readonly (readonly [
  what: string,
  change: (statement: Statement) => readonly Statement[],
  finds: readonly string[],
])[] = [
  ['forgets indexes', without(/^CREATE INDEX/u), ['createIndex over one column', 'law 3']],
  ['forgets to drop', without(/^DROP TABLE "purchase/u), ['dropTable that points at another']],
  [
    'loses defaults',
    replacing(/ DEFAULT \S+/u, ''),
    ['createTable with defaults of each form', 'type boolean has the default true'],
  ],
  [
    'loses NOT NULL',
    replacing(/" (INTEGER|VARCHAR\(\d+\)) NOT NULL/u, '" $1'),
    ['createTable with a key of two columns'],
  ],
  ['loses rows', replacing(/^(INSERT OR ABORT INTO [\s\S]*)$/u, '$1 LIMIT 1'), ['law 3']],
  [
    'takes no notice of unique',
    replacing(/^CREATE UNIQUE INDEX/u, 'CREATE INDEX'),
    ['refused: createIndex that is unique, on rows that are alike'],
  ],
  ['cuts texts', replacing(/VARCHAR\(90\)/u, 'VARCHAR(9)'), ['alterColumn a longer string, in an index']],
];

for (const [what, change, finds] of slips) {
  test(`the suite finds out a compiler that ${what}`, async (t) => {
    t.deepEqual(await found(change, finds), finds);
  });
}
