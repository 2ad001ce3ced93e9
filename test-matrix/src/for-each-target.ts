import type { ExecutionContext } from 'ava';
import { freshDatabase, type FreshDatabase, type FreshOptions } from './fresh-database.js';
import { chosenTargets, serverStates, serverUrl } from './servers/server-state.js';
import type { Target } from './targets.js';
import { Turns } from './turns.js';

type Body = (t: ExecutionContext) => void | Promise<void>;

const atOnceOnServer = 4;
const atOnceInProcess = 2;

/** What is asked of ava's `test`. */
export interface AddsTests {
  (title: string, body: Body): void;
  readonly serial: (title: string, body: Body) => void;
  readonly skip: (title: string, body: Body) => void;
}

/** A target in the hands of a part's tests. */
export interface TargetUnderTest extends Target {
  /** Version the running server gave for itself, where the matrix's runner has asked for it. */
  readonly serverVersion: string | undefined;
  /** Adds an ava test with the title `target · title`; the matrix counts by it. A few of a file run at once. */
  readonly test: (title: string, body: Body) => void;
  /** The same, one after another. */
  readonly serial: (title: string, body: Body) => void;
  /** A new, empty database, which is dropped when the test has ended. */
  readonly freshDatabase: (t: Pick<ExecutionContext, 'teardown'>, options?: FreshOptions) => Promise<FreshDatabase>;
}

/**
 * Calls `define` for every target that was chosen and runs, so that it adds its tests to it. A target that does not run gets
 * one skipped test, whose title says why.
 *
 * @param test ava's `test` of the calling file
 * @param isMeant which targets the file is about; the others are passed over without a word. Default: all
 */
export function forEachTarget(
  test: AddsTests,
  define: (target: TargetUnderTest) => void,
  isMeant: (target: Target) => boolean = () => true,
): void {
  const states = serverStates();
  const meant = chosenTargets().filter(isMeant);
  // For ava, a file without a test is a mistake.
  if (meant.length === 0) test.skip('skipped: it is about none of the targets that were chosen', (t) => void t.pass());
  for (const target of meant) {
    const state = states[target.name] ?? {};
    const reason = state.skipped ?? reasonWithoutUrl(target);
    if (reason === undefined) {
      const turns = new Turns(target.server === null ? atOnceInProcess : atOnceOnServer);
      const inTurn =
        (body: Body): Body =>
        async (t) => {
          // Teardowns run last first: the turn ends after the test's databases are gone.
          t.teardown(await turns.take());
          await body(t);
        };
      let added = 0;
      const title = (words: string): string => {
        added++;
        return `${target.name} · ${words}`;
      };
      define({
        ...target,
        serverVersion: state.version,
        test: (words, body) => test(title(words), inTurn(body)),
        serial: (words, body) => test.serial(title(words), inTurn(body)),
        async freshDatabase(t, options) {
          const database = await freshDatabase(target, options);
          t.teardown(() => database.drop());
          return database;
        },
      });
      // For ava, a file without a test is a mistake.
      if (added === 0) test.skip(`${target.name} · skipped: nothing in this file is about it`, (t) => void t.pass());
    } else {
      test.skip(`${target.name} · skipped: ${reason}`, (t) => void t.pass());
    }
  }
}

function reasonWithoutUrl(target: Target): string | undefined {
  if (target.server === null || serverUrl(target) !== undefined) return undefined;
  return `set ${target.server.urlVariable}, or run it by npm test or npm run matrix`;
}
