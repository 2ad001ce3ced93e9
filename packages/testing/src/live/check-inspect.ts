import { isDeepStrictEqual } from 'node:util';
import {
  AludelError,
  sameTable,
  tableKey,
  type DialectServices,
  type Operation,
  type SchemaModel,
} from '@aludel/core/dialect';
import { differences } from '../equivalent.js';
import { aligned } from './aligned.js';
import { followColumns } from './follow-columns.js';
import type { LawSession } from './session.js';
import { readAllRows, type Values, type Watch } from './watch.js';

export interface Outcome {
  /** What is wrong, in words; nothing where the law holds. */
  readonly wrong: readonly string[];
  /** The operations were refused, as the rows that are there do not allow them. */
  readonly refused?: AludelError;
  /** Whether they were carried out; of an undoing, whether anything was derived that undoes. */
  readonly done: boolean;
}

/** What a database is like before something is done to it. */
interface Observed {
  readonly model: SchemaModel;
  readonly rows: ReadonlyMap<string, readonly Values[]>;
  readonly health: unknown;
  readonly whole: unknown;
}

async function observe(session: LawSession, watch: Watch): Promise<Observed> {
  const { connection, services } = session;
  const model = await session.model();
  return {
    model,
    rows: await readAllRows(connection, services.dialect, model, watch),
    health: await watch.health?.(connection),
    whole: await watch.whole?.(connection),
  };
}

/**
 * Law 3 for one list of operations: the database agrees with the model, each row that was there still is, with the values
 * of the columns that are left, and nothing else has come.
 */
export async function checkInspect(
  session: LawSession,
  operations: readonly Operation[],
  watch: Watch = {},
): Promise<Outcome> {
  const before = await observe(session, watch);
  try {
    await session.run(operations);
  } catch (error) {
    if (!(error instanceof AludelError)) throw error;
    return { wrong: await checkRefused(session, before, operations, watch, error), refused: error, done: false };
  }
  const { operations: registry } = session.services;
  const expanded = registry.expandAll(before.model, operations);
  return { wrong: await checkAgainst(session, before, expanded, watch), done: true };
}

/** What a database is like after operations that were carried out. */
async function checkAgainst(
  session: LawSession,
  before: Observed,
  operations: readonly Operation[],
  watch: Watch,
): Promise<readonly string[]> {
  const { connection, services } = session;
  const normal = (model: SchemaModel): SchemaModel => services.normalizer.normalize(model);
  const expected = normal(services.operations.applyAll(before.model, operations));
  const after = await session.model();
  return [
    ...modelDifferences(services, normal(after), expected, watch),
    ...compared('order of columns', columnsOf(normal(after)), columnsOf(expected)),
    ...((await watch.strangers?.(connection, after)) ?? []),
    ...(await lostRows(session, before, operations, after, watch)),
    ...compared('health', await watch.health?.(connection), before.health),
  ];
}

/**
 * What was refused has changed nothing; where a statement cannot be taken back, what came before the one that failed is
 * there, whole, and nothing else.
 */
async function checkRefused(
  session: LawSession,
  before: Observed,
  operations: readonly Operation[],
  watch: Watch,
  { inEffect }: AludelError,
): Promise<readonly string[]> {
  const { dialect, operations: registry } = session.services;
  const health = compared('health', await watch.health?.(session.connection), before.health);
  const unchanged = await checkAgainst(session, before, [], watch);
  const whole = compared('all there is', await watch.whole?.(session.connection), before.whole);
  if (unchanged.length === 0 && whole.length === 0) return health;
  const told = ['it was refused, and yet something was changed', ...unchanged, ...whole];
  if (dialect.traits.transactionalDdl) return [...told, ...health];
  if (inEffect.length === 0) return ['the error does not say what took effect', ...told, ...health];
  for (let count = operations.length - 1; count > 0; count--) {
    const done = registry.expandAll(before.model, operations.slice(0, count));
    try {
      if ((await checkAgainst(session, before, done, watch)).length === 0) return health;
    } catch (error) {
      // What the model cannot do is not what the database has done.
      if (!(error instanceof AludelError)) throw error;
    }
  }
  return ['what took effect is no beginning of what was asked', ...told, ...health];
}

