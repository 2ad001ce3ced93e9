import { findObject, withoutObject } from '../schema/edit.js';
import { UnknownViewError } from '../schema/errors.js';
import { displayName, type TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import type { OperationType } from './operation.js';
import { flags, tableSource } from './source.js';

/** Drops a view. Its reverse makes it anew from its former text. */
export interface DropView {
  readonly kind: 'dropView';
  readonly view: TableName;
  readonly ifExists?: boolean;
}

export const dropView: OperationType<DropView> = {
  kind: 'dropView',
  touches: (operation) => [operation.view],
  apply: (before, operation) => {
    if (findObject(before, 'view', operation.view) !== undefined) return withoutObject(before, 'view', operation.view);
    if (operation.ifExists === true) return before;
    throw new UnknownViewError(operation.view);
  },
  reverse: (operation, before) => {
    const former = findObject(before, 'view', operation.view);
    if (former?.kind === 'view') return [{ kind: 'createView', view: former }];
    if (operation.ifExists === true) return [];
    throw new UnknownViewError(operation.view);
  },
  toCall: ({ view, ifExists }) => ({ name: 'dropView', args: trimmed([tableSource(view), flags({ ifExists })]) }),
  describe: (operation) => `dropView ${displayName(operation.view)}`,
};
