import { diff } from '../diff/differ.js';
import { renameOperations, renameQuestions, type Rename, type RenameQuestion } from '../diff/renames.js';
import type { Comparator } from '../dialect/comparator.js';
import type { Dialect } from '../dialect/dialect.js';
import { IrreversibleOperationError } from '../operations/errors.js';
import { markedOperation } from '../operations/marked.js';
import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import { settledOperation } from '../operations/settled.js';
import type { SchemaModel, SchemaObject, Table } from '../schema/model.js';
import { sameTable, tableKey, type TableName } from '../schema/names.js';
import { asModelled } from './as-modelled.js';
import { dataLosses, type DataLoss } from './data-loss.js';
import { sameRename, type Decision } from './decisions.js';
import type { Filter } from './filter.js';
import { withFoundNames } from './found-names.js';
import { hook, noOperations } from './hook.js';
import { droppedWhereThere, withoutImpliedIndexes } from './implied-indexes.js';
import { possibleRenames } from './possible-renames.js';
import type { Rewrite } from './settings.js';
import { withProvenTexts, type StoredTexts } from './stored-texts.js';

/** What is compared, and by what. Both schemas are normalised by the database's own normaliser. */
export interface AutogenerateInput {
  readonly database: SchemaModel;
  readonly wanted: SchemaModel;
  /** How the database would keep parts of the wanted schema, where it was asked. */
  readonly stored?: StoredTexts;
  /** The wanted schema as the models say it for all databases: neither settled for this one, nor normalised. */
  readonly models: SchemaModel;
  /** What the models say of former names. */
  readonly renames: readonly Rename[];
  /** What was answered, or given beforehand. */
  readonly decisions: readonly Decision[];
  /** Whether a table or object was made by a revision; what was not, and is in no model, is left alone. */
  readonly isOurs: (name: TableName) => boolean;
  readonly filter: Filter;
  readonly rewrites: readonly Rewrite[];
}

/** What a migration that makes the database like the models would do. */
export interface AutogeneratePlan {
  /** What is done to the database that was compared. */
  readonly upgrade: readonly Operation[];
  /** What undoes it; undefined where something in it cannot be undone. */
  readonly downgrade: readonly Operation[] | undefined;
  /** The operation that cannot be undone. */
  readonly irreversible: string | undefined;
  /** The same as it is written, for all databases: an operation each, in the same order. */
  readonly written: {
    readonly upgrade: readonly Operation[];
    readonly downgrade: readonly Operation[] | undefined;
  };
  /** What could be a rename, and nobody has said yet. */
  readonly questions: readonly RenameQuestion[];
  /** Decisions that fit nothing that goes and comes. */
  readonly idle: readonly Decision[];
  /** What of it loses data. */
  readonly losses: readonly DataLoss[];
  /** In the database, made by no revision, and in no model. */
  readonly leftAlone: readonly (Table | SchemaObject)[];
}

export interface AutogenerateServices {
  readonly operations: OperationRegistry;
  readonly comparator: Comparator;
  readonly dialect: Pick<Dialect, 'name' | 'identifier'>;
}

/** What a migration is to do, with what was decided so far. */
export function planAutogenerate(input: AutogenerateInput, services: AutogenerateServices): AutogeneratePlan {
  const { operations: registry, comparator, dialect } = services;
  const asked = filtered(input.wanted, input.filter);
  const known = knownNames(asked, input);
  const database = filtered(input.database, input.filter);
  const leftAlone = [...database.tables, ...database.objects].filter(({ name }) => !known(name));
  const ours: SchemaModel = {
    tables: database.tables.filter(({ name }) => known(name)),
    objects: database.objects.filter(({ name }) => known(name)),
  };

  const decided = input.decisions.flatMap((decision) => (decision.rename ? [decision.of] : []));
  const renames = possibleRenames(ours, asked, input.renames, decided);
  const wanted = namedAfter(ours, asked, renames, input, services);
  const renaming = renameOperations(ours, wanted, renames, comparator, registry);
  const renamed = registry.applyAll(ours, renaming);
  const questions = renameQuestions(renamed, wanted, comparator).filter(
    (question) => !input.decisions.some((decision) => sameRename(decision.of, question)),
  );

  const differences = droppedWhereThere(
    withoutImpliedIndexes(
      diff(renamed, wanted, comparator, registry, renames.flatMap(tablesOf)),
      renamed,
      input.models,
      registry,
    ),
    renamed,
  );
  const inAllWords = (operation: Operation): Operation =>
    markedOperation(operation, (name) => dialect.identifier(name));
  // What goes may be told by its text, and that is the database's.
  const found = withRenames(
    renaming,
    asModelled(differences, input.models, wanted, dialect.name),
    { before: ours, after: renamed },
    registry,
  ).map((operation) => (operation.kind === 'dropConstraint' ? inAllWords(operation) : operation));
  const written = input.rewrites.reduce<readonly Operation[]>((list, rewrite) => rewritten(rewrite, list), found);
  const upgrade = written.map((operation) => settledOperation(operation, dialect));
  const { downgrade: undoing, irreversible } =
    input.rewrites.length === 0
      ? downgradeOf(ours, upgrade, registry)
      : hook('autogenerate.rewrites', downgradeOf)(ours, upgrade, registry);
  const downgrade = undoing === undefined ? undefined : droppedWhereThere(undoing, ours, wanted);
  return {
    upgrade,
    downgrade,
    irreversible,
    written: { upgrade: written, downgrade: downgrade?.map(inAllWords) },
    questions,
    idle: idleDecisions(ours, wanted, input.decisions),
    losses: dataLosses(upgrade, renamed, registry),
    leftAlone,
  };
}

