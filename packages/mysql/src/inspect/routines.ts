import type { MysqlRoutine } from '../augment.js';
import { quotedName, quotedString } from '../expression/tokens.js';
import { groupBy, inOrder, optionalText, text, type CatalogPart, type CatalogRow } from './catalog.js';
import { charsetOf } from './columns.js';
import { definerOf, sqlModeOf } from './definer.js';
import type { ServerFacts } from './facts.js';

type Read =
  | 'table'
  | 'type'
  | 'returns'
  | 'collation'
  | 'body'
  | 'deterministic'
  | 'access'
  | 'security'
  | 'comment'
  | 'definer'
  | 'sqlMode'
  | 'language';

export const routinesPart = {
  from: 'information_schema.ROUTINES',
  columns: {
    table: 'ROUTINE_NAME',
    type: 'ROUTINE_TYPE',
    returns: 'DTD_IDENTIFIER',
    collation: 'COLLATION_NAME',
    body: 'ROUTINE_DEFINITION',
    deterministic: 'IS_DETERMINISTIC',
    access: 'SQL_DATA_ACCESS',
    security: 'SECURITY_TYPE',
    comment: 'ROUTINE_COMMENT',
    definer: 'DEFINER',
    sqlMode: 'SQL_MODE',
    language: 'EXTERNAL_LANGUAGE',
  },
  schema: 'ROUTINE_SCHEMA',
  table: 'ROUTINE_NAME',
} satisfies CatalogPart<Read>;

type ReadParameter = 'table' | 'type' | 'position' | 'mode' | 'name' | 'dataType' | 'collation';

export const parametersPart = {
  from: 'information_schema.PARAMETERS',
  columns: {
    table: 'SPECIFIC_NAME',
    type: 'ROUTINE_TYPE',
    position: 'ORDINAL_POSITION',
    mode: 'PARAMETER_MODE',
    name: 'PARAMETER_NAME',
    dataType: 'DTD_IDENTIFIER',
    collation: 'COLLATION_NAME',
  },
  schema: 'SPECIFIC_SCHEMA',
  table: 'SPECIFIC_NAME',
  // Position 0 is what a function returns.
  where: 'ORDINAL_POSITION > 0',
} satisfies CatalogPart<ReadParameter>;

export type RoutineRow = CatalogRow<Read>;
export type ParameterRow = CatalogRow<ReadParameter>;

/** Functions and procedures in SQL; packages and other languages are no routines of the model. */
export function isModelled(row: RoutineRow): boolean {
  const language = text(row.language).toUpperCase();
  const type = text(row.type);
  return (type === 'FUNCTION' || type === 'PROCEDURE') && (language === '' || language === 'SQL') && !isHidden(row);
}

/** The body is shown to its definer, and to those who may read all. */
export function isHidden(row: RoutineRow): boolean {
  return optionalText(row.body) === undefined;
}

export function readRoutines(
  rows: readonly RoutineRow[],
  parameters: readonly ParameterRow[],
  schema: string,
  facts: ServerFacts,
  created: ReadonlyMap<RoutineRow, string> = new Map(),
): readonly MysqlRoutine[] {
  const byRoutine = groupBy(parameters, (row) => `${text(row.type)} ${text(row.table)}`);
  return rows.filter(isModelled).map((row) => {
    const type = text(row.type) === 'FUNCTION' ? 'function' : 'procedure';
    const own = inOrder(byRoutine.get(`${text(row.type)} ${text(row.table)}`) ?? [], ({ position }) => position);
    const definer = definerOf(text(row.definer), facts);
    const sqlMode = sqlModeOf(text(row.sqlMode), facts);
    return {
      kind: 'mysql.routine',
      name: { name: text(row.table), ...(schema === facts.database ? {} : { schema }) },
      type,
      definition: withoutDefiner(created.get(row)) ?? definitionOf(row, type, own, facts),
      ...(definer === undefined ? {} : { definer }),
      ...(sqlMode === undefined ? {} : { sqlMode }),
    };
  });
}

/** What SHOW CREATE says: the definer is told apart. */
function withoutDefiner(created: string | undefined): string | undefined {
  return created?.replace(/^CREATE DEFINER=(?:`(?:[^`]|``)*`@`(?:[^`]|``)*`|\S+) /u, 'CREATE ');
}

/** The statement in the words and the order of SHOW CREATE, which the catalog has in pieces. */
function definitionOf(
  row: RoutineRow,
  type: MysqlRoutine['type'],
  parameters: readonly ParameterRow[],
  facts: ServerFacts,
): string {
  const list = parameters.map((parameter) => {
    const mode = type === 'procedure' && text(parameter.mode) !== '' ? `${text(parameter.mode)} ` : '';
    return `${mode}${quotedName(text(parameter.name))} ${typeWords(parameter.dataType, parameter.collation, facts)}`;
  });
  const access = text(row.access);
  const comment = text(row.comment);
  // Only an aggregate fetches groups: https://mariadb.com/kb/en/stored-aggregate-functions/
  const isAggregate = facts.flavour.kind === 'mariadb' && /\bfetch\s+group\s+next\s+row\b/iu.test(text(row.body));
  return [
    `CREATE ${isAggregate ? 'AGGREGATE ' : ''}${type.toUpperCase()} ${quotedName(text(row.table))}(${list.join(', ')})`,
    ...(type === 'function' ? [`RETURNS ${typeWords(row.returns, row.collation, facts)}`] : []),
    ...(text(row.deterministic) === 'YES' ? ['DETERMINISTIC'] : []),
    ...(access === 'CONTAINS SQL' || access === '' ? [] : [access]),
    ...(text(row.security) === 'INVOKER' ? ['SQL SECURITY INVOKER'] : []),
    ...(comment === '' ? [] : [`COMMENT ${quotedString(comment)}`]),
    text(row.body),
  ].join('\n');
}

function typeWords(type: unknown, collation: unknown, facts: ServerFacts): string {
  const own = optionalText(collation);
  if (own === undefined || own === facts.collation || /^json\b/iu.test(text(type))) return text(type);
  const charset = charsetOf(own) ?? own;
  return `${text(type)} CHARSET ${charset}${own === facts.charsets.get(charset) ? '' : ` COLLATE ${own}`}`;
}
