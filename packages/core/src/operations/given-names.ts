import type { Column, Constraint, Table } from '../schema/model.js';
import type { Operation } from './operation.js';

/** A name that an operation gives to something. */
export interface GivenName {
  /** What is called so, in words: `index`. */
  readonly what: string;
  readonly name: string;
}

/** The names that a portable operation gives: what a database may find too long. Those of other operations say so themselves. */
export function givenNames(operation: Operation): readonly GivenName[] {
  switch (operation.kind) {
    case 'createTable':
      return namesOfTable(operation.table);
    case 'renameTable':
      return [{ what: 'table', name: operation.to }];
    case 'addColumn':
      return namesOfColumn(operation.column);
    case 'alterColumn': {
      const { name, type } = operation.to;
      return [...named('column', name), ...(type?.kind === 'enum' ? named('type', type.name) : [])];
    }
    case 'createIndex':
      return named('index', operation.index.name);
    case 'renameIndex':
      return named('index', operation.to);
    case 'createPrimaryKey':
    case 'createUniqueConstraint':
    case 'createForeignKey':
    case 'createCheckConstraint':
      return namesOfConstraint(operation.constraint);
    case 'renameConstraint':
      return named('constraint', operation.to);
    case 'createView':
      return [
        { what: 'view', name: operation.view.name.name },
        ...(operation.view.columns ?? []).map((name) => ({ what: 'column', name })),
      ];
    default:
      return [];
  }
}

function namesOfTable({ name, columns, constraints, indexes }: Table): readonly GivenName[] {
  const names: GivenName[] = [{ what: 'table', name: name.name }];
  // In one list, since it is asked for of every table of a large schema.
  for (const { name: column, type } of columns) {
    names.push({ what: 'column', name: column });
    if (type.kind === 'enum' && type.name !== undefined) names.push({ what: 'type', name: type.name });
  }
  for (const { name: constraint } of constraints) {
    if (constraint !== undefined) names.push({ what: 'constraint', name: constraint });
  }
  for (const index of indexes) names.push({ what: 'index', name: index.name });
  return names;
}

function namesOfColumn({ name, type }: Column): readonly GivenName[] {
  return [{ what: 'column', name }, ...(type.kind === 'enum' ? named('type', type.name) : [])];
}

function namesOfConstraint({ name }: Constraint): readonly GivenName[] {
  return named('constraint', name);
}

function named(what: string, name: string | undefined): readonly GivenName[] {
  return name === undefined ? [] : [{ what, name }];
}