/** The table that a rename is of, as it was called and as it is. */
function tablesOf(rename: Rename): readonly TableName[] {
  return rename.kind === 'table' ? [rename.from, rename.to] : [rename.table];
}

/**
 * Renames come first, but for views and the like that go or are made anew: they go before what they rest on is called
 * something else, so that on the way back they come when it has its name again.
 * @param models the schema before and after the renames; the differences begin with the latter
 */
function withRenames(
  renaming: readonly Operation[],
  differences: readonly Operation[],
  models: { readonly before: SchemaModel; readonly after: SchemaModel },
  registry: OperationRegistry,
): readonly Operation[] {
  if (renaming.length === 0) return differences;
  const newNames = renaming.flatMap((operation): readonly TableName[] =>
    operation.kind === 'renameTable' ? [{ ...operation.table, name: operation.to }] : [],
  );
  const first: Operation[] = [];
  let model = models.after;
  for (const operation of differences) {
    const next = registry.apply(model, operation);
    const takesObject = next.tables === model.tables && next.objects.length < model.objects.length;
    if (!takesObject) break;
    // A trigger is dropped by the name of its table, too.
    const isOfRenamed = registry.touches(operation).some((name) => newNames.some((other) => sameTable(name, other)));
    const earlier = isOfRenamed ? droppedBefore(model, next, models, registry) : operation;
    if (earlier === undefined) break;
    first.push(earlier);
    model = next;
  }
  return [...first, ...renaming, ...differences.slice(first.length)];
}

/** The drop of the one object that `next` lacks, by the names that it goes with before the renames, which move no object. */
function droppedBefore(
  model: SchemaModel,
  next: SchemaModel,
  { before, after }: { readonly before: SchemaModel; readonly after: SchemaModel },
  registry: OperationRegistry,
): Operation | undefined {
  const left = new Set(next.objects);
  const [gone, ...more] = model.objects.filter((object) => !left.has(object));
  if (gone === undefined || more.length > 0 || before.objects.length !== after.objects.length) return undefined;
  const former = before.objects[after.objects.indexOf(gone)];
  return former === undefined ? undefined : registry.objectType(former.kind)?.drop(former);
}

function rewritten(rewrite: Rewrite, operations: readonly Operation[]): readonly Operation[] {
  return hook('autogenerate.rewrites', rewrite, noOperations)(operations);
}

/** The wanted schema with the names and the words that the database has given, as its tables are called after the renames. */
function namedAfter(
  ours: SchemaModel,
  wanted: SchemaModel,
  renames: readonly Rename[],
  { models, stored = new Map() }: AutogenerateInput,
  { operations, comparator }: AutogenerateServices,
): SchemaModel {
  const moves = renameOperations(ours, wanted, renames, comparator, operations).filter(
    ({ kind }) => kind === 'renameTable' || kind === 'alterColumn',
  );
  const moved = operations.applyAll(ours, moves);
  return withFoundNames(moved, withProvenTexts(moved, wanted, stored, comparator), models, comparator);
}

/** What is in the database and in no model, also not under a former name: whether a revision made it has to be found out. */
export function unknownNames({
  database,
  wanted,
  renames,
  filter,
}: Pick<AutogenerateInput, 'database' | 'wanted' | 'renames' | 'filter'>): readonly TableName[] {
  const known = knownNames(filtered(wanted, filter), { renames, decisions: [], isOurs: () => false });
  const present = filtered(database, filter);
  return [...present.tables, ...present.objects].map(({ name }) => name).filter((name) => !known(name));
}

/** What takes part. */
export function filtered({ tables, objects }: SchemaModel, filter: Filter): SchemaModel {
  return {
    tables: tables.filter(({ name }) => filter({ kind: 'table', name })),
    objects: objects.filter(({ kind, name }) => filter({ kind, name })),
  };
}

/** A decision about a table that is there on both sides, or on neither, changes nothing: most likely it is misspelled. */
function idleDecisions(from: SchemaModel, to: SchemaModel, decisions: readonly Decision[]): readonly Decision[] {
  if (decisions.length === 0) return [];
  const renames = decisions.flatMap(({ of, rename }) => (rename ? [of] : []));
  return decisions.filter(({ of, rename }) => {
    // Of a column that is no other under a new name, the table may be one.
    const fitting = possibleRenames(from, to, [], rename ? renames : [...renames, of]);
    return !fitting.some((one) => sameRename(one, of));
  });
}

/** A table that a model has, or had under another name, or that a revision made. */
function knownNames(
  wanted: SchemaModel,
  { renames, decisions, isOurs }: Pick<AutogenerateInput, 'renames' | 'decisions' | 'isOurs'>,
): (name: TableName) => boolean {
  const names = new Set([...wanted.tables, ...wanted.objects].map(({ name }) => tableKey(name)));
  for (const rename of [...renames, ...decisions.map(({ of }) => of)]) {
    if (rename.kind === 'table') names.add(tableKey(rename.from));
  }
  return (name) => names.has(tableKey(name)) || isOurs(name);
}

function downgradeOf(
  before: SchemaModel,
  upgrade: readonly Operation[],
  registry: OperationRegistry,
): Pick<AutogeneratePlan, 'downgrade' | 'irreversible'> {
  try {
    return { downgrade: registry.reverseAll(before, registry.expandAll(before, upgrade)), irreversible: undefined };
  } catch (error) {
    if (!(error instanceof IrreversibleOperationError)) throw error;
    return { downgrade: undefined, irreversible: error.message };
  }
}
