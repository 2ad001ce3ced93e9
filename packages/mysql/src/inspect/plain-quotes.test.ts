import test from 'ava';
import { flavour } from '../flavour.js';
import { usualFacts, type Query } from './facts.js';
import { withPlainQuotes } from './plain-quotes.js';

async function sent(kind: 'mysql' | 'mariadb', sqlMode: string): Promise<readonly unknown[]> {
  const calls: (readonly unknown[])[] = [];
  const query: Query = async (...call) => {
    calls.push(call);
    return [];
  };
  const facts = { ...usualFacts(flavour(kind, kind === 'mysql' ? '9.7.4' : '11.8.6')), sqlMode };
  await withPlainQuotes(query, facts)('SELECT ?', ['a']);
  return calls;
}

test('reads expressions of MariaDB without ANSI_QUOTES, under which their names look like texts', async (t) => {
  t.deepEqual(await sent('mariadb', 'REAL_AS_FLOAT,ANSI_QUOTES,ANSI,STRICT_TRANS_TABLES'), [
    ["SET STATEMENT sql_mode = 'REAL_AS_FLOAT,STRICT_TRANS_TABLES' FOR SELECT ?", ['a']],
  ]);
  t.deepEqual(await sent('mariadb', 'STRICT_TRANS_TABLES'), [['SELECT ?', ['a']]]);
  t.deepEqual(await sent('mysql', 'ANSI_QUOTES'), [['SELECT ?', ['a']]]);
});
