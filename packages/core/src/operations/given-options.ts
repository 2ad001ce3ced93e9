import type { Column, Constraint, Identity, Index, Table } from '../schema/model.js';
import type { Operation } from './operation.js';

/** Where options of dialects may stand. */
export type OptionsPlace =
  | 'table'
  | 'column'
  | 'identity'
  | 'constraint'
  | 'index'
  | 'index element'
  | 'view'
  /** How an operation on a table that is there is carried out. */
  | 'alteration';

/** Options of any dialects, each under its own key. */
export interface GivenOptions {
  readonly place: OptionsPlace;
  readonly options: Readonly<Record<string, unknown>>;
}

/** All the options of dialects that a portable operation carries. */
export function givenOptions(operation: Operation): readonly GivenOptions[] {
  switch (operation.kind) {
    case 'createTable':
      return ofTable(operation.table);
    case 'addColumn':
      return [...ofColumn(operation.column), ...at('alteration', operation.options)];
    case 'alterColumn':
      return [
        ...at('column', operation.to.options),
        ...ofIdentity(operation.to.identity),
        ...at('alteration', operation.options),
      ];
    case 'dropColumn':
    case 'dropConstraint':
    case 'renameConstraint':
    case 'renameIndex':
      return at('alteration', operation.options);
    case 'createIndex':
      return ofIndex(operation.index);
    case 'dropIndex':
      return at('index', operation.options);
    case 'createPrimaryKey':
    case 'createUniqueConstraint':
    case 'createForeignKey':
    case 'createCheckConstraint':
      return ofConstraint(operation.constraint);
    case 'createView':
      return at('view', operation.view.options);
    default:
      return [];
  }
}

function ofTable({ options, columns, constraints, indexes }: Table): readonly GivenOptions[] {
  // In one list, since it is asked for of every table of a large schema, and few have any.
  const found = [...at('table', options)];
  for (const column of columns) {
    if (column.options !== undefined || column.identity?.options !== undefined) found.push(...ofColumn(column));
  }
  for (const constraint of constraints) if (constraint.options !== undefined) found.push(...ofConstraint(constraint));
  for (const index of indexes) {
    if (index.options !== undefined || index.columns.some((element) => element.options !== undefined)) {
      found.push(...ofIndex(index));
    }
  }
  return found;
}

function ofColumn({ options, identity }: Column): readonly GivenOptions[] {
  return [...at('column', options), ...ofIdentity(identity)];
}

function ofIdentity(identity: Identity | null | undefined): readonly GivenOptions[] {
  return at('identity', identity?.options);
}

/** A dialect's own kind of constraint looks after itself. */
function ofConstraint(constraint: Constraint): readonly GivenOptions[] {
  return 'options' in constraint ? at('constraint', constraint.options) : [];
}

function ofIndex({ options, columns }: Index): readonly GivenOptions[] {
  return [...at('index', options), ...columns.flatMap((element) => at('index element', element.options))];
}

function at(place: OptionsPlace, options: object | undefined): readonly GivenOptions[] {
  return options === undefined ? [] : [{ place, options: options as Readonly<Record<string, unknown>> }];
}
