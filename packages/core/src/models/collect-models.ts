import type { Rename } from '../diff/renames.js';
import type { SchemaModel, SchemaObject, Table } from '../schema/model.js';
import { displayName, tableKey } from '../schema/names.js';
import { settledModel } from '../schema/settled.js';
import { underConvention } from '../schema/table.js';
import { checkFormerNames } from './check-former-names.js';
import { DuplicateModelError } from './errors.js';
import type { SchemaTarget, WantedSchema } from './schema-source.js';

/** A value that a module exports, and what to call it in an error. */
export interface Exported {
  /** `users in src/schema.ts`. */
  readonly place: string;
  readonly value: unknown;
}

/**
 * The tables and objects among exported values, lists of them included; what is neither is passed over. The same one may
 * be exported again by another module.
 * @throws DuplicateModelError where two different ones have one name; InvalidModelError where former names contradict each other
 */
export function collectModels(exports: readonly Exported[], target: SchemaTarget): WantedSchema {
  const seen = new Map<string, { readonly place: string; readonly kind: string; readonly value: object }>();
  const tables: Table[] = [];
  const objects: SchemaObject[] = [];
  for (const { place, value } of exports.flatMap(membersOf)) {
    const isTable = isTableModel(value);
    if (!isTable && !isObjectModel(value)) continue;
    const kind = isTable ? 'table' : value.kind;
    const key = isTable || isRelation(kind) ? `table ${tableKey(value.name)}` : objectKey(value);
    const known = seen.get(key);
    if (known?.value === value) continue;
    if (known !== undefined)
      throw new DuplicateModelError(kind, displayName(value.name), [known.place, place], known.kind);
    seen.set(key, { place, kind, value });
    if (isTable) tables.push(underConvention(value, target.convention));
    else objects.push(value);
  }
  const { quote = (name: string) => `"${name.replaceAll('"', '""')}"` } = target;
  const { model: portable, renames } = withoutFormerNames({ tables, objects });
  checkFormerNames(renames);
  return { model: settledModel(portable, { name: target.dialect, identifier: quote }), portable, renames };
}

function membersOf(exported: Exported): readonly Exported[] {
  if (!Array.isArray(exported.value)) return [exported];
  return exported.value.flatMap((value: unknown, index) => membersOf({ place: `${exported.place}[${index}]`, value }));
}

/** Two of one kind may have one name where they are on two tables, or take other arguments. */
function objectKey(object: SchemaObject): string {
  const { kind, name, table, arguments: types, type } = object as SchemaObject & Readonly<Record<string, unknown>>;
  return JSON.stringify([kind, name.schema, name.name, table, types, type]);
}

/** What rows are read from has one name, whatever it is: a table, a view, a dialect's own sort of either. */
export function isRelation(kind: string): boolean {
  return /(?:^|[.a-z])(?:table|view)$/iu.test(kind);
}

function isTableModel(value: unknown): value is Table {
  return (
    isRecord(value) &&
    isRecord(value['name']) &&
    Array.isArray(value['columns']) &&
    Array.isArray(value['constraints']) &&
    Array.isArray(value['indexes']) &&
    !('kind' in value)
  );
}

function isObjectModel(value: unknown): value is SchemaObject {
  return isRecord(value) && typeof value['kind'] === 'string' && isRecord(value['name']) && 'name' in value['name'];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Former names are about the way to the model, and no part of it. */
function withoutFormerNames(model: SchemaModel): Pick<WantedSchema, 'model' | 'renames'> {
  const renames: Rename[] = [];
  const tables = model.tables.map((table): Table => {
    const { renamedFrom, ...rest } = table;
    if (renamedFrom !== undefined) {
      renames.push({ kind: 'table', from: { ...table.name, name: renamedFrom }, to: table.name });
    }
    if (!table.columns.some((column) => column.renamedFrom !== undefined)) return rest;
    const columns = table.columns.map((column) => {
      const { renamedFrom: former, ...plain } = column;
      if (former !== undefined) renames.push({ kind: 'column', table: table.name, from: former, to: column.name });
      return plain;
    });
    return { ...rest, columns };
  });
  return { model: { ...model, tables }, renames };
}
