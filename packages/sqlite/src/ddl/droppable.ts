import type { SchemaModel, SchemaObject, Table } from '@aludel/core';
import {
  AludelError,
  displayName,
  findTable,
  mentionsName,
  type DropColumn,
  type RuleOutput,
  type TableName,
} from '@aludel/core/dialect';
import { triggersOn } from '../operations/drop-table.js';
import { mentions } from '../parse/expression.js';
import { folded, isTrivia, tokenize, unquoted } from '../parse/tokens.js';
import { quoted, quotedTable } from './writing.js';

/** Something that is not dropped together with a column uses it. */
export class ColumnInUseError extends AludelError {
  constructor(
    readonly table: TableName,
    readonly column: string,
    /** `trigger audit`. */
    readonly user: string,
    hint: string,
  ) {
    super('COLUMN_IN_USE', `The column ${displayName(table)}.${column} can't be dropped: the ${user} uses it.`, {
      hint,
    });
  }
}

/**
 * SQLite drops a column that a trigger still sets, and then refuses every statement that fires it: so triggers are read
 * here. Where it can't be told from the text which table's column is meant, `stillWorking` asks SQLite afterwards.
 */
export function assertDroppable({ table: name, column }: DropColumn, before: SchemaModel): void {
  const table = findTable(before, name);
  const generated = table?.columns.find(
    (other) =>
      other.name !== column && other.generated !== undefined && mentionsName(other.generated.expression, column),
  );
  if (generated !== undefined) {
    throw new ColumnInUseError(name, column, `generated column ${generated.name}`, 'Drop or change that column first.');
  }
  const trigger = triggersOn(before, name).find(({ definition }) => namesRowColumn(definition, column));
  if (trigger !== undefined) {
    throw new ColumnInUseError(
      name,
      column,
      `trigger ${trigger.name.name}`,
      `First op.execute('DROP TRIGGER ${quoted(trigger.name.name)}'), and make it anew without the column afterwards.`,
    );
  }
}

/** `NEW.x`, `OLD.x`, `UPDATE OF x`. */
function namesRowColumn(definition: string, column: string): boolean {
  const tokens = tokenize(definition).filter((token) => !isTrivia(token));
  const is = (index: number, ...words: readonly string[]): boolean =>
    words.includes(folded(unquoted(tokens[index]?.text ?? '')));
  const wanted = folded(column);
  const on = tokens.findIndex((_, index) => is(index, 'on'));
  return tokens.some(
    (_, index) =>
      (is(index, 'new', 'old') && is(index + 1, '.') && is(index + 2, wanted)) ||
      (is(index, 'of') &&
        index < on &&
        tokens.slice(index + 1, on).some((name) => folded(unquoted(name.text)) === wanted)),
  );
}

/**
 * Statements that change nothing, but fail where a view or trigger that mentions the dropped columns no longer works. Each
 * says in a comment what it tries.
 */
export function stillWorking(table: Table, dropped: readonly string[], before: SchemaModel): readonly RuleOutput[] {
  if (dropped.length === 0) return [];
  return before.objects
    .filter(({ kind, name }) => kind !== 'view' || name.name !== table.name.name)
    .filter((object) => usesTable(object, table) && dropped.some((column) => mentions(textOf(object), column)))
    .flatMap((object) => trial(object, table, before));
}

function usesTable(object: SchemaObject, { name }: Table): boolean {
  if (object.kind === 'sqlite.trigger' && folded(object.table.name) === folded(name.name)) return true;
  return object.kind !== 'sqlite.virtualTable' && mentions(textOf(object), name.name);
}

function textOf(object: SchemaObject): string {
  return object.definition;
}

function trial(object: SchemaObject, table: Table, before: SchemaModel): readonly RuleOutput[] {
  if (object.kind === 'view') {
    const sql = `SELECT * FROM ${quotedTable(object.name)} LIMIT 0`;
    return [{ sql: `${sql} /* does the view still work? */`, transaction: 'inside', mustBeEmpty: 'The view has rows' }];
  }
  if (object.kind !== 'sqlite.trigger') return [];
  const watched = folded(object.table.name) === folded(table.name.name) ? table : findTable(before, object.table);
  const statement = firing(object.definition, object.table, watched);
  if (statement === undefined) return [];
  return [`${statement} /* does the trigger ${object.name.name.replaceAll('*/', '* /')} still work? */`];
}

/** A statement that fires a trigger's event for no row at all. Of a table or view that is not known, only the name is. */
function firing(definition: string, watched: TableName, table: Table | undefined): string | undefined {
  const words = tokenize(definition).filter((token) => !isTrivia(token));
  const at = words.findIndex(({ text }) => events.has(folded(text)));
  const name = quotedTable(watched);
  const columns = table?.columns
    .filter(({ generated }) => generated === undefined)
    .map((column) => quoted(column.name));
  switch (folded(words[at]?.text ?? '')) {
    case 'delete':
      return `DELETE FROM ${name} WHERE 0`;
    case 'insert': {
      if (columns === undefined) return `EXPLAIN INSERT INTO ${name} DEFAULT VALUES`;
      return `INSERT INTO ${name} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM ${name} WHERE 0`;
    }
    case 'update': {
      const listed = words[at + 2]?.text;
      const set = columns ?? (folded(words[at + 1]?.text ?? '') === 'of' && listed !== undefined ? [listed] : []);
      if (set.length === 0) return undefined;
      return `UPDATE ${name} SET ${set.map((column) => `${column} = ${column}`).join(', ')} WHERE 0`;
    }
    default:
      return undefined;
  }
}

const events: ReadonlySet<string> = new Set(['insert', 'update', 'delete']);
