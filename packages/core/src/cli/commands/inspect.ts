import { displayName } from '../../schema/names.js';
import type { Session } from '../session.js';

export interface InspectFlags {
  readonly unmodelled?: boolean;
}

/** `aludel inspect`: a line for each table and other object; with `--unmodelled`, for what the model cannot express. */
export async function inspect(session: Session, flags: InspectFlags): Promise<void> {
  const { output } = session;
  const { model, unmodelled } = await (await session.migrator()).inspect();
  if (flags.unmodelled === true) {
    output.result({ unmodelled }, () =>
      unmodelled.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`).join('\n'),
    );
    if (unmodelled.length === 0) output.note('The model can say all that the database holds.');
    return;
  }
  output.result({ ...model, unmodelled }, () =>
    [
      ...model.tables.map(({ name }) => `table ${displayName(name)}`),
      ...model.objects.map(({ kind, name }) => `${kind} ${displayName(name)}`),
    ].join('\n'),
  );
  if (model.tables.length === 0 && model.objects.length === 0) output.note('The database holds no table.');
  tellUnmodelled(session, unmodelled.length);
}

/** Where something is left out, people are told, and told how to see it. */
export function tellUnmodelled({ output }: Session, count: number): void {
  if (count === 0) return;
  const things = count === 1 ? 'one thing' : `${count} things`;
  output.note(`The database holds ${things} that the model cannot express: aludel inspect --unmodelled lists them.`);
}
