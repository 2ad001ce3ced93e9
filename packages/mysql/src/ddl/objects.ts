import type { SchemaModel } from '@aludel/core';
import { sameTable, type RuleOutput } from '@aludel/core/dialect';
import type { MysqlTrigger } from '../augment.js';
import { isWordOf, tokenize } from '../expression/tokens.js';
import type { CreateObject, DropObject } from '../operations/kinds.js';
import type { MysqlTarget } from './target.js';
import { ddl, literal, quoted, quotedTable, unsupported } from './writing.js';

export function createObject(
  { object }: CreateObject,
  before: SchemaModel,
  { flavour }: MysqlTarget,
): readonly RuleOutput[] {
  if (object.kind === 'mysql.sequence') {
    if (!flavour.has.sequences) {
      throw unsupported(`the sequence ${object.name.name}`, `${flavour.name} has none.`, 'Use an identity column.');
    }
    return [ddl(object.definition)];
  }
  const { definer, sqlMode } = object;
  const definition = object.kind === 'mysql.trigger' ? orderedText(object, before) : object.definition;
  const text =
    definer === undefined ? definition : definition.replace(/^\s*create\b/iu, (word) => `${word} DEFINER = ${definer}`);
  // The server keeps the session's mode and time zone with the text, and runs it by them.
  const settings: readonly (readonly [string, string | undefined])[] = [
    ['sql_mode', sqlMode],
    ['time_zone', object.kind === 'mysql.event' ? object.timeZone : undefined],
  ];
  const other = settings.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  return [
    ...other.flatMap(({ name, value }) => [
      ddl(`SET @aludel_${name} = @@${name}`),
      ddl(`SET ${name} = ${literal(value)}`),
    ]),
    ddl(text),
    ...other.map(({ name }) => ddl(`SET ${name} = @aludel_${name}`)),
  ];
}

/** With the place among others of its event, as far as those are there. */
function orderedText({ definition, order, table }: MysqlTrigger, { objects }: SchemaModel): string {
  const isThere = (other: string | undefined): boolean =>
    other !== undefined &&
    objects.some(
      (object) =>
        object.kind === 'mysql.trigger' &&
        sameTable(object.table, table) &&
        object.name.name.toLowerCase() === other.toLowerCase(),
    );
  const [word, other] = isThere(order?.follows) ? ['FOLLOWS', order?.follows] : ['PRECEDES', order?.precedes];
  if (other === undefined || !isThere(other)) return definition;
  const tokens = tokenize(definition);
  const row = tokens.findIndex((token) => isWordOf(token, 'row'));
  if (row === -1) return definition;
  const text = (from: number, to?: number): string =>
    tokens
      .slice(from, to)
      .map((token) => token.text)
      .join('');
  return `${text(0, row + 1)} ${word} ${quoted(other)}${text(row + 1)}`;
}

export function dropObject({ type, name, routine, ifExists }: DropObject): readonly RuleOutput[] {
  const word = type === 'mysql.routine' ? (routine ?? 'procedure') : type.slice('mysql.'.length);
  return [ddl(`DROP ${word.toUpperCase()} ${ifExists === true ? 'IF EXISTS ' : ''}${quotedTable(name)}`)];
}
