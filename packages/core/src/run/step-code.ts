import type { Migration } from '../revisions/migration.js';
import { Ahead } from './ahead.js';

/** What can be loaded. */
interface Loadable {
  readonly open: () => Promise<Migration>;
}

/** Loads the code of steps, each while the one before it waits for the database. */
export class StepCode {
  #next: { readonly step: Loadable; readonly code: Ahead<Promise<Migration>> } | undefined;

  /** This one comes next. */
  expect(step: Loadable | undefined): void {
    this.drop();
    if (step === undefined) return;
    this.#next = {
      step,
      code: new Ahead(() => {
        const loading = step.open();
        // What is wrong with it is told when its turn comes.
        loading.catch(() => undefined);
        return loading;
      }),
    };
  }

  /** @returns its code, and for how long the run has waited for it, in milliseconds */
  async take(step: Loadable): Promise<{ readonly migration: Migration; readonly loadMs: number }> {
    const started = performance.now();
    const next = this.#next?.step === step ? this.#next : undefined;
    this.#next = next === undefined ? this.#next : undefined;
    const migration = await (next?.code.take() ?? step.open());
    return { migration, loadMs: performance.now() - started };
  }

  /** No more are wanted. */
  drop(): void {
    this.#next?.code.drop();
    this.#next = undefined;
  }
}
