import type { Constraint, Index, SchemaModel, Table } from '@aludel/core';
import {
  changeTable,
  findConstraint,
  findTable,
  getIndex,
  getTable,
  type Operation,
  type OperationRegistry,
} from '@aludel/core/dialect';
import { isDeepStrictEqual } from 'node:util';
import { addColumn } from './alter-add-column.js';
import { alterColumn, restateColumn } from './alter-column.js';
import { dropColumn } from './alter-drop-column.js';
import {
  constraintPart,
  dropConstraintClause,
  hiddenIndexClauses,
  keptIndexClauses,
  withSettings,
  type AlterContext,
  type Asked,
} from './alter-parts.js';
import { part, type AlterStep } from './alter-step.js';
import { nullMomentGuards } from './null-moments.js';
import { withNames } from '../server-names.js';
import { constraintText } from './constraint-text.js';
import { indexText } from './index-text.js';
import { addIndexCost, addConstraintCost, catalogCost, dropConstraintCost } from './costs.js';
import type { MysqlTarget } from './target.js';
import { literal, quoted } from './writing.js';

/** The changes of one table that an operation is, in order: each could be a statement of its own; `undefined` for other operations. */
export function alterSteps(
  operation: Operation,
  model: SchemaModel,
  registry: OperationRegistry,
  target: MysqlTarget,
): readonly AlterStep[] | undefined {
  if (!isAlter(operation)) return undefined;
  const found = findTable(model, operation.table);
  // Whatever it is, there is nothing to change where the table is not there: `ifExists` has been looked at.
  if (found === undefined) return [];
  // Constraints that were made without a name have the server's by now.
  const before = withNames(found, target.flavour);
  const named = before === found ? model : changeTable(model, operation.table, () => before);
  const after = getTable(registry.apply(named, operation), operation.table);
  // An operation that changes nothing: ifExists, ifNotExists.
  if (after === before) return [];
  const context: AlterContext = { before, after, model, target };
  const [first, ...rest] = stepsOf(operation, context);
  if (first === undefined) return [];
  const guards = nullMomentGuards(operation, context);
  return guards.length === 0 ? [first, ...rest] : [{ ...first, guards: [...(first.guards ?? []), ...guards] }, ...rest];
}

type Alter = Extract<
  Operation,
  {
    readonly kind:
      | 'addColumn'
      | 'dropColumn'
      | 'alterColumn'
      | 'createIndex'
      | 'dropIndex'
      | 'renameIndex'
      | 'createPrimaryKey'
      | 'createUniqueConstraint'
      | 'createForeignKey'
      | 'createCheckConstraint'
      | 'dropConstraint'
      | 'renameConstraint'
      | 'createTableComment'
      | 'dropTableComment';
  }
>;

const alterKinds: ReadonlySet<string> = new Set<Alter['kind']>([
  'addColumn',
  'dropColumn',
  'alterColumn',
  'createIndex',
  'dropIndex',
  'renameIndex',
  'createPrimaryKey',
  'createUniqueConstraint',
  'createForeignKey',
  'createCheckConstraint',
  'dropConstraint',
  'renameConstraint',
  'createTableComment',
  'dropTableComment',
]);

export function isAlter(operation: Operation): operation is Alter {
  return alterKinds.has(operation.kind);
}

function stepsOf(operation: Alter, context: AlterContext): readonly AlterStep[] {
  const { before, after, target } = context;
  switch (operation.kind) {
    case 'addColumn':
      return addColumn(operation, context);
    case 'dropColumn':
      return dropColumn(operation, context);
    case 'alterColumn':
      return alterColumn(operation, context);
    case 'createIndex':
      return addIndexSteps(operation.index, context);
    case 'createPrimaryKey':
    case 'createUniqueConstraint':
    case 'createForeignKey':
    case 'createCheckConstraint':
      return [addConstraintStep(operation.constraint, context)];
    case 'dropIndex':
      return dropIndexSteps(operation.name, context, operation.options?.mysql);
    case 'dropConstraint': {
      const dropped = goneConstraint(before, after);
      if (dropped !== undefined) return dropConstraintSteps(dropped, context, operation.options?.mysql);
      const index = before.indexes.find((one) => !after.indexes.includes(one));
      return index === undefined ? [] : dropIndexSteps(index.name, context, operation.options?.mysql);
    }
    case 'renameIndex':
      return [renameKeyStep(operation.name, operation.to, target, operation.options?.mysql)];
    case 'renameConstraint':
      return renameConstraintSteps(operation, context);
    case 'createTableComment':
      return [commentStep(operation.comment, target)];
    default:
      return [commentStep('', target)];
  }
}

function addIndexSteps(index: Index, context: AlterContext): readonly AlterStep[] {
  const { target, before, after } = context;
  // Of its name there can be the index of a foreign key, which makes room for it.
  const former = before.indexes.find(({ name }) => name.toLowerCase() === index.name.toLowerCase());
  const own = former === undefined ? [index.name] : [index.name, former.name];
  const hidden = hiddenIndexClauses(context, own);
  if (former !== undefined && isDeepStrictEqual(former, getIndex(after, index.name)) && hidden.clauses.length === 0)
    return [];
  const kept = keptIndexClauses(
    context,
    index.columns.flatMap((element) => ('column' in element ? [element.column] : [''])),
  );
  return [
    withSettings(
      {
        clauses: [
          ...(former === undefined ? [] : [`DROP KEY ${quoted(former.name)}`]),
          `ADD ${indexText(index, after, target)}`,
          ...hidden.clauses,
          ...kept.clauses,
        ],
        cost: addIndexCost(index),
        needs: [part('key', index.name), ...hidden.parts, ...kept.parts],
        changes: [part('key', index.name), ...hidden.parts, ...kept.parts],
      },
      index.options?.mysql,
    ),
  ];
}

