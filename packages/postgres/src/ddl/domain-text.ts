import type { RuleOutput } from '@aludel/core/dialect';
import type { PostgresDomain } from '../augment.js';
import { typeText } from '../column-types.js';
import { collationText, defaultText, inParentheses, quoted, quotedTable } from './writing.js';

type DomainCheck = PostgresDomain['checks'][number];

/** What is not valid can only be added to a domain that is there. */
export function createDomainTexts(domain: PostgresDomain): readonly string[] {
  const words = [
    `CREATE DOMAIN ${quotedTable(domain.name)} AS ${typeText(domain.type)}`,
    ...(domain.collation === undefined ? [] : [`COLLATE ${collationText(domain.collation)}`]),
    ...(domain.default === undefined ? [] : [`DEFAULT ${defaultText(domain.default)}`]),
    ...(domain.nullable ? [] : ['NOT NULL']),
    ...domain.checks.filter(({ notValid }) => notValid !== true).map(checkText),
  ];
  const late = domain.checks.filter(({ notValid }) => notValid === true);
  return [words.join(' '), ...late.map((check) => addCheckText(domain, check))];
}

function checkText({ name, expression }: DomainCheck): string {
  return `${name === undefined ? '' : `CONSTRAINT ${quoted(name)} `}CHECK ${inParentheses(expression)}`;
}

function addCheckText({ name }: PostgresDomain, check: DomainCheck): string {
  return `ALTER DOMAIN ${quotedTable(name)} ADD ${checkText(check)}${check.notValid === true ? ' NOT VALID' : ''}`;
}

/** Each change is a statement of its own. Its type stays. */
export function alterDomain(from: PostgresDomain, to: PostgresDomain): readonly RuleOutput[] {
  const alter = `ALTER DOMAIN ${quotedTable(to.name)}`;
  const same = (a: DomainCheck, b: DomainCheck): boolean => a.name === b.name && a.expression === b.expression;
  // What is valid can be made so that it is not by adding it anew alone.
  const kept = (check: DomainCheck, next: DomainCheck): boolean =>
    same(check, next) && (check.notValid === true || next.notValid !== true);
  const gone = from.checks.filter((check) => !to.checks.some((next) => kept(check, next)));
  const made = to.checks.filter((next) => !from.checks.some((check) => kept(check, next)));
  const validated = to.checks.filter(
    (next) => next.notValid !== true && from.checks.some((check) => check.notValid === true && kept(check, next)),
  );
  return [
    ...gone.map(({ name }) => `${alter} DROP CONSTRAINT ${quoted(name ?? `${to.name.name}_check`)}`),
    ...(JSON.stringify(from.default) === JSON.stringify(to.default)
      ? []
      : [to.default === undefined ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${defaultText(to.default)}`]),
    ...(from.nullable === to.nullable ? [] : [`${alter} ${to.nullable ? 'DROP' : 'SET'} NOT NULL`]),
    ...made.map((check) => addCheckText(to, check)),
    ...validated.map(({ name }) => `${alter} VALIDATE CONSTRAINT ${quoted(name ?? `${to.name.name}_check`)}`),
  ];
}
