import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OperationKind } from '@aludel/core/dialect';
import { arbitraryOperations, show, type ModelProfile } from '@aludel/testing';
import test from 'ava';
import * as fc from 'fast-check';
import { fillTables } from '../adoption/fill-tables.js';
import { withDriver } from '../sqlite/project.js';
import { openSession, ways } from '../sqlite/session.js';
import { checkInspect, checkUndo } from './check-inspect.js';
import { handMade } from './hand-made/all.js';
import { sqliteProfile } from './sqlite-profile.js';

const schema = fileURLToPath(new URL('../../schemas/rarities.sql', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'aludel-odd-'));
const original = join(folder, 'original.db');
test.after.always(() => rmSync(folder, { recursive: true }));

/** A foreign key over columns that compare in an odd way fits no key, and SQLite says so only when it is used. */
const left: readonly OperationKind[] = ['createForeignKey', 'createTable'];
const profile: ModelProfile = {
  ...sqliteProfile,
  operations: (Object.keys(handMade) as OperationKind[]).filter((kind) => !left.includes(kind)),
};

test.before(async () => {
  await withDriver(original, (driver) => {
    driver.exec(readFileSync(schema, 'utf8'));
    fillTables(driver);
    // What points at nothing would be told again under the new name of a table.
    driver.exec('DELETE FROM refs');
  });
});

for (const way of ways) {
  test(`law 3: whatever is done at random to odd definitions ${way}, nothing is lost`, async (t) => {
    const session = await openSession('natively', original);
    const { tables, objects } = await session.model();
    await session.close();
    // Operations that are made at random know of no triggers.
    const model = { tables, objects: objects.filter(({ kind }) => kind === 'view') };
    const tally = new Map<string, number>();
    const file = join(folder, `${way}.db`);
    await fc.assert(
      fc.asyncProperty(arbitraryOperations(model, profile, { most: 6 }), async (operations) => {
        copyFileSync(original, file);
        const session = await openSession(way, file);
        try {
          const start = await session.model();
          const { wrong, refused } = await checkInspect(session, operations);
          const undone = refused === undefined && wrong.length === 0 ? await checkUndo(session, start) : undefined;
          const all = [...wrong, ...(undone?.wrong ?? [])];
          const reason = refused ?? undone?.refused;
          const key = reason === undefined ? 'done' : `${reason.code} ${reason.message}`;
          tally.set(key, (tally.get(key) ?? 0) + 1);
          if (all.length === 0) return;
          throw new Error([...all, ...operations.map(show), '-- SQL', ...session.statements].join('\n'));
        } finally {
          await session.close();
        }
      }),
      { numRuns: 150, seed: 33, includeErrorInReport: true, interruptAfterTimeLimit: 20_000 },
    );
    for (const [key, count] of tally) t.log(`${count} ${key}`);
    // How many fit into the time, the machine says; most must not be refused.
    const tried = [...tally.values()].reduce((sum, count) => sum + count, 0);
    t.true((tally.get('done') ?? 0) * 2 > tried);
  });
}