/** Law 2 on the real thing: what was derived when the operations ran takes the schema back, up to the order of columns. */
export async function checkUndo(session: LawSession, before: SchemaModel, watch: Watch = {}): Promise<Outcome> {
  const { services } = session;
  const health = await watch.health?.(session.connection);
  const sameHealth = async (): Promise<readonly string[]> =>
    compared('health', await watch.health?.(session.connection), health);
  try {
    if (!(await session.undo())) return { wrong: [], done: false };
  } catch (error) {
    if (!(error instanceof AludelError)) throw error;
    return { wrong: await sameHealth(), refused: error, done: false };
  }
  const normal = (model: SchemaModel): SchemaModel => {
    const found = services.normalizer.normalize(model);
    return watch.undone?.(found) ?? found;
  };
  const after = await session.model();
  return {
    done: true,
    wrong: [
      ...modelDifferences(services, normal(after), normal(before), watch),
      ...((await watch.strangers?.(session.connection, after)) ?? []),
      ...(await sameHealth()),
    ],
  };
}

/** How two normal models differ: the options of tables, of which `differences` does not speak, included. */
export function modelDifferences(
  { comparator }: Pick<DialectServices, 'comparator'>,
  reported: SchemaModel,
  expected: SchemaModel,
  { exact = false, ignoresViewTexts = false, counted = (model) => model }: Watch = {},
): readonly string[] {
  const bare = (model: SchemaModel): SchemaModel => counted(ignoresViewTexts ? withoutViewTexts(model) : model);
  const wanted = bare(expected);
  const found = exact ? bare(reported) : aligned(bare(reported), wanted, comparator);
  return [...differences(found, wanted), ...compared('options of tables', optionsOf(found), optionsOf(wanted))];
}

function withoutViewTexts(model: SchemaModel): SchemaModel {
  return {
    ...model,
    objects: model.objects.map((object) =>
      object.kind === 'view' ? { kind: 'view', name: object.name, definition: '' } : object,
    ),
  };
}

export function columnsOf({ tables }: SchemaModel): unknown {
  return byKey(tables.map(({ name, columns }) => [tableKey(name), columns.map((column) => column.name)]));
}

function optionsOf({ tables }: SchemaModel): unknown {
  return byKey(tables.map(({ name, options }) => [tableKey(name), options ?? null]));
}

function byKey(entries: readonly (readonly [string, unknown])[]): ReadonlyMap<string, unknown> {
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function compared(what: string, found: unknown, wanted: unknown): readonly string[] {
  return isDeepStrictEqual(found, wanted) ? [] : [`${what}: ${text(found)} is not ${text(wanted)}`];
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (item instanceof Map) return [...item];
    return typeof item === 'bigint' ? `${item}n` : item;
  });
}

async function lostRows(
  { connection, services }: LawSession,
  before: Observed,
  operations: readonly Operation[],
  after: SchemaModel,
  watch: Watch,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const present = await readAllRows(connection, services.dialect, after, watch);
  for (const [origin, { table, columns }] of followColumns(before.model, operations)) {
    const key = tableKey(table);
    const former = before.rows.get(origin) ?? [];
    const now = present.get(key) ?? [];
    const added = operations.flatMap((operation) =>
      operation.kind === 'bulkInsert' && sameTable(operation.table, table)
        ? [...(operation.rows as readonly unknown[])]
        : [],
    );
    if (now.length !== former.length + added.length)
      wrong.push(`${key} had ${former.length} rows and has ${now.length}`);
    const marks = watch.rowMarks ?? [];
    const left = now.map((row) => text([...marks, ...columns.values()].map((name) => row.get(name))));
    for (const row of former) {
      const sought = text([...marks, ...columns.keys()].map((name) => row.get(name)));
      const at = left.indexOf(sought);
      if (at === -1) wrong.push(`${key} has no row ${sought} any more, but ${left.join(' ')}`);
      else left.splice(at, 1);
    }
  }
  return wrong;
}
