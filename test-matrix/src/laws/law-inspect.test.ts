import { OperationRegistry, type Operation, type SchemaModel } from '@aludel/core/dialect';
import { arbitraryChange, compared, show } from '@aludel/testing';
import test from 'ava';
import * as fc from 'fast-check';
import { openSession, ways, type Way } from '../sqlite/session.js';
import { checkInspect, checkUndo } from './check-inspect.js';
import { handMade } from './hand-made/all.js';
import type { HandMade } from './hand-made/setups.js';
import { makeRows } from './make-rows.js';
import { sqliteProfile, withTableKinds } from './sqlite-profile.js';

/** The operations that make a schema out of nothing. */
function creating({ tables, objects }: SchemaModel): readonly Operation[] {
  return [
    ...tables.map((table): Operation => ({ kind: 'createTable', table })),
    ...objects.flatMap((object): readonly Operation[] =>
      object.kind === 'view' ? [{ kind: 'createView', view: object }] : [],
    ),
  ];
}

/** Rows stand in the way of some operations: two that are alike of a key, a NULL of NOT NULL. WITHOUT ROWID needs a key. */
function isRowsFault(message: string): boolean {
  return /constraint failed|NULL into NOT NULL|point at a row|Cannot add a NOT NULL|PRIMARY KEY missing/u.test(message);
}

interface Tally {
  done: number;
  refused: number;
}

async function tryChange(way: Way, before: SchemaModel, operations: readonly Operation[], tally: Tally): Promise<void> {
  const session = await openSession(way);
  const fail = (reasons: readonly string[]): never => {
    throw new Error([...reasons, '-- operations', ...operations.map(show), '-- SQL', ...session.statements].join('\n'));
  };
  try {
    await session.run(creating(before)).catch((error: unknown) => fail([String(error)]));
    await makeRows(session.connection, before);
    const start = await session.model();
    const { wrong, refused } = await checkInspect(session, operations);
    if (wrong.length > 0) fail(refused === undefined ? wrong : [String(refused), ...wrong]);
    if (refused !== undefined && !isRowsFault(refused.message)) fail([`${refused.code}: ${refused.message}`]);
    tally[refused === undefined ? 'done' : 'refused'] += 1;
    if (refused !== undefined) return;
    const undone = await checkUndo(session, start);
    if (undone.wrong.length > 0) fail(['-- undone', String(undone.refused ?? ''), ...undone.wrong]);
    if (undone.refused !== undefined && !isRowsFault(undone.refused.message))
      fail(['-- undone', String(undone.refused)]);
  } finally {
    await session.close();
  }
}

const numRuns = 200;

for (const way of ways) {
  test(`law 3: whatever is done at random ${way}, SQLite agrees with the model and no row is lost`, async (t) => {
    const tally: Tally = { done: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(
        arbitraryChange(sqliteProfile, { most: 8, irreversible: true }),
        fc.nat(1023),
        async ({ before, operations }, pick) => {
          const start = withTableKinds(before, pick);
          new OperationRegistry().applyAll(start, operations);
          await tryChange(way, start, operations, tally);
        },
      ),
      { numRuns, seed: 31, includeErrorInReport: true, interruptAfterTimeLimit: 25_000 },
    );
    t.log(`${tally.done} done, ${tally.refused} refused for the rows' sake`);
    t.true(tally.refused < numRuns / 4);
  });
}

async function runHandMade(
  way: Way,
  { setup, operations, gives = [], rebuilds }: HandMade,
): Promise<readonly string[]> {
  const session = await openSession(way);
  const { connection } = session;
  try {
    await connection.execute('PRAGMA foreign_keys = OFF');
    await connection.execute(`${setup}\nSELECT 1;`);
    await connection.execute('PRAGMA foreign_keys = ON');
    const start = await session.model();
    const { wrong, refused } = await checkInspect(session, operations);
    const found = [...wrong, ...(refused === undefined ? [] : [`${refused.code}: ${refused.message}`])];
    const rebuilt = session.statements.some((text) => text.includes('aludel_old_'));
    if (way === 'natively' && rebuilds !== undefined && rebuilt !== rebuilds) found.push(`a rebuild: ${rebuilt}`);
    for (const [text, rows] of found.length > 0 ? [] : gives)
      found.push(...compared(text, await connection.query(text), rows));
    if (found.length === 0) {
      const undone = await checkUndo(session, start);
      found.push(...undone.wrong, ...(undone.refused === undefined ? [] : [`undone: ${undone.refused.message}`]));
    }
    return found.length === 0 ? [] : [...found, '-- SQL', ...session.statements];
  } finally {
    await session.close();
  }
}

for (const way of ways) {
  for (const [kind, cases] of Object.entries(handMade)) {
    test(`law 3: ${kind} ${way}`, async (t) => {
      for (const one of cases) t.deepEqual(await runHandMade(way, one), [], one.name);
    });
  }
}
