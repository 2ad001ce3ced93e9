import test from 'ava';
import { parseElements, parseExclusion, parseIndexDefinition } from './index-definition.js';

test('reads all that an index can say', (t) => {
  t.deepEqual(
    parseIndexDefinition(
      `CREATE UNIQUE INDEX "using (" ON ONLY shop."on" USING btree (a DESC NULLS LAST, "B c" COLLATE "C" text_pattern_ops, lower((d)::text) COLLATE shop."x y" DESC, ((e + 1)) NULLS FIRST) INCLUDE (f, "G") NULLS NOT DISTINCT WITH (fillfactor='70', deduplicate_items=off) TABLESPACE "Fast one" WHERE ((a > 0) AND ("B c" <> ')'::text))`,
    ),
    {
      method: 'btree',
      elements: [
        { column: 'a', order: 'desc', nulls: 'last' },
        { column: 'B c', collation: 'C', options: { postgres: { operatorClass: 'text_pattern_ops' } } },
        { expression: 'lower((d)::text)', order: 'desc', collation: '"shop"."x y"' },
        { expression: 'e + 1', nulls: 'first' },
      ],
      include: ['f', 'G'],
      nullsNotDistinct: true,
      storage: { fillfactor: 70, deduplicate_items: 'off' },
      tablespace: 'Fast one',
      where: `(a > 0) AND ("B c" <> ')'::text)`,
    },
  );
});

test('reads parameters of operator classes', (t) => {
  t.deepEqual(parseIndexDefinition("CREATE INDEX i ON t USING gist (a gist_trgm_ops (siglen='32'))"), {
    method: 'gist',
    elements: [
      {
        column: 'a',
        options: { postgres: { operatorClass: 'gist_trgm_ops', operatorClassParameters: { siglen: 32 } } },
      },
    ],
  });
});

test('reads exclusion constraints', (t) => {
  t.deepEqual(
    parseExclusion(
      'EXCLUDE USING gist (room WITH =, tstzrange(a, b) WITH &&, c inet_ops WITH OPERATOR(shop.&&)) WHERE ((room > 0)) DEFERRABLE INITIALLY DEFERRED',
    ),
    {
      method: 'gist',
      elements: [
        { column: 'room', operator: '=' },
        { expression: 'tstzrange(a, b)', operator: '&&' },
        { column: 'c', operator: 'OPERATOR(shop.&&)', options: { postgres: { operatorClass: 'inet_ops' } } },
      ],
      where: 'room > 0',
    },
  );
});

test('reads the elements of a partition key', (t) => {
  t.deepEqual(parseElements('(at, lower(kind) COLLATE "C", ((a + b)))'), [
    { column: 'at' },
    { expression: 'lower(kind)', collation: 'C' },
    { expression: 'a + b' },
  ]);
});
