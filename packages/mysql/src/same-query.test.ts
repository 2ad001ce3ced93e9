import test from 'ava';
import { readFlavour } from './flavour.js';
import { comparableQuery } from './same-query.js';

const flavour = readFlavour('9.7.0');
const same = (a: string, b: string): boolean => comparableQuery(a, flavour) === comparableQuery(b, flavour);

test('a query is the same as what the server makes of it', (t) => {
  t.true(
    same(
      `SELECT i.\`Country\` AS \`Land\`, count(DISTINCT i.\`Id\`) AS n, round(sum(l.Price * l.Quantity), 2) total
         FROM Invoice AS i INNER JOIN Line AS l ON l.InvoiceId = i.Id WHERE l.Price > 0 AND i.Country <> 'X' GROUP BY i.Country`,
      'select `i`.`Country` AS `Land`,count(distinct `i`.`Id`) AS `n`,round(sum((`l`.`Price` * `l`.`Quantity`)),2) AS `total` ' +
        "from (`Invoice` `i` join `Line` `l` on((`l`.`InvoiceId` = `i`.`Id`))) where ((`l`.`Price` > 0) and (`i`.`Country` <> 'X')) group by `i`.`Country`",
    ),
  );
  t.true(
    same(
      'select a.x from a join b on a.x = b.x left join c on b.y = c.y order by a.x desc limit 3',
      'select `a`.`x` AS `x` from ((`a` join `b` on((`a`.`x` = `b`.`x`))) left join `c` on((`b`.`y` = `c`.`y`))) order by `a`.`x` desc limit 3',
    ),
  );
  t.true(same('select a.x, b.y z from a join b', 'select `a`.`x` AS `x`,`b`.`y` AS `z` from (`a` join `b`)'));
  t.false(same('select a.x, b.y from a join b', 'select `a`.`x` AS `y`,`b`.`y` AS `x` from (`a` join `b`)'));
});

const base = "select a.x as y from a join b on a.x = b.x where (a.x + 1) * 2 > 4 and a.z = 'K'";
for (const [from, to] of [
  ['(a.x + 1) * 2', 'a.x + 1 * 2'],
  ['select a.x', 'select b.x'],
  ['as y', 'as z'],
  ['join b', 'left join b'],
  ["'K'", "'k'"],
  ['on a.x = b.x', 'on a.x = b.y'],
] as const) {
  test(`${from} is not ${to}`, (t) => t.false(same(base, base.replace(from, to))));
}
