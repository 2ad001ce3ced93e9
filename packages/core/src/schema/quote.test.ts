import test from 'ava';
import { quote, withQuotedNames } from './quote.js';
import { check, table, view } from './table.js';
import { t as types } from './t.js';

const backticks = (name: string): string => `\`${name}\``;

test('names in checks, defaults and views get the quotes of the database', (t) => {
  const track = table(
    'Track',
    { Ms: types.integer().check(`${quote('Ms')} > 0`, 'ck') },
    { constraints: [check(`${quote('Ms')} < 10 AND 'Ms' <> ''`, { name: 'ck2' })] },
  );
  t.deepEqual(
    withQuotedNames(track, backticks).constraints.flatMap((one) => (one.kind === 'check' ? [one.expression] : [])),
    ['`Ms` > 0', "`Ms` < 10 AND 'Ms' <> ''"],
  );
  const names = view('Names', `SELECT ${quote('a "b" c')} FROM x`);
  t.is((withQuotedNames(names, backticks) as unknown as { definition: string }).definition, 'SELECT `a "b" c` FROM x');
});

test('what holds no such name stays as it is', (t) => {
  const plain = table('users', { id: types.integer().primaryKey(), picture: types.binary() });
  t.is(withQuotedNames(plain, backticks), plain);
});
