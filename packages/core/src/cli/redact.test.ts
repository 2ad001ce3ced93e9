import test from 'ava';
import { keepSecret, redact } from './redact.js';

test('masks the password of an address', (t) => {
  t.is(
    redact('cannot reach postgres://app:hunter22@db.example:5432/shop'),
    'cannot reach postgres://app:***@db.example:5432/shop',
  );
  t.is(redact('mysql://:pw@host/x'), 'mysql://:***@host/x');
});

test('masks a password with characters that an address must not have', (t) => {
  t.is(redact('postgres://app:p@ss/w:rd@db/shop'), 'postgres://app:***@db/shop');
});

test('masks passwords in settings', (t) => {
  t.is(redact('host=db password=hunter22 port=1'), 'host=db password=*** port=1');
  t.is(
    redact("postgres://db/shop?user=a&password=hunter22&ssl=1 pwd = 'x y'"),
    'postgres://db/shop?user=a&password=***&ssl=1 pwd = ***',
  );
});

test('leaves addresses without a password, and other text, as they are', (t) => {
  for (const text of ['https://example.com/a:b', 'postgres://app@db/shop', 'the column password is missing', 'a = b']) {
    t.is(redact(text), text);
  }
});

test('masks a password that it knows wherever it stands, encoded or not', (t) => {
  keepSecret([undefined, 'nothing', 'postgres://app:s%40fe-word@db/shop', 'postgres://app:abc@db/shop']);
  t.is(redact('authentication failed for s@fe-word, s%40fe-word'), 'authentication failed for ***, ***');
  t.is(redact('abc is too short to be masked'), 'abc is too short to be masked');
});
