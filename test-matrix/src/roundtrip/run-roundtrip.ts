import { freshDatabase } from '../fresh-database.js';
import type { Target } from '../targets.js';
import { compareStates, type Difference, type KindCounts } from './compare-states.js';
import { loadSchema } from './load-schema.js';
import { roundtripProject, type RoundtripProject } from './project.js';
import type { SchemaFile } from './schema-files.js';
import type { StateRow } from './state-row.js';
import { databaseState } from './state.js';

export interface RoundtripReport {
  readonly file: string;
  /** What differs between the database that the file made and the one that the migration made. */
  readonly differences: readonly Difference[];
  readonly counts: ReadonlyMap<string, KindCounts>;
  /** What the model cannot say, as Aludel tells it by itself. */
  readonly unmodelled: readonly { readonly kind: string; readonly name: string; readonly reason: string }[];
  /** What autogenerate finds to do, afterwards, in each of the two databases. */
  readonly leftToDo: { readonly made: readonly string[]; readonly loaded: readonly string[] };
  /** What the downgrade has left. */
  readonly leftBehind: readonly string[];
  readonly tookMs: number;
  /** The step that failed, and how. */
  readonly failure?: { readonly step: string; readonly error: unknown };
}

export function hasPassed({ differences, leftToDo, leftBehind, failure }: RoundtripReport): boolean {
  return (
    failure === undefined &&
    differences.length === 0 &&
    leftToDo.made.length === 0 &&
    leftToDo.loaded.length === 0 &&
    leftBehind.length === 0
  );
}

export interface RoundtripOptions {
  /** Keeps the project's folder, and says where it is. */
  readonly keep?: (folder: string) => void;
  /** Looks at the project's folder, with the models and the migration in it. */
  readonly whenUpgraded?: (folder: string) => Promise<void>;
}

/**
 * Loads a schema into an empty database, pulls models from it, generates a migration from these for a second one, runs it,
 * and compares the two; then looks whether anything is left to do in either, and takes the migration back.
 */
export async function runRoundtrip(
  target: Target,
  file: SchemaFile,
  { keep, whenUpgraded }: RoundtripOptions = {},
): Promise<RoundtripReport> {
  const started = performance.now();
  const project = roundtripProject();
  const loaded = await freshDatabase(target);
  const made = await freshDatabase(target);
  let step = 'loading';
  const report = {
    file: file.name,
    differences: [] as readonly Difference[],
    counts: new Map<string, KindCounts>() as ReadonlyMap<string, KindCounts>,
    unmodelled: [] as RoundtripReport['unmodelled'],
    leftToDo: { made: [] as readonly string[], loaded: [] as readonly string[] },
    leftBehind: [] as readonly string[],
  };
  const ended = (failure?: RoundtripReport['failure']): RoundtripReport => ({
    ...report,
    tookMs: performance.now() - started,
    ...(failure === undefined ? {} : { failure }),
  });
  try {
    const empty = new Set((await databaseState(made)).map(shown));
    await loadSchema(loaded, file);
    const [first, second] = [project.migrator(loaded), project.migrator(made)];
    step = 'pull';
    report.unmodelled = (await first.inspect()).unmodelled;
    await first.pull({ out: 'schema.ts' });
    step = 'autogenerate';
    await second.autogenerate({ message: file.name });
    step = 'upgrade';
    await second.upgrade('heads');
    await whenUpgraded?.(project.folder);
    step = 'comparing';
    const { differences, counts } = compareStates(await databaseState(loaded), await databaseState(made));
    report.differences = differences;
    report.counts = counts;
    step = 'autogenerate again';
    report.leftToDo.made = await stillToDo(second);
    await first.stamp('heads');
    report.leftToDo.loaded = await stillToDo(first);
    step = 'downgrade';
    await second.downgrade('base');
    report.leftBehind = (await databaseState(made)).map(shown).filter((one) => !empty.has(one));
    return ended();
  } catch (error) {
    return ended({ step, error });
  } finally {
    if (keep === undefined) project.remove();
    else keep(project.folder);
    await Promise.all([loaded.drop(), made.drop()]);
  }
}

function shown({ kind, name }: StateRow): string {
  return `${kind} ${name}`;
}

async function stillToDo(migrator: ReturnType<RoundtripProject['migrator']>): Promise<readonly string[]> {
  const { operations, leftAlone } = await migrator.check();
  return [...operations, ...leftAlone.map((name) => `left alone: ${name}`)];
}
