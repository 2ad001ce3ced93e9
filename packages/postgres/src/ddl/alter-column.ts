import type { Column, ColumnType, SchemaModel, Table, TableName } from '@aludel/core';
import { applyChange, displayName, getColumn, getTable, type AlterColumn } from '@aludel/core/dialect';
import { typeText } from '../column-types.js';
import { alterColumn as alterColumnType, asTaken } from '../operations/columns.js';
import type { TableChange } from './alter-table.js';
import { columnComment } from './column-text.js';
import { enumOutputs } from './enum-outputs.js';
import { identityChange } from './identity-change.js';
import { assertVersion, majorOf, type PostgresTarget } from './target.js';
import { needsUsing } from './type-casts.js';
import { alterTableText, collationText, defaultText, inParentheses, quoted } from './writing.js';

/** What is different about a column, its name aside, as parts of one `ALTER TABLE` and what comes around it. */
export function alterColumnChange(given: AlterColumn, before: SchemaModel, target: PostgresTarget): TableChange {
  const operation = asTaken(given, before);
  const { table, column: name, to } = operation;
  const from = getColumn(getTable(before, table), name);
  const column: Column = { ...applyChange(from, to), name };
  const enums = enumOutputs(before, alterColumnType.apply(before, operation));
  const retyped = typeAction(from, column, operation);
  const identity = identityChange(from, column, table);
  const alter = (action: string): string => `ALTER COLUMN ${quoted(name)} ${action}`;
  const computed = generatedActions(from, column, operation);
  // TYPE and SET EXPRESSION both make anew what is over the column; in one statement, the server (17, 18) looks the second
  // time for what it has dropped the first time: "cache lookup failed for index".
  // And what is still computed as that begins takes no USING.
  const isApart = retyped.length > 0 && computed.length > 0;
  const apart = isApart ? [alterTableText(table, computed.map(alter))] : [];
  const isDefaultAnew = from.default !== undefined && to.default !== undefined;
  const actions = [
    ...(isApart ? [] : computed),
    ...identity.actions.filter((action) => action.startsWith('DROP')),
    ...(retyped.length > 0 && mustDropDefault(from, column, operation) ? ['DROP DEFAULT'] : []),
    ...retyped,
    ...nullabilityActions(from, column),
    ...defaultActions(from, column, operation, retyped.length > 0),
    ...identity.actions.filter((action) => !action.startsWith('DROP')),
    ...detailActions(from, column, operation, { isRetyped: retyped.length > 0, target }),
  ];
  return {
    before: [
      ...(column.generated === undefined ? apart : []),
      ...enums.made,
      // It may be a value that goes.
      ...(enums.changed.length > 0 && isDefaultAnew ? [alterTableText(table, [alter('DROP DEFAULT')])] : []),
      ...enums.changed,
      ...identity.before,
    ],
    actions: actions.map(alter),
    after: [
      ...(column.generated === undefined ? [] : apart),
      ...identity.after,
      ...(to.comment === undefined ? [] : [columnComment(table, name, to.comment)]),
      ...enums.gone,
    ],
  };
}

/** Whether the column gets another type, in the words of the server. */
export function isOtherType(operation: AlterColumn, table: Table): boolean {
  const from = getColumn(table, operation.column);
  return typeAction(from, { ...applyChange(from, operation.to), name: from.name }, operation).length > 0;
}

function ownedText(column: Column, table: TableName): string {
  return typeText(column.type, { table, column: column.name });
}

/** `TYPE … COLLATE … USING …`; without its collation said again, a column would lose it. */
function typeAction(from: Column, to: Column, { table, to: change }: AlterColumn): readonly string[] {
  const text = ownedText(to, table);
  const isOther = change.type !== undefined && (text !== ownedText(from, table) || change.using !== undefined);
  if (!isOther && change.collation === undefined) return [];
  const collation = to.collation === undefined ? '' : ` COLLATE ${collationText(to.collation)}`;
  return [`TYPE ${text}${collation}${isOther ? usingText(from, to, text, change.using) : ''}`];
}

