import type { SchemaModel, SchemaObject, TableName } from '@aludel/core';
import { findTable, sameTable, type Operation, type OperationRegistry } from '@aludel/core/dialect';
import { BrokenObjectError } from '../errors.js';
import { mentions } from '../parse/expression.js';
import { folded, tokenize, unquoted } from '../parse/tokens.js';
import { isRename } from './changed-table.js';

/** Whether a view or trigger does not work, so that SQLite refuses every ALTER TABLE that drops or renames. */
export function anyBroken(model: SchemaModel): boolean {
  return model.objects.some((object) => brokenBecause(object) !== undefined);
}

function brokenBecause(object: SchemaObject): string | undefined {
  if (object.kind === 'sqlite.trigger') return object.broken;
  return object.kind === 'view' ? object.options?.sqlite?.broken : undefined;
}

/**
 * Refuses what SQLite would refuse in the middle, before anything runs: columns are dropped by a rebuild then, but a rename has
 * to reach all that uses the name, and only SQLite's own ALTER does that.
 * @throws BrokenObjectError
 */
export function assertRenamable(
  operations: readonly Operation[],
  before: SchemaModel,
  registry: OperationRegistry,
): void {
  if (!anyBroken(before)) return;
  let model = before;
  for (const operation of operations) {
    // It may mend what is broken: SQLite will see.
    if (operation.kind === 'execute') return;
    const needsAlter =
      isRename(operation) || (operation.kind === 'renameTable' && !isRenamedAlone(operation.table, model));
    const broken = needsAlter ? model.objects.find((object) => brokenBecause(object) !== undefined) : undefined;
    if (broken !== undefined) {
      const what = broken.kind === 'view' ? 'view' : 'trigger';
      throw new BrokenObjectError(what, broken.name.name, new Error(brokenBecause(broken)));
    }
    model = registry.apply(model, operation);
  }
}

/** Whether nothing else names a table: then `legacy_alter_table`, which changes nothing else, loses nothing. */
export function isRenamedAlone(name: TableName, model: SchemaModel): boolean {
  const table = findTable(model, name);
  const definition = table?.options?.sqlite?.definition;
  if (table === undefined || definition === undefined) return false;
  const named = tokenize(definition).filter(
    ({ kind, text }) => (kind === 'word' || kind === 'name') && folded(unquoted(text)) === folded(name.name),
  );
  const referred = model.tables.some(({ constraints }) =>
    constraints.some((one) => one.kind === 'foreignKey' && sameTable(one.references.table, name)),
  );
  const used = model.objects.some((object) => mentions(object.definition, name.name));
  const indexed = table.indexes.some((index) =>
    [index.where ?? '', ...index.columns.map((one) => ('expression' in one ? one.expression : ''))].some((text) =>
      mentions(text, name.name),
    ),
  );
  return named.length === 1 && !referred && !used && !indexed;
}
