import test from 'ava';

import { newRevisionId } from './revision-id.js';

test('ids are 12 hexadecimal digits and differ', (t) => {
  const ids = Array.from({ length: 1000 }, () => newRevisionId());
  for (const id of ids) t.regex(id, /^[0-9a-f]{12}$/);
  t.is(new Set(ids).size, ids.length);
});
