import test from 'ava';
import { generatedName } from './generated-name.js';

test('names are made as the server makes them', (t) => {
  t.is(generatedName('users', 'id', 'seq'), 'users_id_seq');
  t.is(generatedName('users', undefined, 'pkey'), 'users_pkey');
  // As PostgreSQL 17 has called them.
  t.is(generatedName('t'.repeat(40), 'c'.repeat(40), 'seq'), `${'t'.repeat(29)}_${'c'.repeat(29)}_seq`);
  t.is(generatedName('t'.repeat(60), 'id', 'seq'), `${'t'.repeat(56)}_id_seq`);
  t.is(generatedName('名'.repeat(20), 'id', 'seq'), `${'名'.repeat(18)}_id_seq`);
});
