import type { Column, ColumnType } from '@aludel/core';
import type { MysqlColumnOptions } from '../augment.js';
import { charsetOfType, isTextual, parseType } from '../column-types.js';
import type { Flavour } from '../flavour.js';
import { readExpression } from '../expression/expression.js';
import { optionalText, text, type CatalogPart, type CatalogRow } from './catalog.js';
import { readDefault } from './default-value.js';
import type { ServerFacts } from './facts.js';
import { storedExpression, withoutSchema } from './stored-text.js';

type Read =
  | 'table'
  | 'position'
  | 'name'
  | 'default'
  | 'nullable'
  | 'type'
  | 'collation'
  | 'extra'
  | 'comment'
  | 'generated'
  | 'srid';

export function columnsPart({ flavour }: ServerFacts): CatalogPart<Read> {
  return {
    from: 'information_schema.COLUMNS',
    columns: {
      table: 'TABLE_NAME',
      position: 'ORDINAL_POSITION',
      name: 'COLUMN_NAME',
      default: 'COLUMN_DEFAULT',
      nullable: 'IS_NULLABLE',
      type: 'COLUMN_TYPE',
      collation: 'COLLATION_NAME',
      extra: 'EXTRA',
      comment: 'COLUMN_COMMENT',
      generated: 'GENERATION_EXPRESSION',
      srid: flavour.has.srid ? 'SRS_ID' : 'NULL',
    },
    schema: 'TABLE_SCHEMA',
    table: 'TABLE_NAME',
  };
}

export type ColumnRow = CatalogRow<Read>;

/** What other parts of the catalog, or the text of the table, say of a column. */
export interface ColumnSurroundings {
  readonly tableCollation: string | undefined;
  /** It has the check by which MariaDB knows JSON. */
  readonly jsonCheck: boolean;
  readonly srid?: number | undefined;
  /** Its words in SHOW CREATE TABLE, where the catalog's are not whole. */
  readonly words?: { readonly default?: string; readonly generated?: string } | undefined;
}

/** MariaDB's attribute stands behind the type, in a comment that other versions pass over. */
const attribute = / \/\*M?!\d+ (\w+)\*\//u;

export function readColumn(row: ColumnRow, around: ColumnSurroundings, facts: ServerFacts): Column {
  const { flavour } = facts;
  const typeText = text(row.type);
  // MySQL says nothing of the collation of words that are bytes, and their default in hexadecimal digits.
  const isBytes = flavour.kind === 'mysql' && row.collation === null && /^(?:enum|set)\(/u.test(typeText);
  const collation = isBytes ? 'binary' : optionalText(row.collation);
  const srid = row.srid === null || row.srid === undefined ? around.srid : Number(row.srid);
  const type = readType(typeText, collation, around.jsonCheck, srid, facts);
  const extra = text(row.extra).toLowerCase();
  const comment = text(row.comment);
  const isGenerated =
    extra !== '' &&
    extra.includes('generated') &&
    !/^default_generated\b(?!.*\b(?:virtual|stored) generated)/u.test(extra);
  const generated = isGenerated ? generatedText(row, around, flavour) : undefined;
  const value = isGenerated
    ? undefined
    : readDefault(
        isBytes ? wordOfBytes(optionalText(row.default)) : optionalText(row.default),
        extra.includes('default_generated'),
        around.words?.default,
        type,
        facts,
      );
  const own = charsetOfType(type, flavour)?.collation;
  const isOwn = collation === undefined || collation === (own ?? around.tableCollation) || !isTextual(type);
  const options = extra === '' && !typeText.endsWith('*/') ? undefined : columnOptions(typeText, extra, generated);
  return {
    name: text(row.name),
    type,
    nullable: text(row.nullable) === 'YES',
    ...(value === undefined ? {} : { default: value }),
    ...(extra.includes('auto_increment') ? { identity: { generation: 'byDefault' } } : {}),
    ...(generated === undefined || isRowTime(generated)
      ? {}
      : { generated: { expression: withoutSchema(generated, facts), stored: !extra.includes('virtual') } }),
    ...(isOwn ? {} : { collation }),
    ...(comment === '' ? {} : { comment }),
    ...(options === undefined ? {} : { options: { mysql: options } }),
  };
}

/** Types by what they are read from: databases have few of them, and many columns. */
const readTypes = new WeakMap<ServerFacts, Map<string, ColumnType>>();

function readType(
  typeText: string,
  collation: string | undefined,
  jsonCheck: boolean,
  srid: number | undefined,
  facts: ServerFacts,
): ColumnType {
  let known = readTypes.get(facts);
  if (known === undefined) {
    known = new Map();
    readTypes.set(facts, known);
  }
  const key = `${typeText}\0${collation ?? ''}\0${jsonCheck ? 1 : 0}\0${srid ?? ''}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const around = { charset: charsetOf(collation), collation, jsonCheck, srid };
  const type = parseType(typeText.replace(attribute, ''), around, facts.flavour);
  known.set(key, type);
  return type;
}

function wordOfBytes(stored: string | undefined): string | undefined {
  return stored?.startsWith('0x') === true ? Buffer.from(stored.slice(2), 'hex').toString('utf8') : stored;
}

function generatedText(row: ColumnRow, { words }: ColumnSurroundings, flavour: Flavour): string {
  const written = words?.generated;
  return written === undefined ? storedExpression(text(row.generated), flavour) : readExpression(written);
}

function columnOptions(typeText: string, extra: string, generated: string | undefined): MysqlColumnOptions | undefined {
  const attributes = [
    ...(attribute.exec(typeText)?.slice(1) ?? []),
    ...(extra.includes('without system versioning') ? ['WITHOUT SYSTEM VERSIONING'] : []),
    ...(generated !== undefined && isRowTime(generated) ? [`GENERATED ALWAYS AS ${generated}`] : []),
    ...(extra.includes('not secondary') ? ['NOT SECONDARY'] : []),
  ];
  const options = {
    ...(extra.includes('on update') ? { onUpdateCurrentTimestamp: true } : {}),
    ...(extra.includes('invisible') ? { invisible: true } : {}),
    ...(attributes.length === 0 ? {} : { attributes: attributes.join(' ') }),
  };
  return Object.keys(options).length === 0 ? undefined : options;
}

/** A column of a system-versioned table of MariaDB: `ROW START`, `ROW END`. */
function isRowTime(generated: string): boolean {
  return /^row (?:start|end)$/iu.test(generated);
}

/** The charset that a collation belongs to. */
export function charsetOf(collation: string | undefined): string | undefined {
  return collation?.split('_')[0];
}
