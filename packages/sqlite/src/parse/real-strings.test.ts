import test from 'ava';
import { withRealStrings } from './real-strings.js';

const columns = new Set(['a', 'tags']);

for (const [expression, expected] of [
  [`json_extract(tags, "$.one")`, `json_extract(tags, '$.one')`],
  [`"a" > "b's"`, `"a" > 'b''s'`],
  [`"t"."b" = "a"`, `"t"."b" = "a"`],
  [`a COLLATE "nocase"`, `a COLLATE "nocase"`],
  [`a > 'plain'`, `a > 'plain'`],
] as const) {
  test(`a string in double quotes is one in single quotes, a column stays: ${expression}`, (t) => {
    t.is(withRealStrings(expression, columns), expected);
  });
}
