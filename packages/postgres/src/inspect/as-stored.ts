import { createHash, randomBytes } from 'node:crypto';
import type { Column, Constraint, Index, IndexElement, SchemaModel, SchemaObject, Table, View } from '@aludel/core';
import { tableKey, type Connection, type Inspector } from '@aludel/core/dialect';
import type { PostgresMaterializedView } from '../augment.js';
import { columnWords } from '../ddl/column-text.js';
import { constraintText } from '../ddl/constraint-text.js';
import { createIndexOutputs } from '../ddl/index-text.js';
import { queryText } from '../ddl/views.js';
import { literal, nameList, quoted, quotedTable } from '../ddl/writing.js';
import { statementsIn } from '../sql-text.js';

type Session = Pick<Connection, 'query' | 'begin' | 'rollback' | 'serverVersion'>;
type Query = View | PostgresMaterializedView;

/**
 * The same model with its texts as this server would keep them. Tables, views and materialized views are made, without rows,
 * keys and triggers, in a schema that only this transaction sees and that goes with it; over what is there or is made around
 * them. Nothing that is there is held but for being looked at. What the server refuses stays as it was given.
 * @param around tables that views may rest on and that are not there like this
 */
export async function asStored(
  session: Session,
  inspector: Pick<Inspector, 'read'>,
  wanted: SchemaModel,
  around: readonly Table[],
): Promise<SchemaModel> {
  const scratch = new Scratch(session, inspector);
  if (!wanted.objects.some(isQuery) && wanted.tables.length === 0) return wanted;
  await session.begin();
  try {
    await scratch.open();
    const objects = await scratch.within(() => scratch.objects(wanted.objects, around));
    const tables = await scratch.within(() => scratch.tables(wanted.tables));
    return { tables, objects };
  } catch {
    // No right to make a schema, a server that only reads, a time that is over: what can be told without it is told.
    return wanted;
  } finally {
    await session.rollback();
  }
}

class Scratch {
  constructor(
    private readonly session: Session,
    private readonly inspector: Pick<Inspector, 'read'>,
  ) {}

  /** Names without a schema mean first what is made here, then what they meant before. */
  async open(): Promise<void> {
    const schema = `aludel_scratch_${randomBytes(8).toString('hex')}`;
    await this.session.query(
      `CREATE SCHEMA ${quoted(schema)};\nSELECT set_config('search_path', concat_ws(', ', ${literal(schema)}, nullif(current_setting('search_path'), '')), true)`,
    );
  }

  /** What was made meanwhile is gone afterwards: it would be in the way of names that mean something else. */
  async within<T>(make: () => Promise<T>): Promise<T> {
    await this.session.query('SAVEPOINT aludel_part');
    const result = await make();
    await this.session.query('ROLLBACK TO SAVEPOINT aludel_part');
    return result;
  }

