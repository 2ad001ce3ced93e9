import {
  emptySchema,
  OperationRegistry,
  type Operation,
  type OperationKind,
  type SchemaModel,
} from '@aludel/core/dialect';
import type * as fc from 'fast-check';
import { makeModel } from './arbitrary-model.js';
import { arbitraryFrom, type Choices } from './choices.js';
import { operationMakers, type ModelState } from './operation-makers.js';
import { Names } from './names.js';
import { wholeModel, type ModelProfile } from './profile.js';
import { PartMaker } from './table-parts.js';

export interface OperationsSettings {
  /** At most this many operations. Default: 10. */
  readonly most?: number;
  /** Also operations that nothing undoes: plain `execute`, and `bulkInsert`, which then come last. Default: no. */
  readonly irreversible?: boolean;
}

/** A schema, and operations that can be carried out on it one after another. */
export interface Change {
  readonly before: SchemaModel;
  readonly operations: readonly Operation[];
}

/** Random sequences of operations that are valid on a given schema, each on what those before it left. */
export function arbitraryOperations(
  model: SchemaModel,
  profile: ModelProfile = wholeModel,
  settings: OperationsSettings = {},
): fc.Arbitrary<readonly Operation[]> {
  return arbitraryFrom((choices) => makeOperations(model, profile, choices, settings).operations);
}

/** Random schemas with random operations on them. */
export function arbitraryChange(
  profile: ModelProfile = wholeModel,
  settings: OperationsSettings = {},
): fc.Arbitrary<Change> {
  return arbitraryFrom((choices) => {
    const before = makeModel(profile, choices);
    return { before, operations: makeOperations(before, profile, choices, settings).operations };
  });
}

/** Two random schemas: mostly one that came from the other, so that much of it is the same; or two strangers. */
export function arbitraryPair(
  profile: ModelProfile = wholeModel,
): fc.Arbitrary<{ readonly from: SchemaModel; readonly to: SchemaModel }> {
  return arbitraryFrom((choices) => {
    const from = choices.oneIn(5) ? emptySchema : makeModel(profile, choices);
    if (choices.oneIn(3)) return { from, to: makeModel(profile, choices) };
    return { from, to: makeOperations(from, profile, choices, { most: 12 }).model };
  });
}

type Maker = readonly [kind: string, make: (state: ModelState) => Operation | undefined];

export function makeOperations(
  before: SchemaModel,
  profile: ModelProfile,
  choices: Choices,
  { most = 10, irreversible = false }: OperationsSettings,
): { readonly operations: readonly Operation[]; readonly model: SchemaModel } {
  const registry = profile.registry?.() ?? new OperationRegistry();
  const core = Object.entries(operationMakers).filter(
    ([kind]) => profile.operations === undefined || profile.operations.includes(kind as OperationKind),
  );
  const own = (profile.ownOperations ?? []).map((make): Maker => [
    'own',
    ({ model: before, maker }) =>
      make({ model: before, choices, freshName: (prefix) => maker.names.prefixed(prefix, choices) }),
  ]);
  const allowed: readonly Maker[] = [...core, ...own];
  const operations: Operation[] = [];
  let model = before;
  const count = choices.upTo(most);
  const make = (makers: readonly Maker[]): void => {
    const [, maker] = choices.maybe(makers) ?? [];
    const operation = maker?.(stateOf(model, profile, choices, irreversible));
    if (operation === undefined) return;
    operations.push(operation);
    model = registry.apply(model, operation);
  };
  for (let number = 0; number < count; number++) make(allowed.filter(([kind]) => kind !== 'bulkInsert'));
  // Rows come last, since what is done to a filled table may fail for their sake.
  const rows = irreversible ? choices.upTo(3) : 0;
  for (let number = 0; number < rows; number++) make(allowed.filter(([kind]) => kind === 'bulkInsert'));
  return { operations, model };
}

function stateOf(model: SchemaModel, profile: ModelProfile, choices: Choices, irreversible: boolean): ModelState {
  return { model, irreversible, maker: new PartMaker(profile, choices, Names.ofModel(profile, model)) };
}
