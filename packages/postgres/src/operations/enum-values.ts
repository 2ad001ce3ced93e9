import type { SchemaModel } from '@aludel/core';
import {
  displayName,
  findObject,
  InvalidDefinitionError,
  tableSource,
  type OperationType,
  type TableName,
} from '@aludel/core/dialect';
import type { PostgresEnum } from '../augment.js';
import { call } from './call.js';
import { withEnumValues } from './enum-columns.js';
import { UnknownObjectError } from './errors.js';
import type { AddEnumValue, RenameEnumValue } from './kinds.js';

/** The place of a value that is added does not go without saying: values are ordered as they are listed. */
export const addEnumValue: OperationType<AddEnumValue> = {
  kind: 'postgres.addEnumValue',
  touches: ({ name }) => [name],
  apply: (before, operation) => {
    const { values } = getEnum(before, operation.name);
    if (values.includes(operation.value)) {
      if (operation.ifNotExists === true) return before;
      throw new InvalidDefinitionError(
        `The enum ${displayName(operation.name)} has the value ${operation.value} already.`,
        'Pass { ifNotExists: true } where that is expected.',
      );
    }
    const at = placeFor(operation, values);
    return withValues(before, operation.name, [...values.slice(0, at), operation.value, ...values.slice(at)]);
  },
  // PostgreSQL takes no value away: the type is made anew without it, which fails where a row has it.
  reverse: ({ name }, before) => [
    { kind: 'postgres.alterObject', type: 'postgres.enum', name, to: { values: getEnum(before, name).values } },
  ],
  toCall: ({ name, value, before, after, ifNotExists }) =>
    call('addEnumValue', tableSource(name), value, {
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(ifNotExists === true ? { ifNotExists } : {}),
    }),
  describe: ({ name, value }) => `addEnumValue ${displayName(name)} ${value}`,
};

export const renameEnumValue: OperationType<RenameEnumValue> = {
  kind: 'postgres.renameEnumValue',
  touches: ({ name }) => [name],
  apply: (before, { name, from, to }) => {
    const { values } = getEnum(before, name);
    if (!values.includes(from)) throw noValue(name, from, values);
    return withValues(
      before,
      name,
      values.map((value) => (value === from ? to : value)),
    );
  },
  reverse: ({ kind, name, from, to }) => [{ kind, name, from: to, to: from }],
  toCall: ({ name, from, to }) => call('renameEnumValue', tableSource(name), from, to),
  describe: ({ name, from, to }) => `renameEnumValue ${displayName(name)} ${from} to ${to}`,
};

function placeFor({ name, before, after }: AddEnumValue, values: readonly string[]): number {
  const next = before ?? after;
  if (next === undefined) return values.length;
  const at = values.indexOf(next);
  if (at === -1) throw noValue(name, next, values);
  return before === undefined ? at + 1 : at;
}

function noValue(name: TableName, value: string, values: readonly string[]): InvalidDefinitionError {
  return new InvalidDefinitionError(
    `The enum ${displayName(name)} has no value ${value}.`,
    `Its values are: ${values.join(', ')}.`,
  );
}

function getEnum(model: SchemaModel, name: TableName): PostgresEnum {
  const found = findObject(model, 'postgres.enum', name);
  if (found === undefined) throw new UnknownObjectError('Enum', displayName(name));
  return found;
}

function withValues(model: SchemaModel, name: TableName, values: readonly string[]): SchemaModel {
  const changed = {
    ...model,
    objects: model.objects.map((object) =>
      object.kind === 'postgres.enum' && object === findObject(model, 'postgres.enum', name)
        ? { ...object, values }
        : object,
    ),
  };
  return withEnumValues(changed, name, values);
}
