import type { Column, Constraint, Index, SchemaModel, SchemaObject, Table } from '@aludel/core';
import { generatedName } from '../generated-name.js';
import type { Catalog } from './catalog.js';
import type { ColumnNames } from './column-names.js';
import { readColumn, type ColumnRow } from './columns.js';
import { Comments } from './comments.js';
import { readComposite } from './composites.js';
import { readConstraint } from './constraints.js';
import { readDefinition } from './definitions.js';
import { readDomain } from './domains.js';
import { readEnum } from './enums.js';
import { readExtension } from './extensions.js';
import { readFunction } from './functions.js';
import { grouped } from './grouped.js';
import { ownColumns, type ReadColumn } from './inherited-columns.js';
import { readIndex } from './indexes.js';
import { readMaterializedView } from './materialized-views.js';
import { readPolicy } from './policies.js';
import type { Names } from './names.js';
import { readSchema as readSchemaObject } from './schemas.js';
import { Numbering } from './numbering.js';
import { readTableOptions, type TableRow } from './tables.js';
import { readTrigger } from './triggers.js';
import { TypeNames } from './type-names.js';
import { readView } from './views.js';

/** Makes a model of what the catalogs gave. */
export function readSchema(catalog: Catalog, names: Names): SchemaModel {
  return new SchemaReading(catalog, names).model();
}

class SchemaReading {
  readonly #types: TypeNames;
  readonly #comments: Comments;
  readonly #columnRows: ReadonlyMap<number, readonly ColumnRow[]>;
  readonly #columnNames = new Map<number, ColumnNames>();
  readonly #tables: ReadonlyMap<number, TableRow>;
  readonly #numbering: Numbering;

  constructor(
    private readonly catalog: Catalog,
    private readonly names: Names,
  ) {
    this.#types = new TypeNames(catalog.types, names);
    this.#comments = new Comments(catalog.comments);
    this.#tables = new Map(catalog.tables.map((row) => [row.id, row]));
    this.#columnRows = grouped(catalog.columns, ({ relation }) => relation);
    for (const [relation, rows] of this.#columnRows) {
      const found: (string | undefined)[] = [];
      for (const { number, name } of rows) found[number] = name;
      this.#columnNames.set(relation, found);
    }
    this.#numbering = new Numbering(catalog.sequences, names);
  }

