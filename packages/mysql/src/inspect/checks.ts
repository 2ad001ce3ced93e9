import type { CheckConstraint } from '@aludel/core';
import { mentionsName } from '@aludel/core/dialect';
import type { ColumnWords } from './create-table-text.js';
import { text, type CatalogPart, type CatalogRow } from './catalog.js';
import type { ServerFacts } from './facts.js';
import { storedExpression, withoutSchema } from './stored-text.js';

type Read = 'table' | 'name' | 'clause' | 'onColumn' | 'enforced';

export function checksPart({ flavour }: ServerFacts): CatalogPart<Read> {
  if (flavour.kind === 'mariadb') {
    return {
      from: 'information_schema.CHECK_CONSTRAINTS',
      columns: {
        table: 'TABLE_NAME',
        name: 'CONSTRAINT_NAME',
        clause: 'CHECK_CLAUSE',
        onColumn: "IF(LEVEL = 'Column', 1, 0)",
        enforced: "'YES'",
      },
      schema: 'CONSTRAINT_SCHEMA',
      table: 'TABLE_NAME',
    };
  }
  return {
    from:
      'information_schema.TABLE_CONSTRAINTS AS t JOIN information_schema.CHECK_CONSTRAINTS AS c ' +
      'ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME',
    columns: {
      table: 't.TABLE_NAME',
      name: 't.CONSTRAINT_NAME',
      clause: 'c.CHECK_CLAUSE',
      onColumn: '0',
      enforced: 't.ENFORCED',
    },
    schema: 't.TABLE_SCHEMA',
    table: 't.TABLE_NAME',
    where: "t.CONSTRAINT_TYPE = 'CHECK'",
  };
}

export type CheckRow = CatalogRow<Read>;

/** The column that a check declares to be JSON, which MariaDB writes for the type. */
export function jsonColumn(row: CheckRow): string | undefined {
  const name = text(row.name);
  const isJson = Number(row.onColumn) === 1 && text(row.clause) === `json_valid(\`${name.replaceAll('`', '``')}\`)`;
  return isJson ? name : undefined;
}

/** Whether a check of a column bears another name than its column, as MariaDB leaves it where that has been renamed. */
export function isOfFormerName(row: CheckRow, columns: readonly string[]): boolean {
  if (Number(row.onColumn) !== 1) return false;
  return !columns.includes(text(row.name)) || !mentionsName(text(row.clause), text(row.name));
}

/** The checks of columns by the names that their columns have now. */
export function withNamesOfColumns(
  checks: readonly CheckRow[],
  columns: readonly string[],
  words: ReadonlyMap<string, ColumnWords>,
): readonly CheckRow[] {
  const former = new Set(checks.filter((row) => isOfFormerName(row, columns)));
  const taken = new Set(
    checks.flatMap((row) => (Number(row.onColumn) === 1 && !former.has(row) ? [text(row.name)] : [])),
  );
  return checks.map((row) => {
    if (!former.has(row)) return row;
    const owner = columns.find((name) => !taken.has(name) && words.get(name)?.check === text(row.clause));
    if (owner === undefined) return row;
    taken.add(owner);
    return { ...row, name: owner };
  });
}

export function readCheck(row: CheckRow, facts: ServerFacts): CheckConstraint {
  const options = {
    ...(Number(row.onColumn) === 1 ? { onColumn: true } : {}),
    ...(text(row.enforced) === 'NO' ? { notEnforced: true } : {}),
  };
  return {
    kind: 'check',
    name: text(row.name),
    expression: withoutSchema(storedExpression(text(row.clause), facts.flavour), facts),
    ...(Object.keys(options).length === 0 ? {} : { options: { mysql: options } }),
  };
}
