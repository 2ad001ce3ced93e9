import test from 'ava';
import type { ColumnType } from '@aludel/core';
import { needsUsing } from './type-casts.js';

test('a type goes to another by the cast that there is, and else by way of its text', (t) => {
  const moment: ColumnType = { kind: 'timestamp', withTimeZone: true };
  t.is(needsUsing({ kind: 'integer' }, { kind: 'bigint' }), 'no');
  t.is(needsUsing(moment, { kind: 'date' }), 'no');
  t.is(needsUsing({ kind: 'uuid' }, { kind: 'text' }), 'no');
  t.is(needsUsing({ kind: 'integer' }, { kind: 'boolean' }), 'cast');
  t.is(needsUsing({ kind: 'text' }, { kind: 'json' }), 'cast');
  t.is(needsUsing({ kind: 'json' }, moment), 'by text');
  t.is(
    needsUsing({ kind: 'postgres.named', name: { name: 'mood' } }, { kind: 'postgres.named', name: { name: 'state' } }),
    'by text',
  );
  t.is(needsUsing({ kind: 'smallint' }, { kind: 'boolean' }), 'by text');
  t.is(needsUsing({ kind: 'uuid' }, { kind: 'binary' }), 'by text');
  t.is(needsUsing({ kind: 'native', sql: 'box' }, { kind: 'json' }), 'cast');
});

test('a range goes to one over another type by way of its text, and a shape to another shape by its cast', (t) => {
  t.is(
    needsUsing({ kind: 'postgres.builtin', name: 'tsrange' }, { kind: 'postgres.builtin', name: 'tstzrange' }),
    'by text',
  );
  t.is(
    needsUsing({ kind: 'postgres.builtin', name: 'int4range' }, { kind: 'postgres.builtin', name: 'int4multirange' }),
    'cast',
  );
  t.is(needsUsing({ kind: 'postgres.builtin', name: 'box' }, { kind: 'postgres.builtin', name: 'circle' }), 'cast');
  t.is(needsUsing({ kind: 'postgres.builtin', name: 'inet' }, { kind: 'postgres.builtin', name: 'inet' }), 'no');
});