function addConstraintStep(constraint: Constraint, context: AlterContext): AlterStep {
  const { target, after, before } = context;
  // The references have been filled in where they were left open.
  const added = after.constraints.find((one) => !before.constraints.includes(one)) ?? constraint;
  const key = constraintPart(added);
  const hidden = hiddenIndexClauses(context, []);
  const kept = keptIndexClauses(context, added.kind === 'check' ? [] : added.columns);
  return withSettings(
    {
      clauses: [...hidden.clauses, `ADD ${constraintText(added, before, target)}`, ...kept.clauses],
      cost: addConstraintCost(constraint),
      needs: [key, ...hidden.parts, ...kept.parts],
      changes: [key, ...hidden.parts, ...kept.parts],
    },
    constraint.options?.mysql,
  );
}

function dropIndexSteps(name: string, context: AlterContext, settings: Asked | undefined): readonly AlterStep[] {
  const { target, before, after } = context;
  // A foreign key that is left without one has made another, which can be of the same name.
  const again = after.indexes.filter((index) => index.name.toLowerCase() === name.toLowerCase());
  const former = before.indexes.find((index) => index.name === name);
  const hidden = hiddenIndexClauses(context, [name, ...again.map((index) => index.name)]);
  if (again.some((index) => isDeepStrictEqual(index, former)) && hidden.clauses.length === 0) return [];
  const own = part('key', name);
  const added = [...again.map((index) => `ADD ${indexText(index, after, target)}`), ...hidden.clauses];
  return [
    withSettings(
      {
        clauses: [`DROP KEY ${quoted(name)}`, ...added],
        cost: added.length > 0 ? 'inplace' : catalogCost(target, 'dropIndex'),
        needs: [own, ...hidden.parts],
        changes: [...(again.length > 0 ? [own] : []), ...hidden.parts],
      },
      settings,
    ),
  ];
}

function dropConstraintSteps(
  constraint: Constraint,
  context: AlterContext,
  settings: Asked | undefined,
): readonly AlterStep[] {
  const { before, after, target } = context;
  const clause = dropConstraintClause(constraint, before, target);
  if (clause === undefined) {
    // Written on its column: it goes when the column is written without it.
    return [restateColumn(constraint.name ?? '', context, settings)];
  }
  const key = constraintPart(constraint);
  const hidden = hiddenIndexClauses(context, []);
  return [
    withSettings(
      {
        clauses: [clause, ...hidden.clauses],
        cost: hidden.clauses.length > 0 ? 'inplace' : dropConstraintCost(constraint, target),
        needs: [key, ...hidden.parts],
        // A key can be dropped and added in one statement, a constraint of the same name cannot.
        changes: [...(key.startsWith('key') ? [] : [key]), ...hidden.parts],
        ...(constraint.kind === 'primaryKey' && isNumbered(after) ? { wantsNext: true } : {}),
      },
      settings,
    ),
  ];
}

/** An index is renamed; foreign keys and checks have no such thing: they are dropped and made anew. */
function renameConstraintSteps(
  { name, to, options }: Extract<Alter, { kind: 'renameConstraint' }>,
  context: AlterContext,
): readonly AlterStep[] {
  const { before, after, target } = context;
  if (name === to) return [];
  const settings = options?.mysql;
  const index = before.indexes.find((one) => one.name === name);
  const constraint = findConstraint(before, { name });
  if (constraint === undefined || constraint.kind === 'unique') {
    return index === undefined && constraint === undefined ? [] : [renameKeyStep(name, to, target, settings)];
  }
  const clause = dropConstraintClause(constraint, before, target);
  if (constraint.kind === 'primaryKey' || clause === undefined) return [];
  const kept = keptIndexClauses(context, constraint.kind === 'foreignKey' ? constraint.columns : []);
  const parts = [part('constraint', name), part('constraint', to), ...kept.parts];
  return [
    withSettings(
      {
        clauses: [clause, `ADD ${constraintText({ ...constraint, name: to }, after, target)}`, ...kept.clauses],
        cost: 'copy',
        needs: parts,
        changes: parts,
      },
      settings,
    ),
  ];
}

function renameKeyStep(name: string, to: string, target: MysqlTarget, settings: Asked | undefined): AlterStep {
  const parts = [part('key', name), part('key', to)];
  return withSettings(
    {
      clauses: [`RENAME KEY ${quoted(name)} TO ${quoted(to)}`],
      cost: catalogCost(target, 'renameIndex'),
      needs: parts,
      changes: parts,
    },
    settings,
  );
}

function commentStep(comment: string, target: MysqlTarget): AlterStep {
  return {
    clauses: [`COMMENT = ${literal(comment)}`],
    cost: catalogCost(target, 'comment'),
    needs: ['comment'],
    changes: ['comment'],
  };
}

function goneConstraint(before: Table, after: Table): Constraint | undefined {
  return before.constraints.find((constraint) => !after.constraints.includes(constraint));
}

function isNumbered({ columns }: Table): boolean {
  return columns.some(({ identity }) => identity !== undefined);
}
