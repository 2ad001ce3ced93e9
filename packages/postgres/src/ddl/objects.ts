import type { SchemaModel } from '@aludel/core';
import { displayName, UnsupportedOperationError, type RuleOutput } from '@aludel/core/dialect';
import { typeText } from '../column-types.js';
import {
  alteredObject,
  findPostgresObject,
  getPostgresObject,
  referenceOf,
  shownName,
} from '../operations/object-operations.js';
import type {
  AlterObject,
  CreateObject,
  DropObject,
  ObjectReference,
  PostgresObject,
  RenameObject,
} from '../operations/kinds.js';
import { alterDomain, createDomainTexts } from './domain-text.js';
import { isOfOtherType, rebuiltDomain } from './rebuilt-domain.js';
import { createEnumText, enumValueOutputs } from './enum-outputs.js';
import { alterMaterializedView, createMaterializedView } from './materialized-view.js';
import { alteredSequence, countingChanges, countingWords } from './sequence-text.js';
import { statementsIn } from '../sql-text.js';
import { majorOf, type PostgresTarget } from './target.js';
import { collationText, commentText, inParentheses, literal, quoted, quotedTable } from './writing.js';

/** How an object is called where it is dropped, changed or commented on: `TYPE "mood"`, `POLICY "own" ON "notes"`. */
export function objectWords({ type, name, table, arguments: argumentTypes, identity }: ObjectReference): string {
  switch (type) {
    case 'postgres.definition':
      return identity ?? '';
    case 'postgres.schema':
      return `SCHEMA ${quoted(name.name)}`;
    case 'postgres.extension':
      return `EXTENSION ${quoted(name.name)}`;
    case 'postgres.enum':
    case 'postgres.composite':
      return `TYPE ${quotedTable(name)}`;
    case 'postgres.domain':
      return `DOMAIN ${quotedTable(name)}`;
    case 'postgres.sequence':
      return `SEQUENCE ${quotedTable(name)}`;
    case 'postgres.materializedView':
      return `MATERIALIZED VIEW ${quotedTable(name)}`;
    case 'postgres.policy':
      return `POLICY ${quoted(name.name)} ON ${quotedTable(table ?? name)}`;
    case 'postgres.trigger':
      return `TRIGGER ${quoted(name.name)} ON ${quotedTable(table ?? name)}`;
    default:
      return `ROUTINE ${quotedTable(name)}(${argumentTypes ?? ''})`;
  }
}

export function createObjectOutputs(
  { object, ifNotExists, orReplace, unchecked }: CreateObject,
  before: SchemaModel,
  target: PostgresTarget,
): readonly RuleOutput[] {
  const there = findPostgresObject(before, referenceOf(object));
  if (there !== undefined && ifNotExists === true && orReplace !== true) return [];
  const made = madeOutputs(object, { ifNotExists: ifNotExists === true, orReplace: orReplace === true, there }, target);
  const isSaid = object.kind === 'postgres.enum' || object.kind === 'postgres.materializedView';
  const comment =
    isSaid || object.comment === there?.comment ? [] : [commentText(objectWords(referenceOf(object)), object.comment)];
  if (unchecked !== true) return [...made, ...comment];
  return ['SET check_function_bodies = off', ...made, 'RESET check_function_bodies', ...comment];
}

interface Making {
  readonly ifNotExists: boolean;
  readonly orReplace: boolean;
  readonly there: PostgresObject | undefined;
}

