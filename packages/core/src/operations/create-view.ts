import { findObject, withObject, withoutObject } from '../schema/edit.js';
import { DuplicateTableError } from '../schema/errors.js';
import type { SchemaModel, View } from '../schema/model.js';
import { displayName } from '../schema/names.js';
import { trimmed } from './call.js';
import type { OperationType } from './operation.js';
import { flags, openOptions, tableSource } from './source.js';

/** Creates a view; with `orReplace` in place of the one of that name. */
export interface CreateView {
  readonly kind: 'createView';
  readonly view: View;
  readonly orReplace?: boolean;
  readonly ifNotExists?: boolean;
}

export const createView: OperationType<CreateView> = {
  kind: 'createView',
  touches: (operation) => [operation.view.name],
  apply: (before, operation) => {
    if (existing(operation, before) === undefined) return withObject(before, operation.view);
    if (operation.orReplace === true) {
      return withObject(withoutObject(before, 'view', operation.view.name), operation.view);
    }
    if (operation.ifNotExists === true) return before;
    throw new DuplicateTableError(operation.view.name);
  },
  reverse: (operation, before) => {
    const former = existing(operation, before);
    if (former === undefined) return [{ kind: 'dropView', view: operation.view.name }];
    return operation.orReplace === true ? [{ kind: 'createView', view: former, orReplace: true }] : [];
  },
  toCall: ({ view, orReplace, ifNotExists }) => ({
    name: 'createView',
    args: trimmed([
      tableSource(view.name),
      view.definition,
      { columns: view.columns, ...flags({ orReplace, ifNotExists }), ...openOptions(view.options) },
    ]),
  }),
  describe: (operation) => `createView ${displayName(operation.view.name)}`,
};

function existing(operation: CreateView, before: SchemaModel): View | undefined {
  const found = findObject(before, 'view', operation.view.name);
  return found?.kind === 'view' ? found : undefined;
}
