import type { Constraint, Table } from '@aludel/core';
import type { Unmodelled } from '@aludel/core/dialect';
import type { MysqlTableOptions } from '../augment.js';
import { withNamesOfTheirOwn } from '../normal-parts.js';
import { quotedName } from '../expression/tokens.js';
import { groupBy, inOrder, isList, mostNamed, readParts, text, type PartRows } from './catalog.js';
import { checksPart, isOfFormerName, jsonColumn, readCheck, withNamesOfColumns, type CheckRow } from './checks.js';
import { columnsPart, readColumn, type ColumnRow } from './columns.js';
import { readCreateTable, withBytes, type CreateTableText } from './create-table-text.js';
import type { Query, ServerFacts } from './facts.js';
import {
  readForeignKeys,
  referencesPart,
  rulesPart,
  type ReferenceRow,
  type Rule,
  type RuleRow,
} from './foreign-keys.js';
import { indexesPart, readIndexes, type IndexRow } from './indexes.js';
import { andNamed, type NameCondition } from './name-condition.js';
import { isPartitioned, isSystemVersioned, readTableOptions, tableKind, tablesPart, type TableRow } from './tables.js';
import { triggersPart } from './triggers.js';
import { unmodelledOptions, withoutUnmodelled } from './unmodelled.js';

// oxlint-disable-next-line typescript/explicit-function-return-type -- the names of its parts are its type
export function tableParts(facts: ServerFacts) {
  return {
    // It takes the server longest, and whoever asks can do other things meanwhile.
    columns: columnsPart(facts),
    tables: tablesPart,
    indexes: indexesPart(facts),
    references: referencesPart,
    rules: rulesPart,
    checks: checksPart(facts),
    triggers: triggersPart,
  };
}

export type TableRows = Omit<PartRows<ReturnType<typeof tableParts>>, 'rules'> & {
  /** Left out where they were not asked for. */
  readonly rules?: readonly RuleRow[];
};

/**
 * The rows of a database, or of some of its tables. Of a few tables the rules of foreign keys are not asked for in MySQL,
 * which would look at all foreign keys that there are: SHOW CREATE TABLE has them.
 */
export async function readTableRows(
  query: Query,
  schema: string,
  names: readonly string[] | NameCondition | undefined,
  facts: ServerFacts,
): Promise<TableRows> {
  const { rules, ...parts } = tableParts(facts);
  const isWhole = facts.flavour.kind === 'mariadb' || !isList(names) || names.length > mostNamed;
  return isWhole ? readParts(query, { ...parts, rules }, schema, names) : readParts(query, parts, schema, names);
}

/** The rows that belong to one table. */
interface OwnRows {
  readonly table: TableRow;
  readonly columns: readonly ColumnRow[];
  readonly indexes: readonly IndexRow[] | undefined;
  readonly references: readonly ReferenceRow[] | undefined;
  readonly rules: readonly RuleRow[] | undefined;
  readonly checks: readonly CheckRow[] | undefined;
}

export async function readTables(
  query: Query,
  rows: TableRows,
  schema: string,
  facts: ServerFacts,
  condition?: NameCondition,
): Promise<{ readonly tables: readonly Table[]; readonly unmodelled: Unmodelled[] }> {
  const keyOf = (row: { readonly table: unknown }): string => text(row.table);
  const columns = groupBy(rows.columns, keyOf);
  const indexes = groupBy(rows.indexes, keyOf);
  const references = groupBy(rows.references, keyOf);
  const rules = rows.rules === undefined ? undefined : groupBy(rows.rules, keyOf);
  const checks = groupBy(rows.checks, keyOf);
  const base = rows.tables
    .filter((row) => tableKind(row) === 'table')
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const partitioned = await partitionedTables(query, base, schema, facts, condition);
  const srids = await sridsOf(query, rows.columns, schema, facts, condition);
  const tables: Table[] = [];
  const unmodelled: Unmodelled[] = [];
  for (const row of base) {
    const name = keyOf(row);
    const own: OwnRows = {
      table: row,
      columns: columns.get(name) ?? [],
      indexes: indexes.get(name),
      references: references.get(name),
      rules: rules === undefined ? undefined : (rules.get(name) ?? []),
      checks: checks.get(name),
    };
    const look = partitioned.has(name) || needsCloserLook(own, facts);
    // oxlint-disable-next-line no-await-in-loop -- one session, one query after another
    const words = look ? await createTableText(query, schema, own, facts) : undefined;
    tables.push(assembled(own, words, schema, srids, facts));
    if (words === undefined) continue;
    for (const reason of unmodelledOptions(words.others)) unmodelled.push({ kind: 'table', name, reason });
  }
  return { tables, unmodelled };
}

