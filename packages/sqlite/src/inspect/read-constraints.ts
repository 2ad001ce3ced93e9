import type { Constraint, Deferrable, ForeignKey, ReferentialAction } from '@aludel/core';
import type { SqliteConstraintOptions, SqliteKeyElement } from '../augment.js';
import type {
  ColumnText,
  DeferrableText,
  ElementText,
  KeyConstraintText,
  NameText,
  ReferenceAction,
  ReferenceText,
  TableConstraintText,
} from '../parse/create-table-text.js';
import { bareExpression } from '../parse/expression.js';
import { folded } from '../parse/tokens.js';

/** Appends the constraints that are written on a column. */
export function columnConstraints(text: ColumnText, schema: string | undefined, into: Constraint[]): void {
  const columns = [text.name.value];
  for (const clause of text.clauses) {
    const named = nameOf(clause.name);
    switch (clause.kind) {
      case 'primaryKey':
      case 'unique': {
        const onConflict = clause.onConflict?.action;
        const descending = clause.kind === 'primaryKey' && clause.order === 'desc';
        into.push({
          kind: clause.kind,
          columns,
          ...named,
          ...optionsOf({
            onColumn: true,
            ...(onConflict === undefined ? {} : { onConflict }),
            ...(descending ? { elements: [{ order: 'desc' }] } : {}),
          }),
        });
        break;
      }
      case 'check': {
        const expression = bareExpression(clause.expression.text);
        into.push({ kind: 'check', expression, ...named, ...optionsOf({ onColumn: true }) });
        break;
      }
      case 'references':
        into.push({ ...named, ...readForeignKey(columns, clause.references, schema, { onColumn: true }) });
        break;
      case 'deferrable':
        deferLast(into, clause.deferrable);
        break;
      default:
        break; // The others are properties of the column.
    }
  }
}

/** Appends the constraints that follow the columns. `ownNames`: the columns' names by their lower case. */
export function tableConstraints(
  constraints: readonly TableConstraintText[],
  schema: string | undefined,
  ownNames: ReadonlyMap<string, string>,
  into: Constraint[],
): void {
  const own = (name: string): string => ownNames.get(folded(name)) ?? name;
  for (const text of constraints) {
    const named = nameOf(text.name);
    switch (text.kind) {
      case 'primaryKey':
      case 'unique':
        into.push({
          kind: text.kind,
          columns: text.columns.map((element) => own(element.column?.value ?? element.expression.text)),
          ...named,
          ...optionsOf(keyOptions(text)),
        });
        break;
      case 'check':
        // ON CONFLICT after a CHECK is read by SQLite, and ignored.
        into.push({ kind: 'check', expression: bareExpression(text.expression.text), ...named });
        break;
      case 'foreignKey': {
        const columns = text.columns.map((name) => own(name.value));
        into.push({ ...named, ...readForeignKey(columns, text.references, schema, {}) });
        break;
      }
      case 'name':
        break; // Names nothing.
    }
  }
}

function keyOptions(text: KeyConstraintText): SqliteConstraintOptions {
  const onConflict = text.onConflict?.action;
  const elements = text.columns.map(readKeyElement);
  const plain = elements.every((element) => Object.keys(element).length === 0);
  return { ...(onConflict === undefined ? {} : { onConflict }), ...(plain ? {} : { elements }) };
}

function readKeyElement(element: ElementText): SqliteKeyElement {
  return {
    ...(element.collation === undefined ? {} : { collation: element.collation.value }),
    ...(element.order === 'desc' ? { order: 'desc' } : {}),
  };
}

function readForeignKey(
  columns: readonly string[],
  text: ReferenceText,
  schema: string | undefined,
  options: SqliteConstraintOptions,
): ForeignKey {
  const onDelete = actionOf(text.onDelete?.action);
  const onUpdate = actionOf(text.onUpdate?.action);
  const deferrable = deferrableOf(text.deferrable);
  const table = text.table.value;
  return {
    kind: 'foreignKey',
    columns,
    references: {
      table: schema === undefined ? { name: table } : { name: table, schema },
      columns: text.columns.map((name) => name.value),
    },
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...(deferrable === undefined ? {} : { deferrable }),
    ...optionsOf({ ...options, ...(text.match === undefined ? {} : { match: text.match.value }) }),
  };
}

function actionOf(action: ReferenceAction | undefined): ReferentialAction | undefined {
  return action === 'no action' ? undefined : action;
}

function deferrableOf(text: DeferrableText | undefined): Deferrable | undefined {
  if (text === undefined || text.mode === 'not') return undefined;
  return text.mode === 'deferred' ? 'initially deferred' : 'initially immediate';
}

/** A DEFERRABLE that stands apart belongs to the last foreign key before it, be it another column's. */
function deferLast(constraints: Constraint[], text: DeferrableText): void {
  const index = constraints.findLastIndex((constraint) => constraint.kind === 'foreignKey');
  const found = constraints[index];
  if (found?.kind !== 'foreignKey') return;
  const { deferrable: _, ...rest } = found;
  const deferrable = deferrableOf(text);
  constraints[index] = deferrable === undefined ? rest : { ...rest, deferrable };
}

function nameOf(name: NameText | undefined): { readonly name?: string } {
  return name === undefined ? {} : { name: name.value };
}

function optionsOf(options: SqliteConstraintOptions): {
  readonly options?: { readonly sqlite: SqliteConstraintOptions };
} {
  return Object.keys(options).length === 0 ? {} : { options: { sqlite: options } };
}