function madeOutputs(object: PostgresObject, making: Making, target: PostgresTarget): readonly RuleOutput[] {
  const guard = making.ifNotExists ? 'IF NOT EXISTS ' : '';
  switch (object.kind) {
    case 'postgres.schema':
      return [`CREATE SCHEMA ${guard}${quoted(object.name.name)}`];
    case 'postgres.extension': {
      const schema = object.schema === undefined ? '' : ` SCHEMA ${quoted(object.schema)}`;
      const version = object.version === undefined ? '' : ` VERSION ${literal(object.version)}`;
      return [`CREATE EXTENSION ${guard}${quoted(object.name.name)}${schema}${version}`];
    }
    case 'postgres.enum':
      return createEnumText(object);
    case 'postgres.domain':
      return createDomainTexts(object);
    case 'postgres.composite': {
      const parts = object.attributes.map(attributeText);
      return [`CREATE TYPE ${quotedTable(object.name)} AS (${parts.join(', ')})`];
    }
    case 'postgres.sequence': {
      const { type, ownedBy } = object;
      const words = [
        ...(type === undefined ? [] : [`AS ${type}`]),
        ...countingWords(object),
        ...(ownedBy === undefined ? [] : [`OWNED BY ${quotedTable(ownedBy.table)}.${quoted(ownedBy.column)}`]),
      ];
      return [[`CREATE SEQUENCE ${guard}${quotedTable(object.name)}`, ...words].join(' ')];
    }
    case 'postgres.materializedView':
      return createMaterializedView(object, guard, target);
    case 'postgres.policy': {
      const { restrictive, command, using, withCheck } = object;
      const words = [
        `CREATE ${objectWords(referenceOf(object))}`,
        ...(restrictive === true ? ['AS RESTRICTIVE'] : []),
        ...(command === undefined ? [] : [`FOR ${command.toUpperCase()}`]),
        ...(object.roles === undefined ? [] : [`TO ${object.roles.map(roleText).join(', ')}`]),
        ...(using === undefined ? [] : [`USING ${inParentheses(using)}`]),
        ...(withCheck === undefined ? [] : [`WITH CHECK ${inParentheses(withCheck)}`]),
      ];
      return [words.join(' ')];
    }
    case 'postgres.definition':
      return statementsIn(object.definition);
    case 'postgres.function':
      return [replacing(object.definition, making.orReplace)];
    default: {
      const { enabled } = object;
      const isOld = making.orReplace && majorOf(target) < 14;
      return [
        ...(isOld && making.there !== undefined ? [`DROP ${objectWords(referenceOf(object))}`] : []),
        replacing(object.definition, making.orReplace && !isOld),
        ...(enabled === undefined && (making.there === undefined || isOld) ? [] : [enabledText(object, enabled)]),
      ];
    }
  }
}

function attributeText({
  name,
  type,
  collation,
}: {
  readonly name: string;
  readonly type: Parameters<typeof typeText>[0];
  readonly collation?: string;
}): string {
  return `${quoted(name)} ${typeText(type)}${collation === undefined ? '' : ` COLLATE ${collationText(collation)}`}`;
}

/** Roles are names, but for the words that stand for one. */
function roleText(role: string): string {
  return /^(?:public|current_user|current_role|session_user)$/iu.test(role) ? role.toUpperCase() : quoted(role);
}

/** The statement with OR REPLACE, where it has none. */
function replacing(definition: string, orReplace: boolean): string {
  const text = definition.trim().replace(/;\s*$/u, '');
  if (!orReplace) return text;
  return text.replace(/^create\s+(?!or\s+replace\b)/iu, 'CREATE OR REPLACE ');
}

function enabledText(
  { name, table }: Extract<PostgresObject, { readonly kind: 'postgres.trigger' }>,
  enabled: 'disabled' | 'replica' | 'always' | undefined,
): string {
  const word = { disabled: 'DISABLE', replica: 'ENABLE REPLICA', always: 'ENABLE ALWAYS', usual: 'ENABLE' }[
    enabled ?? 'usual'
  ];
  return `ALTER TABLE ${quotedTable(table)} ${word} TRIGGER ${quoted(name.name)}`;
}

