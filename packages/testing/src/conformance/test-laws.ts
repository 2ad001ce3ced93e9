import {
  diff,
  emptySchema,
  OperationRegistry,
  type AludelError,
  type Operation,
  type SchemaModel,
} from '@aludel/core/dialect';
import * as fc from 'fast-check';
import { arbitraryChange, arbitraryPair } from '../arbitrary-operations.js';
import { show } from '../equivalent.js';
import { checkInspect, checkUndo, modelDifferences } from '../live/check-inspect.js';
import { making, makingWithRows } from '../live/make-rows.js';
import type { LiveSession } from '../live/session.js';
import type { Watch } from '../live/watch.js';
import { inSession, told } from './running-case.js';
import { CaseFailure, type Suite, type Told } from './suite.js';

const most = 400;
/** A slow machine tries this many whatever the time. */
const atLeast = 5;

/** How often it went how. */
export interface Tally {
  done: number;
  refused: number;
}

/**
 * What databases say when the rows that are there are in the way of a key, a NOT NULL, a check or a foreign key; and when
 * an index or a row would be too large.
 */
const usualFault =
  /constraint failed|^CONSTRAINT .* failed for|has rows, which|NULL into NOT NULL|point at a row|violate|could not create unique|contains? null|null values|duplicate|cannot be null|use of NULL|foreign key constraint|key was too long|truncated|out of range|too large/iu;

export function isRowsFault(suite: Suite, { code, message }: AludelError): boolean {
  return code === 'STATEMENT_FAILED' && (suite.dialect.rowsFault ?? usualFault).test(message);
}

/**
 * Tries a law on random input, the same each time unless `FC_SEED` (and, for one input, `FC_PATH`) says otherwise,
 * until the time is over. It has to hold each time, and most of what is tried must not be refused for the sake of rows.
 */
export async function tryLaw<T>(
  suite: Suite,
  say: Told,
  arbitrary: fc.Arbitrary<T>,
  seed: number,
  law: (input: T, tally: Tally) => Promise<void>,
): Promise<void> {
  const tally: Tally = { done: 0, refused: 0 };
  const { FC_SEED: asked = '', FC_PATH: path = '' } = process.env;
  const limit = suite.dialect.lawTimeMs ?? 8000;
  const deadline = performance.now() + limit;
  let tries = 0;
  let running: Promise<void> = Promise.resolve();
  const found = await fc.check(
    fc.asyncProperty(arbitrary, async (input) => {
      // What comes when the time is over counts for nothing.
      if (tries >= atLeast && performance.now() > deadline) return;
      tries += 1;
      running = law(input, tally);
      await running;
    }),
    {
      numRuns: most,
      seed: asked === '' ? seed : Number(asked),
      ...(path === '' ? {} : { path }),
      // The search for a smaller input ends, too.
      interruptAfterTimeLimit: 3 * limit,
    },
  );
  // Who was interrupted still works on the database, which the next law wants for itself.
  await running.catch(() => undefined);
  const { errorInstance: error } = found;
  if (found.failed && error !== null) {
    const again = `FC_SEED=${found.seed} FC_PATH=${found.counterexamplePath ?? ''}`;
    const message = `Failed after ${found.numRuns} tries; again with ${again}\n${textOf(error)}`;
    throw new Error(message, { cause: error });
  }
  say.log(`${tally.done} done, ${tally.refused} refused for the rows' sake`);
  if (path === '' && (tally.done === 0 || tally.refused > tally.done))
    throw new Error(`Too few went through: ${tally.done} done, ${tally.refused} refused. Narrow the profile.`);
}