function usingText(from: Column, to: Column, text: string, using: string | undefined): string {
  if (using !== undefined) return ` USING ${using}`;
  const cast = needsUsing(from.type, to.type);
  if (cast === 'no') return '';
  return ` USING ${quoted(from.name)}${cast === 'by text' ? `::text${to.type.kind === 'postgres.array' ? '[]' : ''}` : ''}::${text}`;
}

/**
 * Defaults are cast as assignments are, whatever USING says of the rows; and one that was cast to a type of the schema's own
 * would still need that.
 */
function mustDropDefault(from: Column, to: Column, { to: change }: AlterColumn): boolean {
  if (from.default === undefined) return false;
  return (
    isOfOwnType(from.type) ||
    change.default !== undefined ||
    change.using !== undefined ||
    needsUsing(from.type, to.type) !== 'no' ||
    // A text is kept with the type that it was given as.
    (from.default.kind === 'literal' && typeof from.default.value === 'string' && !isSameBarSize(from.type, to.type))
  );
}

function isSameBarSize(from: ColumnType, to: ColumnType): boolean {
  const [a, b] = [from, to].map((type) => typeText(type).replaceAll(/\([\d, ]*\)/gu, ''));
  return a === b;
}

/** A type that may go with the column: the default, cast to it, would hold it. */
function isOfOwnType(type: ColumnType): boolean {
  if (type.kind === 'postgres.array') return isOfOwnType(type.element);
  return type.kind === 'enum' || type.kind === 'postgres.named';
}

function defaultActions(from: Column, to: Column, operation: AlterColumn, isRetyped: boolean): readonly string[] {
  if (to.identity !== undefined) return [];
  const isAgain = isRetyped && mustDropDefault(from, to, operation);
  if (to.default !== undefined) {
    return operation.to.default !== undefined || isAgain ? [`SET DEFAULT ${defaultText(to.default)}`] : [];
  }
  return operation.to.default === undefined || isAgain ? [] : ['DROP DEFAULT'];
}

function nullabilityActions(from: Column, to: Column): readonly string[] {
  if (from.nullable !== to.nullable) return [to.nullable ? 'DROP NOT NULL' : 'SET NOT NULL'];
  // What numbers rows knows no null.
  return to.identity !== undefined && from.identity === undefined && to.nullable ? ['SET NOT NULL'] : [];
}

/** Other changes of what a column is computed by take it anew. */
function generatedActions(from: Column, to: Column, { to: { generated: change } }: AlterColumn): readonly string[] {
  if (change === undefined || from.generated === undefined) return [];
  if (to.generated === undefined) return ['DROP EXPRESSION'];
  if (from.generated.expression === to.generated.expression) return [];
  return [`SET EXPRESSION AS ${inParentheses(to.generated.expression)}`];
}

function detailActions(
  from: Column,
  to: Column,
  operation: AlterColumn,
  { isRetyped, target }: { readonly isRetyped: boolean; readonly target: PostgresTarget },
): readonly string[] {
  const [old, next] = [from.options?.postgres ?? {}, to.options?.postgres ?? {}];
  if (next.compression !== old.compression) {
    assertVersion(target, 14, `the compression of ${displayName(operation.table)}.${to.name}`);
  }
  // With another type, PostgreSQL stores it as is usual with that.
  const [storage, compression] = isRetyped ? [] : [old.storage, old.compression];
  return [
    ...(next.storage === storage ? [] : [`SET STORAGE ${next.storage?.toUpperCase() ?? usualStorage(to, target)}`]),
    ...(next.compression === compression ? [] : [`SET COMPRESSION ${next.compression ?? 'default'}`]),
    ...(next.statistics === old.statistics ? [] : [`SET STATISTICS ${next.statistics ?? -1}`]),
  ];
}

function usualStorage({ type }: Column, target: PostgresTarget): string {
  if (majorOf(target) >= 16) return 'DEFAULT';
  if (type.kind === 'decimal') return 'MAIN';
  const isLong = ['string', 'char', 'text', 'json', 'binary', 'native', 'postgres.array'].includes(type.kind);
  return isLong ? 'EXTENDED' : 'PLAIN';
}
