import test from 'ava';
import * as fc from 'fast-check';

import { revisionFileName, SLUG_LENGTH, slugOf } from './file-name.js';

test('a file is named by its id and its message', (t) => {
  t.is(revisionFileName('7c1f0a9be2d4', 'Add phone number'), '7c1f0a9be2d4_add_phone_number.ts');
  t.is(revisionFileName('001_initial', 'It\'s "done": a/b\\c', '.mjs'), '001_initial_it_s_done_a_b_c.mjs');
});

test('a file without a message is named by its id alone', (t) => {
  t.is(revisionFileName('abc', ''), 'abc.ts');
  t.is(revisionFileName('abc', ' -- '), 'abc.ts');
});

test('a long message is cut at the end of a word', (t) => {
  t.is(slugOf('Add a phone number column to users and customers'), 'add_a_phone_number_column_to_users_and');
  t.is(slugOf('x'.repeat(60)), 'x'.repeat(40));
  t.is(slugOf('a '.repeat(60)).length, 39);
});

test('letters of any script stay, and no half of a character is left', (t) => {
  t.is(slugOf('Añadir teléfono 電話'), 'añadir_teléfono_電話');
  t.is(slugOf('𝒳'.repeat(30), 5), '𝒳𝒳');
});

test('no message makes a name that leaves the folder, hides the file or is too long', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (message, id) => {
      const slug = slugOf(message);
      t.true(slug.length <= SLUG_LENGTH);
      t.notRegex(slug, /[/\\:\s.\0]/);
      t.notRegex(revisionFileName(id, message), /[/\\:\0]/);
    }),
  );
});
