import type { SchemaModel, Table } from '@aludel/core';
import { oddNames, plainNames, wholeModel, type ModelProfile } from '@aludel/testing';

/** What SQLite can hold. */
export const sqliteProfile: ModelProfile = {
  ...wholeModel,
  names: [...plainNames, ...oddNames],
  // A key must be able to tell three rows apart.
  indexable: (type) => type.kind !== 'boolean' && !(type.kind === 'enum' && type.values.length < 3),
  maxNameLength: 200,
  schemas: [],
  collations: ['nocase', 'rtrim', 'BINARY'],
  // NULL is smaller than anything, and nothing else can be said.
  indexNulls: false,
  // AUTOINCREMENT counts by one.
  identitySettings: false,
};

/** Some of the tables become STRICT or WITHOUT ROWID, where they can. */
export function withTableKinds(model: SchemaModel, pick: number): SchemaModel {
  return {
    ...model,
    tables: model.tables.map((table, at) => {
      const choice = (pick >> (2 * at)) % 4;
      const strict = choice % 2 === 1;
      const withoutRowid = choice >= 2 && canBeWithoutRowid(table);
      if (!strict && !withoutRowid) return table;
      const sqlite = { ...(strict ? { strict } : {}), ...(withoutRowid ? { withoutRowid } : {}) };
      return { ...table, options: { sqlite } };
    }),
  };
}

function canBeWithoutRowid({ constraints, columns }: Table): boolean {
  return (
    constraints.some(({ kind }) => kind === 'primaryKey') && columns.every(({ identity }) => identity === undefined)
  );
}
