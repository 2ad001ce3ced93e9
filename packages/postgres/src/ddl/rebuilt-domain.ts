import type { ColumnType, SchemaModel, TableName } from '@aludel/core';
import { sameTable, type RuleOutput } from '@aludel/core/dialect';
import type { PostgresDomain } from '../augment.js';
import { typeText } from '../column-types.js';
import { createDomainTexts } from './domain-text.js';
import { rebuiltTypes, type RebuiltType } from './rebuilt-types.js';
import { needsUsing } from './type-casts.js';
import { commentText, quotedTable } from './writing.js';

/** Whether it takes that the domain is made anew. */
export function isOfOtherType(from: PostgresDomain, to: PostgresDomain): boolean {
  return typeText(from.type) !== typeText(to.type) || from.collation !== to.collation;
}

/**
 * A domain over another type, for which there is no ALTER: it is made anew, with the domains that are made of it, and its
 * columns are moved to it as those are that get the other type.
 */
export function rebuiltDomain(from: PostgresDomain, to: PostgresDomain, before: SchemaModel): readonly RuleOutput[] {
  const over = domainsOver(from, before);
  const cast = needsUsing(from.type, to.type);
  return [
    rebuiltTypes({
      types: [rebuilt(to), ...over.map(rebuilt)],
      ...(cast === 'no' ? {} : { by: cast === 'by text' ? 'text' : typeText(to.type) }),
      what: `type of the domain ${quotedTable(to.name)}`,
      hints,
    }),
    ...[to, ...over].flatMap(({ name, comment }) =>
      comment === undefined ? [] : [commentText(`DOMAIN ${quotedTable(name)}`, comment)],
    ),
  ];
}

function rebuilt(domain: PostgresDomain): RebuiltType {
  return { name: domain.name, made: createDomainTexts(domain) };
}

/** Those first that others are made of. */
function domainsOver(domain: PostgresDomain, { objects }: SchemaModel): readonly PostgresDomain[] {
  const domains = objects.filter((object): object is PostgresDomain => object.kind === 'postgres.domain');
  const direct = domains.filter(({ type }) => isMadeOf(type, domain.name));
  return direct.flatMap((one) => [one, ...domainsOver(one, { tables: [], objects })]);
}

function isMadeOf(type: ColumnType, name: TableName): boolean {
  if (type.kind === 'postgres.array') return isMadeOf(type.element, name);
  return type.kind === 'postgres.named' && sameTable(type.name, name);
}

const hints = {
  misfit: 'Change the rows that hold what the other type cannot (UPDATE), before the domain changes.',
  madeOfIt:
    'Drop the composite types and aggregates that are, before the domain changes, and create them afterwards, in the same migration.',
};