/** A case tells by itself; of what nobody expected, where it arose is what counts. */
function textOf(error: unknown): string {
  if (error instanceof CaseFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Laws 1 to 3 on random schemas and operations, on the real database. */
export function testLaws(suite: Suite): void {
  const { profile, watch = {} } = suite.dialect;
  // Whether a view has changed cannot be told from its text alone where the database keeps another one.
  const comparable = watch.viewsInOwnWords === true ? { ...profile, views: false } : profile;
  suite.add(
    'law 3: whatever is done at random, the database agrees with the model and no row is lost',
    undefined,
    (say) =>
      tryLaw(
        suite,
        say,
        arbitraryChange(profile, { most: 8, irreversible: true }),
        31,
        ({ before, operations }, tally) =>
          tryChange(suite, makingWithRows(before, suite.dialect.ownValue), operations, tally),
      ),
  );
  suite.add('laws 2 and 3: what was done at random to empty tables is undone', undefined, (say) =>
    tryLaw(suite, say, arbitraryChange(profile, { most: 12 }), 21, ({ before, operations }, tally) =>
      tryChange(suite, making(before), operations, tally),
    ),
  );
  suite.add('law 1: what the differ finds makes one schema into another, and then it finds nothing', undefined, (say) =>
    tryLaw(suite, say, arbitraryPair(comparable), 11, ({ from, to }, tally) => tryDiff(suite, from, to, tally)),
  );
}

/** At random, views are of every sort, and compared as far as the database keeps them as they were written. */
export function watching({ dialect: { watch } }: Suite): Watch {
  return { ...watch, ignoresViewTexts: watch?.viewsInOwnWords === true };
}

/** Throws with the input, so that the smallest that fails can be made into a case. */
async function tryChange(
  suite: Suite,
  given: readonly Operation[],
  operations: readonly Operation[],
  tally: Tally,
): Promise<void> {
  // What the generator cannot make valid is its own fault.
  const registry = suite.dialect.profile.registry?.() ?? new OperationRegistry();
  registry.applyAll(registry.applyAll(emptySchema, given), operations);
  await inSession(suite.dialect, async (session) => {
    const begun = await attempt(suite, session, given, tally);
    if (begun !== undefined) return [...begun, '-- given', ...given.map(show)];
    const start = await session.model();
    const { wrong, refused } = await checkInspect(session, operations, watching(suite));
    const input = ['-- operations', ...operations.map(show)];
    if (wrong.length > 0) return [...(refused === undefined ? [] : [told(refused)]), ...wrong, ...input];
    if (refused !== undefined) {
      tally.refused += 1;
      return isRowsFault(suite, refused) ? [] : [told(refused), ...input];
    }
    tally.done += 1;
    const back = await checkUndo(session, start, watching(suite));
    if (back.wrong.length > 0) return ['-- undone', ...back.wrong, ...input];
    if (back.refused === undefined || isRowsFault(suite, back.refused)) return [];
    return ['-- undone', told(back.refused), ...input];
  });
}

/** Makes what there is before: there, nothing may be refused. */
async function attempt(
  suite: Suite,
  session: LiveSession,
  given: readonly Operation[],
  tally: Tally,
): Promise<readonly string[] | undefined> {
  if (given.length === 0) return undefined;
  const { wrong, refused } = await checkInspect(session, given, watching(suite));
  if (refused === undefined && wrong.length === 0) return undefined;
  tally.refused += 1;
  return ['-- what there is before', ...(refused === undefined ? [] : [told(refused)]), ...wrong];
}

async function tryDiff(suite: Suite, from: SchemaModel, to: SchemaModel, tally: Tally): Promise<void> {
  await inSession(suite.dialect, async (session) => {
    const empty = await session.model();
    const begun = await attempt(suite, session, making(from), tally);
    if (begun !== undefined) return begun;
    const { normalizer, comparator, operations: registry } = session.services;
    // What its operations would make of it: some make a type or the like beside a table.
    const wanted = normalizer.normalize(registry.applyAll(empty, making(to)));
    const found = async (): Promise<readonly Operation[]> =>
      diff(normalizer.normalize(await session.model()), wanted, comparator, registry);
    const operations = await found();
    if (operations.length > 0) await session.run(operations);
    tally.done += 1;
    const after = normalizer.normalize(await session.model());
    const left = await found();
    const wrong = [
      ...modelDifferences(
        session.services,
        { ...after, tables: withoutOptions(after) },
        { ...wanted, tables: withoutOptions(wanted) },
        suite.dialect.watch,
      ),
      ...(left.length === 0 ? [] : ['the differ still finds', ...left.map(show)]),
    ];
    return wrong.length === 0 ? [] : [...wrong, '-- operations', ...operations.map(show)];
  });
}

/** There is no operation for the options of a table that is there. */
function withoutOptions({ tables }: SchemaModel): SchemaModel['tables'] {
  return tables.map((table) => ({ ...table, options: {} }));
}