  model(): SchemaModel {
    const indexes = this.#indexes();
    const tables = this.#readTables(indexes);
    return { tables, objects: this.#objects(indexes) };
  }

  #readTables(indexes: ReadonlyMap<number, readonly Index[]>): readonly Table[] {
    const parents = grouped(this.catalog.parents, ({ child }) => child);
    const columns = new Map(this.catalog.tables.map((row) => [row.id, this.#columns(row)]));
    const constraints = this.#constraints();
    return this.catalog.tables.map((row) => {
      const above = parents.get(row.id) ?? [];
      const own = columns.get(row.id) ?? [];
      return {
        name: this.names.of(row.schema, row.name),
        columns:
          above.length === 0
            ? own
            : ownColumns(
                this.#readColumns(row.id, own),
                above.flatMap(({ parent }) => this.#readColumns(parent, columns.get(parent) ?? [])),
                row.bound !== null,
              ),
        constraints: constraints.get(row.id) ?? [],
        indexes: indexes.get(row.id) ?? [],
        ...this.#comments.of('relation', row.id),
        ...readTableOptions(
          row,
          above.map(({ schema, name }) => this.names.of(schema, name)),
        ),
      };
    });
  }

  #readColumns(relation: number, columns: readonly Column[]): readonly ReadColumn[] {
    const rows = this.#columnRows.get(relation) ?? [];
    return columns.map((column, at) => ({
      column,
      expression: rows[at]?.expression ?? null,
      local: rows[at]?.local ?? true,
    }));
  }

  #columns(table: TableRow): readonly Column[] {
    const rows = this.#columnRows.get(table.id) ?? [];
    return rows.map((row) => {
      const column = withNotNullName(readColumn(row, this.#types, table.schema), row, table.name);
      const numbered = this.#numbering.of(column, row, table);
      const { comment } = this.#comments.of('relation', table.id, row.number);
      return comment === undefined ? numbered : { ...numbered, comment };
    });
  }

  #constraints(): ReadonlyMap<number, readonly Constraint[]> {
    const found = new Map<number, Constraint[]>();
    for (const row of this.catalog.constraints) {
      const read = readConstraint(
        row,
        this.#columnNames.get(row.relation) ?? [],
        this.#columnNames.get(row.target),
        this.names,
      );
      const { comment } = this.#comments.of('constraint', row.id);
      const constraint: Constraint =
        comment === undefined ? read : { ...read, options: { postgres: { ...read.options?.postgres, comment } } };
      const others = found.get(row.relation);
      if (others === undefined) found.set(row.relation, [constraint]);
      else others.push(constraint);
    }
    return found;
  }

  #indexes(): ReadonlyMap<number, readonly Index[]> {
    const found = new Map<number, Index[]>();
    for (const row of this.catalog.indexes) {
      const read = readIndex(row, this.#columnNames.get(row.relation) ?? []);
      const { comment } = this.#comments.of('relation', row.id);
      const index: Index =
        comment === undefined ? read : { ...read, options: { postgres: { ...read.options?.postgres, comment } } };
      const others = found.get(row.relation);
      if (others === undefined) found.set(row.relation, [index]);
      else others.push(index);
    }
    return found;
  }

  #objects(indexes: ReadonlyMap<number, readonly Index[]>): readonly SchemaObject[] {
    const { catalog, names } = this;
    const comments = this.#comments;
    const uses = grouped(catalog.typeUses, ({ type }) => type);
    const checks = grouped(catalog.domainChecks, ({ domain }) => domain);
    return [
      ...catalog.schemas.map((row) => ({ ...readSchemaObject(row), ...comments.of('schema', row.id) })),
      ...catalog.extensions.map((row) => readExtension(row, names)),
      ...catalog.types
        .filter(({ kind }) => kind === 'e')
        .map((row) => ({ ...readEnum(row, uses.get(row.id) ?? [], names), ...comments.of('type', row.id) })),
      ...catalog.domains.map((row) => ({
        ...readDomain(row, checks.get(row.id) ?? [], this.#types, names),
        ...comments.of('type', row.id),
      })),
      ...catalog.composites.map((row) => ({
        ...readComposite(row, this.#columnRows.get(row.relation) ?? [], this.#types, names),
        ...comments.of('type', row.id),
      })),
      ...this.#numbering
        .others((owner, number) => this.#ownerOf(owner, number))
        .map(({ row, sequence }) => ({ ...sequence, ...comments.of('relation', row.id) })),
      ...catalog.functions.map((row) => ({ ...readFunction(row, names), ...comments.of('function', row.id) })),
      ...catalog.views.map((row) => {
        const { comment } = comments.of('relation', row.id);
        const view = readView(row, names);
        return comment === undefined
          ? view
          : { ...view, options: { postgres: { ...view.options?.postgres, comment } } };
      }),
      ...catalog.materializedViews.map((row) => ({
        ...readMaterializedView(row, indexes.get(row.id) ?? [], names),
        ...comments.of('relation', row.id),
      })),
      ...catalog.triggers.map((row) => ({ ...readTrigger(row, names), ...comments.of('trigger', row.id) })),
      ...catalog.definitions.map((row) => readDefinition(row, names)),
      ...catalog.policies.map((row) => ({ ...readPolicy(row, names), ...comments.of('policy', row.id) })),
    ];
  }

  #ownerOf(id: number, number: number): { readonly table: Table['name']; readonly column: string } | undefined {
    const table = this.#tables.get(id);
    const column = this.#columnNames.get(id)?.[number];
    if (table === undefined || column === undefined) return undefined;
    return { table: this.names.of(table.schema, table.name), column };
  }
}

function withNotNullName(column: Column, { not_null_name: name }: ColumnRow, table: string): Column {
  if (name === null || name === generatedName(table, column.name, 'not_null')) return column;
  return { ...column, options: { ...column.options, postgres: { ...column.options?.postgres, notNullName: name } } };
}
