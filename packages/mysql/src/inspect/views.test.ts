import test from 'ava';
import { withoutDatabase } from './views.js';

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
