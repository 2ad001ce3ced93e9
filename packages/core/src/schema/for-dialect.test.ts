import test from 'ava';
import { forDialect } from './for-dialect.js';
import { table } from './table.js';
import { t as type } from './t.js';

test('a column on a dialect has the type, options, collation and default that were said for it there', (t) => {
  const builder = type
    .string(20)
    .default('new')
    .collate('general')
    .on('one', type.text())
    .on(['two', 'three'], type.char(3).collate('own').default('old').notNull())
    .comment('stays');
  const of = (dialect: string) => forDialect({ name: 'c', ...builder.parts.column }, dialect);
  const common = { name: 'c', comment: 'stays' };
  const asWritten = { nullable: true, default: { kind: 'literal', value: 'new' }, collation: 'general' } as const;
  t.deepEqual(of('other'), { ...common, ...asWritten, type: { kind: 'string', length: 20 } });
  t.deepEqual(of('one'), { ...common, ...asWritten, type: { kind: 'text' } });
  for (const dialect of ['two', 'three']) {
    t.deepEqual(of(dialect), {
      ...common,
      nullable: false,
      default: { kind: 'literal', value: 'old' },
      collation: 'own',
      type: { kind: 'char', length: 3 },
    });
  }
  t.false('variants' in of('constructor'));
});

test('options of a dialect join those of the column', (t) => {
  const options = (one: number): object => ({ [`key${one}`]: one });
  const builder = type
    .text()
    .options(options(1))
    .on('one', type.text().options(options(2)));
  t.deepEqual(forDialect({ name: 'c', ...builder.parts.column }, 'one').options, { key1: 1, key2: 2 });
});

test('a table without variants stays the same object, and no variant is left in one that has some', (t) => {
  const plain = table('a', { id: type.integer().primaryKey() });
  t.is(forDialect(plain, 'one'), plain);
  const resolved = forDialect(table('a', { id: type.integer().on('one', { kind: 'bigint' }).primaryKey() }), 'one');
  t.deepEqual(resolved.columns, [{ name: 'id', type: { kind: 'bigint' }, nullable: false }]);
});

test('a column on a dialect takes no constraints, indexes or dialects of its own', (t) => {
  for (const given of [type.text().unique(), type.text().index(), type.text().on('two', type.date())]) {
    t.throws(() => type.string().on('one', given), { code: 'INVALID_DEFINITION' });
  }
});
