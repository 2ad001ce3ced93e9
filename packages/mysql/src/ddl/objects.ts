import type { RuleOutput } from '@aludel/core/dialect';
import type { CreateObject, DropObject } from '../operations/kinds.js';
import type { MysqlTarget } from './target.js';
import { ddl, literal, quotedTable, unsupported } from './writing.js';

export function createObject({ object }: CreateObject, { flavour }: MysqlTarget): readonly RuleOutput[] {
  if (object.kind === 'mysql.sequence') {
    if (!flavour.has.sequences) {
      throw unsupported(`the sequence ${object.name.name}`, `${flavour.name} has none.`, 'Use an identity column.');
    }
    return [ddl(object.definition)];
  }
  const { definer, definition, sqlMode } = object;
  const text =
    definer === undefined ? definition : definition.replace(/^\s*create\b/iu, (word) => `${word} DEFINER = ${definer}`);
  if (sqlMode === undefined) return [ddl(text)];
  // The server keeps the session's mode with the text, and runs it by that.
  return [
    ddl(`SET @aludel_sql_mode = @@sql_mode`),
    ddl(`SET sql_mode = ${literal(sqlMode)}`),
    ddl(text),
    ddl('SET sql_mode = @aludel_sql_mode'),
  ];
}

export function dropObject({ type, name, routine, ifExists }: DropObject): readonly RuleOutput[] {
  const word = type === 'mysql.routine' ? (routine ?? 'procedure') : type.slice('mysql.'.length);
  return [ddl(`DROP ${word.toUpperCase()} ${ifExists === true ? 'IF EXISTS ' : ''}${quotedTable(name)}`)];
}