export function dropObjectText(operation: DropObject, before: SchemaModel): readonly RuleOutput[] {
  const { ifExists, cascade } = operation;
  if (ifExists === true && findPostgresObject(before, operation) === undefined && operation.table !== undefined)
    return [];
  if (operation.type === 'postgres.definition') {
    const words = objectWords(operation);
    const [kind = ''] = /^(?:EVENT TRIGGER|FOREIGN TABLE|TEXT SEARCH [A-Z]+|[A-Z]+)/u.exec(words) ?? [];
    const guard = ifExists === true ? ' IF EXISTS' : '';
    return [`DROP ${kind}${guard}${words.slice(kind.length)}${cascade === true ? ' CASCADE' : ''}`];
  }
  const [word = '', ...rest] = objectWords(operation).split(/ (?=")/u);
  return [
    `DROP ${word} ${ifExists === true ? 'IF EXISTS ' : ''}${rest.join(' ')}${cascade === true ? ' CASCADE' : ''}`,
  ];
}

export function renameObjectText(operation: RenameObject): readonly RuleOutput[] {
  if (operation.to === operation.name.name) return [];
  return [`ALTER ${objectWords(operation)} RENAME TO ${quoted(operation.to)}`];
}

export function alterObjectOutputs(
  operation: AlterObject,
  before: SchemaModel,
  target: PostgresTarget,
): readonly RuleOutput[] {
  const from = getPostgresObject(before, operation);
  const to = alteredObject(from, operation);
  const comment = from.comment === to.comment ? [] : [commentText(objectWords(operation), to.comment)];
  if (from.kind === 'postgres.domain' && to.kind === 'postgres.domain' && isOfOtherType(from, to)) {
    return rebuiltDomain(from, to, before);
  }
  return [...changedOutputs(from, to, operation, target), ...comment];
}

function changedOutputs(
  from: PostgresObject,
  to: PostgresObject,
  operation: AlterObject,
  target: PostgresTarget,
): readonly RuleOutput[] {
  const words = `ALTER ${objectWords(operation)}`;
  if (from.kind === 'postgres.enum' && to.kind === 'postgres.enum') {
    return enumValueOutputs(from, to);
  }
  if (from.kind === 'postgres.domain' && to.kind === 'postgres.domain') return alterDomain(from, to);
  if (from.kind === 'postgres.materializedView' && to.kind === 'postgres.materializedView') {
    return alterMaterializedView(from, to, target);
  }
  if (from.kind === 'postgres.extension' && to.kind === 'postgres.extension') {
    return [
      ...('version' in operation.to
        ? [`${words} UPDATE${to.version === undefined ? '' : ` TO ${literal(to.version)}`}`]
        : []),
      ...(to.schema === from.schema || to.schema === undefined ? [] : [`${words} SET SCHEMA ${quoted(to.schema)}`]),
    ];
  }
  if (from.kind === 'postgres.sequence' && to.kind === 'postgres.sequence') {
    const { ownedBy } = to;
    const changes = [
      ...(from.type === to.type ? [] : [`AS ${to.type ?? 'bigint'}`]),
      ...countingChanges(from, to),
      ...(!('ownedBy' in operation.to)
        ? []
        : [
            ownedBy === undefined
              ? 'OWNED BY NONE'
              : `OWNED BY ${quotedTable(ownedBy.table)}.${quoted(ownedBy.column)}`,
          ]),
    ];
    return changes.length === 0 ? [] : [alteredSequence(to.name, changes, from, to)];
  }
  if (from.kind === 'postgres.composite' && to.kind === 'postgres.composite') {
    const kept = to.attributes.filter(({ name }) => from.attributes.some((other) => other.name === name));
    const changes = [
      ...from.attributes
        .filter(({ name }) => !to.attributes.some((other) => other.name === name))
        .map(({ name }) => `DROP ATTRIBUTE ${quoted(name)}`),
      ...kept.flatMap((attribute) => {
        const former = from.attributes.find(({ name }) => name === attribute.name);
        if (former !== undefined && attributeText(former) === attributeText(attribute)) return [];
        return [`ALTER ATTRIBUTE ${attributeText(attribute).replace(/^("(?:[^"]|"")*") /u, '$1 TYPE ')}`];
      }),
      ...to.attributes
        .filter((attribute) => !kept.includes(attribute))
        .map((attribute) => `ADD ATTRIBUTE ${attributeText(attribute)}`),
    ];
    return changes.length === 0 ? [] : [`${words} ${changes.join(', ')}`];
  }
  if (from.kind === 'postgres.policy' && to.kind === 'postgres.policy') {
    const changes = [
      ...('roles' in operation.to ? [`TO ${(to.roles ?? ['public']).map(roleText).join(', ')}`] : []),
      ...('using' in operation.to && to.using !== undefined ? [`USING ${inParentheses(to.using)}`] : []),
      ...('withCheck' in operation.to && to.withCheck !== undefined
        ? [`WITH CHECK ${inParentheses(to.withCheck)}`]
        : []),
    ];
    return changes.length === 0 ? [] : [`${words} ${changes.join(' ')}`];
  }
  if (from.kind === 'postgres.trigger' && to.kind === 'postgres.trigger') {
    return from.enabled === to.enabled ? [] : [enabledText(to, to.enabled)];
  }
  const others = Object.keys(operation.to).filter((key) => key !== 'comment');
  if (others.length === 0) return [];
  throw new UnsupportedOperationError(
    'postgres',
    `changing ${others.join(', ')} of ${shownName(operation)}`,
    'it has no ALTER for it.',
    `Drop ${displayName(from.name)}, and create it as it shall be.`,
  );
}
