import { AludelError } from '@aludel/core/dialect';
import type { DialectUnderTest, Gap } from './dialect-under-test.js';

/** What a case can say while it runs. */
export interface Told {
  log(text: string): void;
}

/** Registers the cases of a dialect: one runs after another, and what it cannot do is held against the reasons given. */
export class Suite {
  #last: Promise<unknown> = Promise.resolve();
  readonly #usedGaps = new Set<Gap>();

  constructor(readonly dialect: DialectUnderTest) {}

  /** @param kind of the operation or type that it is about, by which a gap may mean it */
  add(title: string, kind: string | undefined, run: (told: Told) => Promise<void>): void {
    const gap = this.#gapFor(title, kind);
    if (gap !== undefined) this.#usedGaps.add(gap);
    const full = `${this.dialect.name === '' ? '' : `${this.dialect.name}: `}${title}${gap === undefined ? '' : ` (not supported: ${gap.reason})`}`;
    this.dialect.test(full, async (context) => {
      const told = toldBy(context);
      const work = this.#last.then(() => (gap === undefined ? run(told) : mustRefuse(run, told)));
      this.#last = work.catch(() => undefined);
      await work;
      call(context, 'pass');
    });
  }

  /** Last of all: a gap that means no case is a slip of the pen. */
  finish(): void {
    const unused = this.dialect.unsupported.filter((gap) => !this.#usedGaps.has(gap));
    const { parts } = this.dialect;
    const isPart = !(['operations', 'types', 'refusals'] as const).every((part) => parts?.includes(part) ?? true);
    if (unused.length === 0 || isPart) return;
    this.add('every gap that is given means a case', undefined, () =>
      Promise.reject(new Error(`No case is meant by: ${unused.map((gap) => JSON.stringify(gap)).join('; ')}`)),
    );
  }

  #gapFor(title: string, kind: string | undefined): Gap | undefined {
    return this.dialect.unsupported.find(
      (gap) =>
        (gap.kind !== undefined || gap.case !== undefined) &&
        (gap.kind === undefined || gap.kind === kind) &&
        (gap.case === undefined || title.includes(gap.case)),
    );
  }
}

/** A gap is one only if the dialect says so itself, before anything runs or by what the database says. */
async function mustRefuse(run: (told: Told) => Promise<void>, told: Told): Promise<void> {
  try {
    await run(told);
  } catch (error) {
    const cause = error instanceof CaseFailure ? error.cause : error;
    if (cause instanceof AludelError) {
      told.log(`${cause.code}: ${cause.message}`);
      return;
    }
    throw error;
  }
  throw new Error('This case is said not to be supported, and it passes: take it out of `unsupported`.');
}

/** A case that did not go as it should; what the dialect itself raised is the `cause`. */
export class CaseFailure extends Error {
  constructor(reasons: readonly string[], statements: readonly string[], cause?: unknown) {
    super([...reasons, ...(statements.length === 0 ? [] : ['-- SQL', ...statements])].join('\n'), { cause });
    this.name = 'CaseFailure';
  }
}

function toldBy(context: unknown): Told {
  return {
    log: (text) => {
      if (!call(context, 'log', text)) call(context, 'diagnostic', text);
    },
  };
}

function call(context: unknown, method: string, ...values: readonly string[]): boolean {
  if (typeof context !== 'object' || context === null || !(method in context)) return false;
  const found: unknown = Reflect.get(context, method);
  if (typeof found !== 'function') return false;
  Reflect.apply(found, context, values);
  return true;
}
