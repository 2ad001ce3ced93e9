import {
  check,
  foreignKey,
  index,
  primaryKey,
  unique,
  type Constraint,
  type ConstraintKind,
  type ReferentialAction,
} from '@aludel/core';

/** Constraints as they are written in `createTable`. */
export const constraintSamples: readonly { readonly source: string; readonly constraint: Constraint }[] = [
  { source: `primaryKey(['a', 'b'])`, constraint: primaryKey(['a', 'b'], { name: 'pk_things' }) },
  { source: `unique(['a', 'b'])`, constraint: unique(['a', 'b'], { name: 'uq_things' }) },
  {
    source: `unique(['a'], { deferrable: 'initially deferred' })`,
    constraint: unique(['a'], { name: 'uq_things', deferrable: 'initially deferred' }),
  },
  { source: `foreignKey(['a'], 'others', ['id'])`, constraint: reference({}) },
  ...(['cascade', 'restrict', 'set null', 'set default'] satisfies readonly ReferentialAction[]).map((onDelete) => ({
    source: `{ onDelete: '${onDelete}' }`,
    constraint: reference({ onDelete }),
  })),
  { source: `{ onUpdate: 'cascade' }`, constraint: reference({ onUpdate: 'cascade' }) },
  { source: `{ deferrable: 'initially deferred' }`, constraint: reference({ deferrable: 'initially deferred' }) },
  { source: `check('a > 0')`, constraint: check('a > 0', { name: 'ck_things' }) },
];

function reference(settings: Parameters<typeof foreignKey>[3]): Constraint {
  return foreignKey(['a'], 'others', ['id'], { name: 'fk_things', ...settings });
}

/** Every portable kind has a sample; asked by a test. */
export const constraintKinds: readonly ConstraintKind[] = ['primaryKey', 'unique', 'foreignKey', 'check'];

export const indexSamples: readonly { readonly source: string; readonly draft: ReturnType<typeof index> }[] = [
  { source: `index(['a', 'b'])`, draft: index(['a', 'b'], { name: 'ix_things' }) },
  { source: `{ unique: true }`, draft: index(['a'], { name: 'ix_things', unique: true }) },
  { source: `{ column: 'a', order: 'desc' }`, draft: index([{ column: 'a', order: 'desc' }], { name: 'ix_things' }) },
  { source: `{ column: 'a', nulls: 'last' }`, draft: index([{ column: 'a', nulls: 'last' }], { name: 'ix_things' }) },
  { source: `{ where: 'a > 0' }`, draft: index(['a'], { name: 'ix_things', where: 'a > 0' }) },
  { source: 'sql`lower(c)`', draft: index([{ expression: 'lower(c)' }], { name: 'ix_things' }) },
];
