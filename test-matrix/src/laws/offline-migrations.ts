/** A set of migrations with two branches that merge: by file name. None has a downgrade but where none can be derived. */
export const migrations: Readonly<Record<string, string>> = {
  '01_shop.ts': `
import { migration, sql, t } from '@aludel/core';

export default migration({
  revision: 'shop',
  downRevision: null,
  message: 'Customers and orders; it\\'s a start',
  upgrade(op) {
    op.createTable('customer', {
      id: t.integer().identity().primaryKey(),
      name: t.string(40).notNull().collate('nocase').default("it's; new"),
      "odd -- name": t.text(),
      since: t.timestamp().notNull().default(sql\`CURRENT_TIMESTAMP\`),
      note: t.string(9).notNull().default('n'),
    });
    op.createTable('order', {
      id: t.integer().primaryKey(),
      customer: t.integer().notNull().references('customer', 'id', { onDelete: 'cascade' }),
      total: t.decimal(10, 2).notNull().default(0).check('total >= 0', 'ck_total'),
      twice: t.decimal(10, 2).generatedAs('total * 2', { stored: true }),
    });
    op.execute(\`CREATE TRIGGER "order; made" AFTER INSERT ON "order" BEGIN
      UPDATE customer SET "odd -- name" = 'has; ' || NEW.total WHERE id = NEW.customer;
    END\`, [], { reverse: 'DROP TRIGGER "order; made"' });
  },
});
`,
  '02_rows.ts': `
import { migration } from '@aludel/core';

export default migration({
  revision: 'rows',
  downRevision: 'shop',
  branchLabels: ['data'],
  message: 'Some rows',
  upgrade(op) {
    op.bulkInsert('customer', [
      { id: 1, name: "O'Hara; -- no comment", since: '2024-01-01' },
      { id: 7, name: 'what?', 'odd -- name': null, since: '2024-01-02' },
      { id: 9, name: '/* größe */', since: '2024-01-03' },
    ]);
    op.bulkInsert('order', [{ id: 1, customer: 1, total: 1.5 }, { id: 2, customer: 7 }, { id: 3, customer: 7, total: 9007199254740993n }]);
    op.execute("UPDATE customer SET name = ? || '?' WHERE id = ? -- why?", ['new\\nline', 9]);
    op.execute('DELETE FROM customer WHERE id = 9');
  },
  downgrade(op) {
    op.execute('DELETE FROM customer');
  },
});
`,
  '03_names.ts': `
import { migration, t } from '@aludel/core';

export default migration({
  revision: 'names',
  downRevision: 'shop',
  branchLabels: ['structure'],
  dependsOn: ['rows'],
  upgrade(op) {
    op.alterTable('customer', (table) => {
      table.addColumn('kind', t.enum(['new', "can't"]).notNull().default('new'));
      table.alterColumn('name', { type: t.text(), name: 'full name' });
      table.createCheckConstraint('ck_name', "length(name) > 0 OR 'name' = ''".replaceAll('(name)', '("full name")'));
    });
    op.createIndex('ix_customer', 'customer', ['full name', 'kind'], { unique: true, where: "kind <> 'x'" });
    op.createView('names', 'SELECT id, "full name" FROM customer');
  },
});
`,
  '04_merged.ts': `
import { migration } from '@aludel/core';

export default migration({ revision: 'merged', downRevision: ['rows', 'names'], upgrade() {} });
`,
  '05_rebuild.ts': `
import { migration, t } from '@aludel/core';

export default migration({
  revision: 'rebuild',
  downRevision: 'merged',
  message: 'Rebuilds both tables; orders must stay',
  upgrade(op) {
    op.alterColumn('customer', 'kind', { default: "can't" });
    op.alterColumn('order', 'total', { type: t.double(), nullable: true });
    op.createUniqueConstraint(null, 'order', ['customer', 'id']);
    op.dropConstraint('ck_total', 'order');
    op.renameTable('order', 'orders');
    op.dropColumn('customer', 'note');
  },
});
`,
};
