import type { Direction, RunEvent, RunListener } from '../run/events.js';

/** One migration that was run. */
export interface StepReport {
  readonly revision: string;
  readonly message: string;
  /** In milliseconds, without the loading of its file. */
  readonly durationMs: number;
}

/** What an upgrade or a downgrade did. */
export interface RunReport {
  readonly database: string;
  readonly direction: Direction;
  /** Heads before. */
  readonly from: readonly string[];
  /** Heads after. */
  readonly to: readonly string[];
  readonly steps: readonly StepReport[];
}

/** A listener that notes the steps that were done, and hands every event on. */
export function reporting(emit: RunListener): { readonly emit: RunListener; readonly steps: readonly StepReport[] } {
  const steps: StepReport[] = [];
  return {
    steps,
    emit: (event: RunEvent) => {
      if (event.type === 'stepDone') {
        const { revision, message, durationMs } = event;
        steps.push({ revision, message, durationMs });
      }
      emit(event);
    },
  };
}
