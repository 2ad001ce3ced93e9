import type { RuleOutput } from '@aludel/core/dialect';
import type { PostgresEnum } from '../augment.js';
import { rebuiltTypes } from './rebuilt-types.js';
import { commentText, literal, quotedTable } from './writing.js';

/** A type made anew with other values: its columns are moved to it by their text. */
export function rebuiltEnum({ name, values, comment }: PostgresEnum): readonly RuleOutput[] {
  return [
    rebuiltTypes({
      types: [{ name, made: [`CREATE TYPE ${quotedTable(name)} AS ENUM (${values.map(literal).join(', ')})`] }],
      by: 'text',
      what: `values of the type ${quotedTable(name)}`,
      hints,
    }),
    ...(comment === undefined ? [] : [commentText(`TYPE ${quotedTable(name)}`, comment)]),
  ];
}

const hints = {
  misfit:
    'Before a value goes, give the rows that have it another one (UPDATE), and change what names it: defaults, checks, indexes, policies, triggers, views.',
  madeOfIt:
    'Drop the domains, composite types and aggregates that are, before the values change, and create them afterwards, in the same migration.',
};