  async objects(wanted: readonly SchemaObject[], around: readonly Table[]): Promise<readonly SchemaObject[]> {
    if (!wanted.some(isQuery)) return wanted;
    for (const table of around) {
      // oxlint-disable-next-line no-await-in-loop -- one session, one statement after another
      if (table.name.schema === undefined) await this.#made(() => [this.#tableText(bare(table))]);
    }
    const names = new Map<SchemaObject, string>();
    for (const [at, object] of wanted.entries()) {
      // Under another name it is in nobody's way; what reads itself by its own is left.
      const name = `aludel_${at}`;
      // oxlint-disable-next-line no-await-in-loop
      if (isQuery(object) && (await this.#made(() => this.#queryTexts(object, name)))) names.set(object, name);
    }
    const { objects } = await this.inspector.read({ tables: [...names.values()].map((name) => ({ name })) });
    return wanted.map((object) => {
      if (!isQuery(object)) return object;
      const stored = objects.find(({ kind, name }) => kind === object.kind && name.name === names.get(object));
      return stored === undefined || !isQuery(stored) ? object : queryAs(object, stored);
    });
  }

  async tables(wanted: readonly Table[]): Promise<readonly Table[]> {
    const made: Table[] = [];
    for (const table of wanted) {
      // oxlint-disable-next-line no-await-in-loop
      if (await this.#made(() => this.#tableTexts(table))) made.push(table);
    }
    const { tables } = await this.inspector.read({ tables: made.map(({ name }) => ({ name: name.name })) });
    return wanted.map((table) => {
      const stored = tables.find(({ name }) => tableKey(name) === tableKey({ name: table.name.name }));
      return stored === undefined || !made.includes(table) ? table : tableAs(table, stored);
    });
  }

  /** Whether the server takes it; each text has to be one statement. */
  async #made(write: () => readonly string[]): Promise<boolean> {
    let isSent = false;
    try {
      const statements = write();
      if (statements.some((sql) => statementsIn(sql).length !== 1)) return false;
      isSent = true;
      await this.session.query(['SAVEPOINT aludel_one', ...statements, 'RELEASE SAVEPOINT aludel_one'].join(';\n'));
      return true;
    } catch {
      if (isSent) await this.session.query('ROLLBACK TO SAVEPOINT aludel_one');
      return false;
    }
  }

  #queryTexts(object: Query, name: string): readonly string[] {
    if (object.kind === 'view' && object.options?.postgres?.ownTypes !== undefined) return ['', ''];
    const columns = object.columns === undefined ? '' : ` ${nameList(object.columns)}`;
    const text = queryText(object.definition);
    if (object.kind === 'view') return [`CREATE VIEW ${quoted(name)}${columns} AS ${text}`];
    return [
      `CREATE MATERIALIZED VIEW ${quoted(name)}${columns} AS ${text}\nWITH NO DATA`,
      ...object.indexes.map((index, at) => this.#indexText(index, at, name)),
    ];
  }

  #tableTexts(table: Table): readonly string[] {
    const { name } = table.name;
    return [this.#tableText(table), ...table.indexes.map((index, at) => this.#indexText(index, at, name))];
  }

  /** The types of its columns are those of its own schema. */
  #tableText({ name, columns, constraints }: Table): string {
    const items = [
      ...columns.map((column) => columnWords(bareColumn(column), name, this.#target).text),
      ...constraints.flatMap((constraint, at) => {
        const plain = bareConstraint(constraint, partName('constraint', at, name.name));
        return plain === undefined ? [] : [constraintText(plain, name, this.#target)];
      }),
    ];
    return `CREATE TABLE ${quotedTable({ name: name.name })} (\n${items.join(',\n')}\n)`;
  }

  #indexText({ columns, where, options }: Index, at: number, table: string): string {
    const method = options?.postgres?.method;
    const index: Index = {
      name: partName('index', at, table),
      columns,
      unique: false,
      ...(where === undefined ? {} : { where }),
      ...(method === undefined ? {} : { options: { postgres: { method } } }),
    };
    const [output] = createIndexOutputs(index, { name: table }, this.#target);
    return typeof output === 'string' ? output : (output?.sql ?? '');
  }

  get #target(): { readonly version: string; readonly script: boolean } {
    return { version: this.session.serverVersion, script: false };
  }
}

function isQuery(object: SchemaObject): object is Query {
  return object.kind === 'view' || object.kind === 'postgres.materializedView';
}

/** By which a part is found again: no other of the schema may have it, and names of tables may be of any length. */
function partName(kind: 'constraint' | 'index', at: number, relation: string): string {
  return `aludel_${kind}_${at}_${createHash('sha256').update(relation).digest('hex').slice(0, 16)}`;
}

/** Columns alone, for what rests on them. */
function bare(table: Table): Table {
  const columns = table.columns.map(({ name, type, nullable, collation }): Column => ({
    name,
    type,
    nullable,
    ...(collation === undefined ? {} : { collation }),
  }));
  const keys = table.constraints.filter(({ kind }) => kind === 'primaryKey');
  return { ...table, columns, constraints: keys };
}

/** Without what makes sequences, and without settings that are no text. */
function bareColumn({ name, type, default: value, generated, collation }: Column): Column {
  return {
    name,
    type,
    nullable: true,
    ...(value === undefined ? {} : { default: value }),
    ...(generated === undefined ? {} : { generated }),
    ...(collation === undefined ? {} : { collation }),
  };
}

function bareConstraint(constraint: Constraint, name: string): Constraint | undefined {
  switch (constraint.kind) {
    case 'check':
    case 'postgres.exclude': {
      const { options: _, ...plain } = constraint;
      return { ...plain, name };
    }
    // Views that are grouped by it may show the other columns.
    case 'primaryKey':
      return { kind: 'primaryKey', name, columns: constraint.columns };
    default:
      return undefined;
  }
}

/** The names of the columns are in the query then. */
function queryAs(wanted: Query, stored: Query): Query {
  const { definition } = stored;
  if (wanted.kind === 'view') {
    const { columns: _, ...view } = wanted;
    return { ...view, definition };
  }
  const { columns: _, ...view } = wanted;
  const made = stored.kind === wanted.kind ? stored.indexes : [];
  return {
    ...view,
    definition,
    indexes: wanted.indexes.map((index, at) => indexAs(index, made, partName('index', at, stored.name.name))),
  };
}

function tableAs(wanted: Table, stored: Table): Table {
  const columns = new Map(stored.columns.map((column) => [column.name, column]));
  return {
    ...wanted,
    columns: wanted.columns.map((column) => columnAs(column, columns.get(column.name))),
    constraints: wanted.constraints.map((constraint, at) =>
      constraintAs(
        constraint,
        stored.constraints.find(({ name }) => name === partName('constraint', at, wanted.name.name)),
      ),
    ),
    indexes: wanted.indexes.map((index, at) => indexAs(index, stored.indexes, partName('index', at, stored.name.name))),
  };
}

function columnAs(wanted: Column, stored: Column | undefined): Column {
  return {
    ...wanted,
    ...(wanted.default === undefined || stored?.default === undefined ? {} : { default: stored.default }),
    ...(wanted.generated === undefined || stored?.generated === undefined
      ? {}
      : { generated: { ...wanted.generated, expression: stored.generated.expression } }),
  };
}

function constraintAs(wanted: Constraint, stored: Constraint | undefined): Constraint {
  if (wanted.kind === 'check' && stored?.kind === 'check') return { ...wanted, expression: stored.expression };
  if (wanted.kind !== 'postgres.exclude' || stored?.kind !== 'postgres.exclude') return wanted;
  const elements = wanted.elements.map((element, at) => ({
    ...elementAs(element, stored.elements[at]),
    operator: element.operator,
  }));
  return { ...wanted, elements, ...(stored.where === undefined ? {} : { where: stored.where }) };
}

function indexAs(wanted: Index, all: readonly Index[], name: string): Index {
  const stored = all.find((index) => index.name === name);
  if (stored === undefined) return wanted;
  return {
    ...wanted,
    columns: wanted.columns.map((element, at) => elementAs(element, stored.columns[at])),
    ...(stored.where === undefined ? {} : { where: stored.where }),
  };
}

function elementAs(wanted: IndexElement, stored: IndexElement | undefined): IndexElement {
  if (!('expression' in wanted) || stored === undefined || !('expression' in stored)) return wanted;
  return { ...wanted, expression: stored.expression };
}
