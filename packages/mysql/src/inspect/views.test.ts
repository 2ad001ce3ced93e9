import test from 'ava';
import { selected, withoutDatabase } from './views.js';

test('takes the name of the own database out of a query', (t) => {
  t.is(
    withoutDatabase(
      "select `db`.`c`.`id` AS `id`,'`db`.`x`' AS `s`,`db`.`fn`(1) AS `f` from (`db`.`c` join `other`.`d` on((`db`.`c`.`id` = `other`.`d`.`id`)))",
      'db',
    ),
    "select `c`.`id` AS `id`,'`db`.`x`' AS `s`,`fn`(1) AS `f` from (`c` join `other`.`d` on((`c`.`id` = `other`.`d`.`id`)))",
  );
});

test('leaves a table or an alias that is called as the database', (t) => {
  t.is(
    withoutDatabase('select `shop`.`shop`.`id` AS `id` from `shop`.`shop`', 'shop'),
    'select `shop`.`id` AS `id` from `shop`',
  );
  t.is(
    withoutDatabase('select `shop`.`id` AS `id` from `shop`.`items` `shop`', 'shop'),
    'select `shop`.`id` AS `id` from `items` `shop`',
  );
});

test('knows the names of the columns of whatever query', (t) => {
  t.deepEqual(selected('select `a`.`x` AS `x`,(select 1 AS `n` from `b`) AS `it, is`'), ['x', 'it, is']);
  t.deepEqual(selected('(select 1 AS `a` intersect select 2 AS `2`) except select 3 AS `3` limit 3'), ['a']);
  t.deepEqual(selected('((select 1 AS `from`,2 AS `b`)) limit 1'), ['from', 'b']);
  t.deepEqual(selected('with `t` (`n`) as (select 1 AS `1`) select `t`.`n` AS `m` from `t`'), ['m']);
  t.deepEqual(selected("select distinct 'x' AS `c` where 1 = 1"), ['c']);
});
