import test from 'ava';
import * as fc from 'fast-check';
import { flavour } from '../flavour.js';
import { normalExpression, readExpression, serverExpression } from './expression.js';
import { quotedName, quotedString, tokenize, unquotedName, unquotedString } from './tokens.js';

const mysql = flavour('mysql', '9.7.4');
const mariadb = flavour('mariadb', '11.8.6');

/** What is written, and what the servers answered when they were asked for it: MySQL, then MariaDB. */
const kept: readonly (readonly [written: string, mysql: string, mariadb: string])[] = [
  ['a>0 or b<1 and c=2', '((`a` > 0) or ((`b` < 1) and (`c` = 2)))', '`a` > 0 or `b` < 1 and `c` = 2'],
  ['(a>0 or b<1) and c=2', '(((`a` > 0) or (`b` < 1)) and (`c` = 2))', '(`a` > 0 or `b` < 1) and `c` = 2'],
  ['not (a>0 and b)', '((`a` <= 0) or (0 = `b`))', '`a` <= 0 or `b` = 0'],
  ['a && b', '((0 <> `a`) and (0 <> `b`))', '`a` <> 0 and `b` <> 0'],
  ['a xor b', '((0 <> `a`) xor (0 <> `b`))', '`a` xor `b`'],
  ['a is not true', '((0 <> `a`) is not true)', '`a` is not true'],
  ['a in (1)', '(`a` = 1)', '`a` = 1'],
  [
    `s not like 'x\\_%' escape '|'`,
    `(not((\`s\` like _utf8mb4'x\\\\_%' escape _utf8mb4'|')))`,
    `\`s\`  not like 'x\\\\_%' escape '|'`,
  ],
  [`s rlike '^a'`, `regexp_like(\`s\`,_utf8mb4'^a')`, `\`s\` regexp '^a'`],
  [`not (s regexp 'x')`, `(not(regexp_like(\`s\`,_utf8mb4'x')))`, `!(\`s\` regexp 'x')`],
  [`s = 'it''s'`, `(\`s\` = _utf8mb4'it\\'s')`, `\`s\` = 'it\\'s'`],
  [`s = "dq"`, `(\`s\` = _utf8mb4'dq')`, `\`s\` = 'dq'`],
  [`LCASE(s) = _latin1'x'`, `(lower(\`s\`) = _latin1'x')`, `lcase(\`s\`) = 'x'`],
  ['LENGTH(s) > 3', '(length(`s`) > 3)', 'octet_length(`s`) > 3'],
  [`position('a' in s) > 0`, `(locate(_utf8mb4'a',\`s\`) > 0)`, `locate('a',\`s\`) > 0`],
  ['a - (b - c) - -1', '((`a` - (`b` - `c`)) - -(1))', '`a` - (`b` - `c`) - -1'],
  ['a mod b', '(`a` % `b`)', '`a` MOD `b`'],
  ['now() + interval 1 day', '(now() + interval 1 day)', 'now() + interval 1 day'],
  ['date_add(d, interval 1 month) > d', '((`d` + interval 1 month) > `d`)', '`d` + interval 1 month > `d`'],
  ['convert(s, char(5))', 'cast(`s` as char(5) charset utf8mb4)', 'cast(`s` as char(5) charset utf8mb4)'],
  ['binary s = 1', '(cast(`s` as char charset binary) = 1)', 'cast(`s` as char charset binary) = 1'],
  ['case when a then b else c end', '(case when `a` then `b` else `c` end)', 'case when `a` then `b` else `c` end'],
  ['extract(year from d) > 2000', '(extract(year from `d`) > 2000)', 'extract(year from `d`) > 2000'],
  ['a between 1 and b+1', '(`a` between 1 and (`b` + 1))', '`a` between 1 and `b` + 1'],
  ['w.a > 1', '(`a` > 1)', '`a` > 1'],
  ['`order` > true', '(`order` > true)', '`order` > 1'],
  ['round(a)', 'round(`a`,0)', 'round(`a`,0)'],
];

for (const [written, inMysql, inMariadb] of kept) {
  test(`foretells how the servers keep ${written}`, (t) => {
    t.is(normalExpression(written, mysql), normalExpression(inMysql, mysql));
    t.is(normalExpression(written, mariadb), normalExpression(inMariadb, mariadb));
    for (const [text, own] of [
      [inMysql, mysql],
      [inMariadb, mariadb],
    ] as const) {
      const normal = normalExpression(text, own);
      t.is(normalExpression(normal, own), normal, 'once is enough');
      t.is(normalExpression(readExpression(text), own), normal);
    }
  });
}

test('writes an expression as a person would', (t) => {
  t.is(
    normalExpression(`((\`price\` > 0) and (\`state\` in (_utf8mb4'new',_utf8mb4'it\\'s')))`, mysql),
    `price > 0 and state in ('new', 'it''s')`,
  );
  t.is(
    normalExpression("json_unquote(json_extract(`j`,_utf8mb4'$.a'))", mysql),
    `json_unquote(json_extract(j, '$.a'))`,
  );
  t.is(normalExpression('(((`a` + `b`)) * `c`)', mysql), '(a + b) * c');
});

test('keeps the quotes of names when reading, so that a new name gets them, too', (t) => {
  t.is(readExpression('((`a` > 0) and (`b c` < 1))'), '`a` > 0 and `b c` < 1');
});

test('takes double quotes for a name only where a column is called so', (t) => {
  const columns = new Set(['two words']);
  t.is(normalExpression('"two words" = "two"', mysql, columns), "`two words` = 'two'");
  t.is(serverExpression('"two words" = "two" /* "two words" */', columns), '`two words` = "two" /* "two words" */');
});

test('leaves what it does not understand as it is', (t) => {
  t.is(normalExpression('exists(select 1   from x)', mysql), 'exists(select 1 from x)');
  t.is(normalExpression('a >', mysql), 'a >');
  t.is(readExpression('(select 1'), '(select 1');
});

test('tokens are the text, and quoting loses nothing', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      t.is(unquotedString(quotedString(value)), value);
      t.is(unquotedName(quotedName(value)), value);
      t.is(
        tokenize(`a = ${quotedString(value)} -- ${value.replaceAll('\n', '')}`)
          .map(({ text }) => text)
          .join(''),
        `a = ${quotedString(value)} -- ${value.replaceAll('\n', '')}`,
      );
    }),
  );
});
