import { InvalidDefinitionError } from '@aludel/core/connection';
import test from 'ava';
import { MysqlDialect } from './dialect.js';
import { flavour, isAtLeast, readFlavour } from './flavour.js';
import { InvalidMysqlOptionsError, mysql, type MysqlOptions } from './index.js';

test('says which database it is without the password, however the address is given', (t) => {
  const url = 'mysql://anna:s3cr3t-word@db.example/shop';
  t.is(mysql({ url }).database, 'mysql://anna@db.example:3306/shop');
  t.is(
    mysql({ host: 'db', port: 3307, user: 'anna', password: 's3cr3t-word', database: 'shop' }).database,
    'mysql://anna@db:3307/shop',
  );
  t.is(mysql({ url: '' }).database, 'mysql (no address)');
  t.is(mysql({ url: undefined }).withUrl('mariadb://root@h:1/x').database, 'mysql://root@h:1/x');
});

test('an address that is empty, as of a variable set to nothing, is an error only when something connects', async (t) => {
  await t.throwsAsync(mysql({ url: '' }).connect(), { code: 'INVALID_MYSQL_OPTIONS', message: /a url that is empty/u });
});

test('an address without a database is wrong before anything connects', async (t) => {
  const error = await t.throwsAsync(mysql({ url: 'mysql://anna@127.0.0.1:1/' }).connect());
  t.like(error, { code: 'INVALID_MYSQL_OPTIONS', message: 'mysql://anna@127.0.0.1:1/ names no database.' });
});

const refused: readonly (readonly [unknown, RegExp, RegExp])[] = [
  [{ urll: 'x' }, /no option urll/, /mean url\?/],
  [{ connectionString: 'x' }, /no option connectionString/, /mean url\?/],
  [{ lock_wait_timeout: 3 }, /no option/, /lockWaitTimeout/],
  [{ host: 5 }, /must be a string/, /DATABASE_URL/],
  [{ url: 'mysql://a@h/x', host: 'h' }, /both url and host/, /by url, or by host/],
  [{}, /which database/, /mysql\(\{ url/],
  [{ url: 'postgres://a@h/x' }, /not an address of MySQL/, /mysql:\/\//],
  [{ url: 'mysql://a:%ZZ@h/x' }, /cannot be read/, /%XX/],
  [{ url: 'mysql://a@h/x?sslmode=on' }, /sslmode/, /ssl=true/],
  [{ host: 'h', lockWaitTimeout: 0 }, /lockWaitTimeout/, /seconds/],
  [{ host: 'h', scriptVersion: '5.7' }, /scriptVersion/, /8\.0/],
  [{ host: 'h', scriptFlavour: 'maria' }, /scriptFlavour/, /mariadb/],
  [{ host: 'h', cluster: 'many' }, /cluster/, /single-writer/],
  [{ host: 'h', timezone: "'; drop" }, /timezone/, /offset/],
];

for (const [options, message, hint] of refused) {
  test(`refuses ${JSON.stringify(options)} with a hint`, (t) => {
    const error = t.throws(() => mysql(options as MysqlOptions), { instanceOf: InvalidMysqlOptionsError, message });
    t.regex(String(error?.hint), hint);
  });
}

test('an address that cannot be read is not told again, since it may hold a password', (t) => {
  const error = t.throws(() => mysql({ url: 'mysql://a:s3cr3t%ZZ@h/x' }));
  t.notRegex(`${error?.message} ${String((error as { hint?: string } | undefined)?.hint)}`, /s3cr3t/);
});

test('knows MySQL and MariaDB by what they say of themselves', (t) => {
  for (const [text, kind, version] of [
    ['9.7.4-2', 'mysql', '9.7.4'],
    ['8.0.36-0ubuntu0.22.04.1', 'mysql', '8.0.36'],
    ['10.11.18-MariaDB-0+deb12u1', 'mariadb', '10.11.18'],
    ['5.5.5-10.6.12-MariaDB-log', 'mariadb', '10.6.12'],
  ] as const) {
    const found = readFlavour(text);
    t.deepEqual([found.kind, found.version], [kind, version]);
  }
  t.true(isAtLeast('10.11', '10.6'));
  t.false(isAtLeast('10.6', '10.11'));
  t.true(isAtLeast('8.0', '8.0.0'));
  t.false(flavour('mariadb', '10.6').has.uuid);
});

test('says of a value that is none of SQL how to write it, as plain JavaScript may hand it over', (t) => {
  for (const value of [new Date(0), { a: 1 }]) {
    t.throws(() => new MysqlDialect().literal(value as unknown as Uint8Array), {
      instanceOf: InvalidDefinitionError,
      message: /cannot be written into SQL text/u,
    });
  }
});
