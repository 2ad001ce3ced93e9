import test from 'ava';
import { showsAll } from './hidden-schemas.js';

const cases: readonly (readonly [grant: string, shows: boolean])[] = [
  ['GRANT USAGE ON *.* TO `me`@`%`', false],
  ['GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION', true],
  ['GRANT SELECT, INSERT ON `shop`.* TO `me`@`%`', true],
  ['GRANT SELECT ON `shop`.`users` TO `me`@`%`', false],
  ['GRANT SELECT (`id`) ON `shop`.`users` TO `me`@`%`', false],
  ['GRANT ALL PRIVILEGES ON `sh%`.* TO `me`@`%`', true],
  ['GRANT ALL PRIVILEGES ON `s_op`.* TO `me`@`%`', true],
  ['GRANT ALL PRIVILEGES ON `s\\_op`.* TO `me`@`%`', false],
  ['GRANT ALL PRIVILEGES ON `other`.* TO `me`@`%`', false],
  ['GRANT PROCESS, CREATE USER ON *.* TO `me`@`%`', false],
  ['GRANT CREATE ROUTINE, ALTER ROUTINE, EXECUTE ON `shop`.* TO `me`@`%`', false],
  ['GRANT `reader`@`%` TO `me`@`%`', false],
  ["GRANT SELECT ON `shop`.* TO `me`@`%` IDENTIFIED BY PASSWORD '*1'", true],
];

for (const [grant, shows] of cases) {
  test(`${shows ? 'sees' : 'does not see'} all tables by ${grant}`, (t) => t.is(showsAll(grant, 'shop'), shows));
}
