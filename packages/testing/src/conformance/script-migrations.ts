import { index, primaryKey, t } from '@aludel/core';
import type { LiveMigration } from '../live/migrations-folder.js';
import type { Place } from './operation-case.js';
import { oddOf } from './operations/setups.js';

/** A set of migrations with two branches that merge; texts that end statements and comments where they are not read as texts. */
export function handMadeMigrations(place: Place): readonly LiveMigration[] {
  const { q, profile } = place;
  const [odd, word, third] = oddOf(place);
  return [
    {
      revision: 'shop',
      downRevision: null,
      message: "Customers; it's a start -- and",
      upgrade(op) {
        op.createTable(
          'customer',
          {
            id: t.integer().notNull(),
            name: t.string(60).notNull().default("it's; new"),
            note: t.text(),
            sure: t.boolean().notNull().default(true),
            total: t.decimal(10, 2),
            data: t.binary(),
            big: t.bigint(),
          },
          {
            constraints: [primaryKey(['id'], { name: 'pk_customer' })],
            indexes: [index(['name', 'sure'], { name: 'ix_customer' })],
          },
        );
        op.createTable(odd, { [word]: t.integer().primaryKey('pk_odd'), of: t.integer(), [third]: t.string(40) });
        op.createForeignKey('fk_odd', odd, 'customer', ['of'], ['id']);
      },
    },
    {
      revision: 'rows',
      downRevision: 'shop',
      branchLabels: ['data'],
      message: '',
      upgrade(op) {
        op.bulkInsert('customer', [
          {
            id: 1,
            name: "O'Hara; -- no comment",
            note: 'back\\slash\nline',
            total: 1.5,
            data: new Uint8Array([0, 39, 92, 255]),
          },
          { id: 7, name: 'what? ?? $1 :a', note: '/* größe 😀 */', sure: false, big: 9_007_199_254_740_993n },
          { id: 9, name: '', note: null },
        ]);
        op.bulkInsert(odd, [
          { [word]: 1, of: 1, [third]: '"`\'' },
          { [word]: 2, of: null },
        ]);
        op.execute(`UPDATE ${q('customer')} SET ${q('name')} = ? WHERE ${q('id')} = ? /* why? */`, [
          'new\nline; \\ ?',
          9,
        ]);
        op.execute(`DELETE FROM ${q(odd)} WHERE ${q(word)} = 2 -- ; gone?`);
      },
    },
    {
      revision: 'names',
      downRevision: 'shop',
      branchLabels: ['structure'],
      dependsOn: ['rows'],
      upgrade(op) {
        op.alterTable('customer', (table) => {
          table.addColumn('kind', t.string(20).notNull().default("can't; \\"));
          table.alterColumn('name', { type: t.string(80), name: 'full_name' });
          if (profile.checks) table.createCheckConstraint('ck_kind', "kind <> 'x;' OR full_name = '--'");
        });
        op.createIndex('ux_customer', 'customer', ['kind', 'id'], { unique: true });
        op.renameTable(odd, 'plain');
        if (profile.views) op.createView('names', `SELECT ${q('id')}, ${q('full_name')} FROM ${q('customer')}`);
      },
    },
    { revision: 'merged', downRevision: ['rows', 'names'], upgrade: () => undefined },
    {
      revision: 'after',
      downRevision: 'merged',
      upgrade(op) {
        op.alterColumn('plain', third, { nullable: true, default: "it's" });
        op.addColumn('plain', 'later', t.integer().notNull().default(3));
        op.dropIndex('ux_customer', 'customer');
        op.bulkInsert('plain', [{ [word]: 5 }]);
      },
    },
  ];
}
