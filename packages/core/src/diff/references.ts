import type { OperationRegistry } from '../operations/registry.js';
import { referencesIn } from '../schema/expression.js';
import type { Constraint, Index, SchemaObject, Table } from '../schema/model.js';
import type { TableName } from '../schema/names.js';
import { namesWithin } from '../schema/table.js';

/** A name in any schema, or one in its own (or the default) schema. */
export type Reference = string | TableName;

/** Under what things are looked up: once under its name alone, once with its schema. */
export function keysOf({ schema = '', name }: TableName): readonly [anywhere: string, there: string] {
  const lower = name.toLowerCase();
  return [`*\0${lower}`, `${schema.toLowerCase()}\0${lower}`];
}

export function keyOf(reference: Reference): string {
  return typeof reference === 'string' ? keysOf({ name: reference })[0] : keysOf(reference)[1];
}

/** What an object rests on; nothing where nobody knows. */
export function objectReferences(object: SchemaObject, operations: OperationRegistry): readonly Reference[] {
  return [...(operations.objectType(object.kind)?.dependsOn?.(object) ?? [])];
}

/** The tables that have to be there before a table, beside those that its foreign keys point at: parents, likes. */
export function parentsOf({ options }: Table): readonly TableName[] {
  return options === undefined ? [] : namesWithin(options);
}

/** All that the expressions of a table name: functions, types, sequences; columns as well, which does no harm. */
export function mentionedBy({ columns, constraints, indexes, options }: Table): readonly TableName[] {
  const texts: string[] = [];
  for (const { default: value, generated, type, collation } of columns) {
    if (value?.kind === 'sql') texts.push(value.sql);
    if (generated !== undefined) texts.push(generated.expression);
    if (type.kind === 'native') texts.push(type.sql);
    if (collation !== undefined) texts.push(collation);
  }
  for (const constraint of constraints) texts.push(...textsOf(constraint));
  for (const index of indexes) texts.push(...textsOfIndex(index));
  if (options !== undefined) collectStrings(options, texts);
  return texts.flatMap((text) => referencesIn(text));
}

/** What the expressions of one part of a table name. */
export function mentionedByPart(part: Constraint | Index): readonly TableName[] {
  return ('kind' in part ? textsOf(part) : textsOfIndex(part)).flatMap((text) => referencesIn(text));
}

function textsOfIndex({ columns: elements, where }: Index): readonly string[] {
  const texts = where === undefined ? [] : [where];
  for (const element of elements) {
    if ('expression' in element) texts.push(element.expression);
    if (element.collation !== undefined) texts.push(element.collation);
  }
  return texts;
}

function textsOf(constraint: Constraint): readonly string[] {
  if (constraint.kind === 'check') return [constraint.expression];
  if (constraint.kind === 'primaryKey' || constraint.kind === 'unique' || constraint.kind === 'foreignKey') return [];
  // A dialect's own kind: whatever it says in words.
  const texts: string[] = [];
  collectStrings(constraint, texts);
  return texts;
}

function collectStrings(value: unknown, into: string[]): void {
  if (typeof value === 'string') into.push(value);
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) collectStrings(part, into);
}
