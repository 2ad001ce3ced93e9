import type { ForeignKey, ReferentialAction } from '@aludel/core';
import { groupBy, inOrder, text, type CatalogPart, type CatalogRow } from './catalog.js';
import type { ServerFacts } from './facts.js';

type ReadColumn = 'table' | 'name' | 'position' | 'column' | 'otherSchema' | 'otherTable' | 'otherColumn';

export const referencesPart = {
  from: 'information_schema.KEY_COLUMN_USAGE',
  columns: {
    table: 'TABLE_NAME',
    name: 'CONSTRAINT_NAME',
    position: 'ORDINAL_POSITION',
    column: 'COLUMN_NAME',
    otherSchema: 'REFERENCED_TABLE_SCHEMA',
    otherTable: 'REFERENCED_TABLE_NAME',
    otherColumn: 'REFERENCED_COLUMN_NAME',
  },
  schema: 'TABLE_SCHEMA',
  table: 'TABLE_NAME',
  where: 'REFERENCED_TABLE_NAME IS NOT NULL',
} satisfies CatalogPart<ReadColumn>;

type ReadRule = 'table' | 'name' | 'onUpdate' | 'onDelete';

export const rulesPart = {
  from: 'information_schema.REFERENTIAL_CONSTRAINTS',
  columns: { table: 'TABLE_NAME', name: 'CONSTRAINT_NAME', onUpdate: 'UPDATE_RULE', onDelete: 'DELETE_RULE' },
  schema: 'CONSTRAINT_SCHEMA',
  table: 'TABLE_NAME',
} satisfies CatalogPart<ReadRule>;

export type ReferenceRow = CatalogRow<ReadColumn>;
export type RuleRow = CatalogRow<ReadRule>;

/** What a foreign key does, in the words of the server. */
export interface Rule {
  readonly onDelete: string;
  readonly onUpdate: string;
}

/** The foreign keys of one table. */
export function readForeignKeys(
  rows: readonly ReferenceRow[] | undefined,
  rules: ReadonlyMap<string, Rule>,
  facts: ServerFacts,
): readonly ForeignKey[] {
  if (rows === undefined) return [];
  return [...groupBy(rows, (row) => text(row.name))].flatMap(([name, unordered]): readonly ForeignKey[] => {
    const parts = inOrder(unordered, (row) => row.position);
    const [first] = parts;
    if (first === undefined) return [];
    const schema = text(first.otherSchema);
    const rule = rules.get(name);
    const onDelete = readAction(rule?.onDelete, facts);
    const onUpdate = readAction(rule?.onUpdate, facts);
    return [
      {
        kind: 'foreignKey',
        name,
        columns: parts.map((row) => text(row.column)),
        references: {
          table: { name: text(first.otherTable), ...(schema === facts.database ? {} : { schema }) },
          columns: parts.map((row) => text(row.otherColumn)),
        },
        ...(onDelete === undefined ? {} : { onDelete }),
        ...(onUpdate === undefined ? {} : { onUpdate }),
      },
    ];
  });
}

/** RESTRICT is what NO ACTION does; MariaDB reports it for a key that says nothing, too. */
function readAction(rule: string | undefined, { flavour }: ServerFacts): ReferentialAction | undefined {
  switch (rule) {
    case 'CASCADE':
      return 'cascade';
    case 'SET NULL':
      return 'set null';
    case 'SET DEFAULT':
      return 'set default';
    case 'RESTRICT':
      return flavour.kind === 'mysql' ? 'restrict' : undefined;
    default:
      return undefined;
  }
}
