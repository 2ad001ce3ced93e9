import { displayName, UnsupportedOperationError, type RuleOutput } from '@aludel/core/dialect';
import type { PostgresDomain } from '../augment.js';
import { typeText } from '../column-types.js';
import { collationText, defaultText, inParentheses, quoted, quotedTable } from './writing.js';

type DomainCheck = PostgresDomain['checks'][number];

export function createDomainText(domain: PostgresDomain): string {
  const words = [
    `CREATE DOMAIN ${quotedTable(domain.name)} AS ${typeText(domain.type)}`,
    ...(domain.collation === undefined ? [] : [`COLLATE ${collationText(domain.collation)}`]),
    ...(domain.default === undefined ? [] : [`DEFAULT ${defaultText(domain.default)}`]),
    ...(domain.nullable ? [] : ['NOT NULL']),
    ...domain.checks.map((check) => checkText(check)),
  ];
  return words.join(' ');
}

function checkText({ name, expression }: DomainCheck): string {
  return `${name === undefined ? '' : `CONSTRAINT ${quoted(name)} `}CHECK ${inParentheses(expression)}`;
}

/** Each change is a statement of its own. */
export function alterDomain(from: PostgresDomain, to: PostgresDomain): readonly RuleOutput[] {
  const alter = `ALTER DOMAIN ${quotedTable(to.name)}`;
  if (typeText(from.type) !== typeText(to.type) || from.collation !== to.collation) {
    throw new UnsupportedOperationError(
      'postgres',
      `another type of the domain ${displayName(to.name)}`,
      'it has no ALTER for it.',
      'Create a domain of another name, and change the columns to it.',
    );
  }
  const same = (a: DomainCheck, b: DomainCheck): boolean => a.name === b.name && a.expression === b.expression;
  const gone = from.checks.filter((check) => !to.checks.some((other) => same(check, other)));
  const made = to.checks.filter((check) => !from.checks.some((other) => same(check, other)));
  return [
    ...gone.map(({ name }) => `${alter} DROP CONSTRAINT ${quoted(name ?? `${to.name.name}_check`)}`),
    ...(JSON.stringify(from.default) === JSON.stringify(to.default)
      ? []
      : [to.default === undefined ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${defaultText(to.default)}`]),
    ...(from.nullable === to.nullable ? [] : [`${alter} ${to.nullable ? 'DROP' : 'SET'} NOT NULL`]),
    ...made.map((check) => `${alter} ADD ${checkText(check)}${check.notValid === true ? ' NOT VALID' : ''}`),
  ];
}
