import type { Column, Constraint, Index, SchemaModel, Table, View } from '@aludel/core/dialect';
import type * as fc from 'fast-check';
import { arbitraryFrom, type Choices } from './choices.js';
import { inSchema, Names } from './names.js';
import { wholeModel, type ModelProfile } from './profile.js';
import { keysOf, PartMaker } from './table-parts.js';

/** Random schemas that are valid in any database that can hold what `profile` says. */
export function arbitraryModel(profile: ModelProfile = wholeModel): fc.Arbitrary<SchemaModel> {
  return arbitraryFrom((choices) => makeModel(profile, choices));
}

export function makeModel(profile: ModelProfile, choices: Choices): SchemaModel {
  const maker = new PartMaker(profile, choices, new Names(profile));
  const count = choices.upTo(profile.maxTables);
  let tables: readonly Table[] = [];
  for (let number = 0; number < count; number++) tables = [...tables, makeTable(maker, tables)];
  if (profile.foreignKeyCycles)
    tables = tables.map((table, at) => withForeignKeyAhead(maker, table, tables.slice(at + 1)));
  const views: View[] = [];
  while (profile.views && views.length < 3 && choices.oneIn(2)) {
    const view = makeView(maker, tables, views);
    if (view !== undefined) views.push(view);
  }
  return { tables, objects: views };
}

/** A table whose foreign keys point at itself or at one of `others`. */
export function makeTable(maker: PartMaker, others: readonly Table[]): Table {
  const { choices, profile } = maker;
  const name = inSchema(maker.names.word(choices), profile, choices);
  const columnNames = new Names(profile);
  const columns: Column[] = [];
  const constraints: Constraint[] = [];
  const count = 1 + choices.upTo(profile.maxColumns - 1);
  while (columns.length < count) columns.push(maker.column(columnNames.word(choices)));

  const keyed = withKey(maker, columns);
  constraints.push(...keyed.constraints);
  const table = (): Table => ({ name, columns: keyed.columns, constraints, indexes: [] });

  while (choices.oneIn(3)) {
    const target = choices.maybe([...others, table()]);
    const key = target && choices.maybe(keysOf(target).filter(({ columns: parts }) => parts.length > 0));
    if (target === undefined || key === undefined) break;
    const own = key.columns.map((column): Column => {
      const { type, collation } = target.columns.find((candidate) => candidate.name === column) ?? {
        type: { kind: 'integer' },
      };
      return {
        name: columnNames.fresh(`${target.name.name}_${column}`),
        type,
        nullable: !choices.oneIn(3),
        ...(collation === undefined ? {} : { collation }),
      };
    });
    keyed.columns.push(...own);
    constraints.push(maker.foreignKeyOver(own, target.name, key.columns));
  }
  const generated = choices.oneIn(3) ? maker.generatedColumn(columnNames.word(choices), table()) : undefined;
  if (generated !== undefined) keyed.columns.push(generated);
  while (choices.oneIn(3)) add(constraints, maker.unique(table()));
  while (choices.oneIn(2)) add(constraints, maker.check(table()));
  const indexes: Index[] = [];
  while (choices.oneIn(2)) add(indexes, maker.index(table()));
  const options = choices.oneIn(4) ? choices.maybe(profile.tableOptions) : undefined;
  return { ...table(), indexes, ...maker.comment(), ...(options === undefined ? {} : { options }) };
}

/** Mostly gives the columns a primary key; the key's columns are not null, and one alone may be numbered by the database. */
function withKey(
  maker: PartMaker,
  columns: readonly Column[],
): { readonly columns: Column[]; readonly constraints: readonly Constraint[] } {
  const { choices, profile } = maker;
  const chosen = choices.oneIn(5) ? [] : maker.keyColumns(columns, 2);
  if (chosen.length === 0) return { columns: [...columns], constraints: [] };
  const [only] = chosen.length === 1 ? chosen : [];
  const changed = columns.map((column): Column => {
    if (!chosen.includes(column.name)) return column;
    const type = column.name === only && choices.oneIn(2) ? choices.maybe(profile.identityTypes) : undefined;
    if (type === undefined) return { ...column, nullable: false };
    return { name: column.name, type, nullable: false, identity: maker.identity(type) };
  });
  return { columns: changed, constraints: [{ kind: 'primaryKey', columns: chosen, ...maker.constraintName('pk') }] };
}

/** Closes circles: a foreign key to a table that is made later. */
function withForeignKeyAhead(maker: PartMaker, table: Table, later: readonly Table[]): Table {
  const target = maker.choices.oneIn(3) ? maker.choices.maybe(later) : undefined;
  const constraint = target && maker.foreignKey(table, target);
  return constraint === undefined ? table : { ...table, constraints: [...table.constraints, constraint] };
}

/** A view of some columns of a table or of all of a view. */
export function makeView(maker: PartMaker, tables: readonly Table[], views: readonly View[]): View | undefined {
  const { choices, profile } = maker;
  const { quote } = profile;
  const full = ({ schema, name }: { readonly schema?: string; readonly name: string }): string =>
    schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`;
  const below = choices.oneIn(3) ? choices.maybe(views) : undefined;
  const table = choices.maybe(tables);
  if (below === undefined && table === undefined) return undefined;
  const name = inSchema(maker.names.prefixed('view', choices), profile, choices);
  if (below !== undefined) return { kind: 'view', name, definition: `SELECT * FROM ${full(below.name)}` };
  if (table === undefined) return undefined;
  const columns = choices.some(table.columns, 1, 3);
  const list = columns.map((column) => quote(column.name)).join(', ');
  const named = choices.oneIn(3) ? { columns: columns.map((_, at) => `part_${at + 1}`) } : {};
  const condition = choices.oneIn(3) ? `\nWHERE ${maker.condition(columns) ?? '1 = 1'}` : '';
  return { kind: 'view', name, definition: `SELECT ${list} FROM ${full(table.name)}${condition}`, ...named };
}

function add<T>(list: T[], part: T | undefined): void {
  if (part !== undefined) list.push(part);
}