const wellKnownEngines: ReadonlySet<string> = new Set([
  'innodb',
  'myisam',
  'memory',
  'aria',
  'archive',
  'blackhole',
  'csv',
]);

/** What the catalog tells in part: the rest is in SHOW CREATE TABLE. */
function needsCloserLook({ table, columns, indexes, checks, references, rules }: OwnRows, facts: ServerFacts): boolean {
  const isMysql = facts.flavour.kind === 'mysql';
  if (references !== undefined && rules === undefined) return true;
  if (!wellKnownEngines.has(text(table.engine).toLowerCase()) || isSystemVersioned(table)) return true;
  // Whether an index is a hash because that was said.
  if (text(table.engine) === 'MEMORY' && indexes?.some(({ type }) => text(type) === 'HASH') === true) return true;
  if (facts.fullTextParsers && indexes?.some(({ type }) => text(type) === 'FULLTEXT') === true) return true;
  if (indexes?.some(({ type }) => text(type) === 'VECTOR') === true) return true;
  // A period of MariaDB is listed as a check of its two columns, which it is not.
  if (!isMysql && checks?.some(({ clause }) => /^`[^`]+` < `[^`]+`$/u.test(text(clause))) === true) return true;
  const names = columns.map(({ name }) => text(name));
  if (!isMysql && checks?.some((row) => isOfFormerName(row, names)) === true) return true;
  return columns.some((row) => isDoubtful(row, facts));
}

/** MySQL's catalog has bytes up to the first zero only; and what a catalog's charset lacks, it has as a question mark. */
function isDoubtful({ type, default: value, generated }: ColumnRow, { flavour }: ServerFacts): boolean {
  if (flavour.kind === 'mysql' && /^(?:var)?binary/u.test(text(type)) && text(value) !== '') return true;
  return text(value).includes('?') || text(generated).includes('?');
}

async function createTableText(
  query: Query,
  schema: string,
  own: OwnRows,
  facts: ServerFacts,
): Promise<CreateTableText> {
  const sql = `SHOW CREATE TABLE ${quotedName(schema)}.${quotedName(text(own.table.table))}`;
  const bytes = own.columns.filter((row) => hasDoubtfulBytes(row, facts)).map((row) => text(row.name));
  const [row] = await query(sql);
  const words = readCreateTable(text(row?.['Create Table']));
  if (bytes.length === 0) return words;
  return withBytes(words, await untranslated(query, sql), bytes);
}

/** MariaDB before 11 writes the bytes of a default as letters, of which some mean nothing. */
function hasDoubtfulBytes({ type, default: value }: ColumnRow, { flavour }: ServerFacts): boolean {
  return flavour.kind === 'mariadb' && /^(?:var)?binary/u.test(text(type)) && text(value).includes('?');
}

/** The text as the server has it, a letter for each byte. */
async function untranslated(query: Query, sql: string): Promise<string> {
  await query('SET character_set_results = binary');
  try {
    const [row] = await query(sql);
    const found = row?.['Create Table'];
    return found instanceof Uint8Array ? Buffer.from(found).toString('latin1') : text(found);
  } finally {
    await query('SET character_set_results = @@character_set_client');
  }
}

/** MariaDB tells by the options of the table; MySQL not of those whose partitions have no names of their own. */
async function partitionedTables(
  query: Query,
  rows: readonly TableRow[],
  schema: string,
  { flavour }: ServerFacts,
  condition: NameCondition | undefined,
): Promise<ReadonlySet<string>> {
  const told = rows.filter(isPartitioned).map((row) => text(row.table));
  if (flavour.kind === 'mariadb' || rows.length === 0) return new Set(told);
  const found = await query(
    `SELECT DISTINCT TABLE_NAME AS name FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = ? AND PARTITION_NAME IS NOT NULL${andNamed('TABLE_NAME', condition)}`,
    [schema, ...(condition?.bindings ?? [])],
  );
  return new Set([...told, ...found.map((row) => text(row['name']))]);
}

const spatial = /^(?:geometry|point|linestring|polygon|multi(?:point|linestring|polygon)|geometrycollection)/u;

