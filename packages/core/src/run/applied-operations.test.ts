import test from 'ava';
import type { Operation } from '../operations/operation.js';
import { OperationRegistry } from '../operations/registry.js';
import { canonicalJson, checksumOf } from '../revisions/checksum.js';
import { emptySchema } from '../schema/model.js';
import { table } from '../schema/table.js';
import { t as type } from '../schema/t.js';
import { AppliedOperations } from './applied-operations.js';

const made = (name: string): Operation => ({ kind: 'createTable', table: table(name, { id: type.integer() }) });
const dropped = (name: string): Operation => ({ kind: 'dropTable', table: { name } });

test('the sum of operations does not depend on when they were carried out', (t) => {
  const [one, two, three] = [made('one'), made('two'), made('three')];
  const applied = new AppliedOperations(new OperationRegistry(), true);
  applied.note({ before: emptySchema, operations: [one, two] });
  applied.note({ before: emptySchema, operations: [three] });
  t.is(applied.checksum(), checksumOf([one, two, three]));
});

test('a migration without operations has the sum of none', (t) => {
  const applied = new AppliedOperations(new OperationRegistry(), true);
  t.is(applied.downgrade(), '[]');
  t.is(applied.checksum(), checksumOf([]));
});

test('what undoes them goes backwards', (t) => {
  const applied = new AppliedOperations(new OperationRegistry(), true);
  applied.note({ before: emptySchema, operations: [made('one'), made('two')] });
  applied.note({ before: emptySchema, operations: [made('three')] });
  t.is(applied.downgrade(), canonicalJson([dropped('three'), dropped('two'), dropped('one')]));
});

test('where one of them cannot be undone nothing is said to undo the migration', (t) => {
  const applied = new AppliedOperations(new OperationRegistry(), true);
  applied.note({ before: emptySchema, operations: [made('one')] });
  applied.note({ before: emptySchema, operations: [{ kind: 'execute', sql: 'DELETE FROM one' }] });
  applied.note({ before: emptySchema, operations: [made('two')] });
  t.is(applied.downgrade(), null);
});