/** MariaDB has them in a view of their own. */
async function sridsOf(
  query: Query,
  columns: readonly ColumnRow[],
  schema: string,
  { flavour }: ServerFacts,
  condition: NameCondition | undefined,
): Promise<ReadonlyMap<string, number>> {
  if (flavour.has.srid || !columns.some(({ type }) => spatial.test(text(type)))) return new Map();
  const rows = await query(
    `SELECT G_TABLE_NAME AS \`table\`, G_GEOMETRY_COLUMN AS name, SRID AS srid FROM information_schema.GEOMETRY_COLUMNS WHERE G_TABLE_SCHEMA = ? AND SRID <> 0${andNamed('G_TABLE_NAME', condition)}`,
    [schema, ...(condition?.bindings ?? [])],
  );
  return new Map(rows.map((row) => [`${text(row['table'])}\0${text(row['name'])}`, Number(row['srid'])]));
}

function assembled(
  own: OwnRows,
  words: CreateTableText | undefined,
  schema: string,
  srids: ReadonlyMap<string, number>,
  facts: ServerFacts,
): Table {
  const name = text(own.table.table);
  const tableCollation = own.table.collation === null ? undefined : text(own.table.collation);
  const names = own.columns.map((row) => text(row.name));
  const allChecks =
    words === undefined ? (own.checks ?? []) : withNamesOfColumns(own.checks ?? [], names, words.columns);
  const json = new Set(allChecks.flatMap((row) => jsonColumn(row) ?? []));
  const engine = text(own.table.engine);
  const columns = inOrder(own.columns, ({ position }) => position).map((row) =>
    readColumn(
      row,
      {
        tableCollation,
        jsonCheck: json.has(text(row.name)) && text(row.collation) === 'utf8mb4_bin',
        srid: srids.get(`${name}\0${text(row.name)}`),
        words: isDoubtful(row, facts) ? words?.columns.get(text(row.name)) : undefined,
      },
      facts,
    ),
  );
  const isJson = new Set(columns.flatMap((column) => (column.type.kind === 'json' ? [column.name] : [])));
  const keys = readIndexes(own.indexes, engine, words?.indexes, facts);
  const checks = allChecks.filter((row) => {
    const column = jsonColumn(row);
    return (column === undefined || !isJson.has(column)) && words?.periods[text(row.name)] === undefined;
  });
  const comment = text(own.table.comment);
  const options = optionsOf(own.table, words, schema, facts);
  return withNamesOfTheirOwn({
    name: { name, ...(schema === facts.database ? {} : { schema }) },
    columns,
    constraints: [
      ...keys.constraints,
      ...inNameOrder(readForeignKeys(own.references, rulesOf(own, words), facts), facts),
      ...inNameOrder(
        checks.map((row) => readCheck(row, facts)),
        facts,
      ),
    ],
    indexes: keys.indexes,
    ...(comment === '' ? {} : { comment }),
    ...(Object.keys(options).length === 0 ? {} : { options: { mysql: options } }),
  });
}

/** As MySQL writes them; MariaDB gives them in the order of the table. */
function inNameOrder<T extends Constraint>(constraints: readonly T[], { flavour }: ServerFacts): readonly T[] {
  if (flavour.kind === 'mariadb') return constraints;
  return constraints.toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
}

function rulesOf({ rules }: OwnRows, words: CreateTableText | undefined): ReadonlyMap<string, Rule> {
  if (rules === undefined) return words?.rules ?? new Map<string, Rule>();
  return new Map(
    rules.map((rule) => [text(rule.name), { onDelete: text(rule.onDelete), onUpdate: text(rule.onUpdate) }]),
  );
}

function optionsOf(
  row: TableRow,
  words: CreateTableText | undefined,
  schema: string,
  facts: ServerFacts,
): MysqlTableOptions {
  const collation = schema === facts.database ? facts.collation : (facts.collations.get(schema) ?? facts.collation);
  const { others, ...options } = readTableOptions(row, collation, facts);
  const all = withoutUnmodelled({ ...words?.others, ...others });
  return {
    ...options,
    ...(words?.partitioning === undefined ? {} : { partitioning: words.partitioning }),
    ...(words?.systemVersioning === true ? { systemVersioning: true } : {}),
    ...(words === undefined || Object.keys(words.periods).length === 0 ? {} : { periods: words.periods }),
    ...(Object.keys(all).length === 0 ? {} : { others: all }),
  };
}
