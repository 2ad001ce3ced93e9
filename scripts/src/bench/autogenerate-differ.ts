import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { foreignKey, index, t, table, type SchemaModel, type Table } from '@aludel/core';
import { diff, plainComparator } from '@aludel/core/dialect';
import { medianBy, printRatio } from './measure.js';

const [few, many] = [500, 5000];
const rounds = 9;

/** The differ alone, with nothing and with something in every table to find: ten times the tables. */
export async function benchDiffer(): Promise<void> {
  process.stdout.write('The differ alone, 500 and 5,000 tables\n');
  for (const [what, change] of [
    ['nothing to find', (model: SchemaModel) => model],
    ['a column more in each table', withOneMore],
    ['all tables new', () => ({ tables: [], objects: [] })],
  ] as const) {
    // As much work on both sides, and models that are there already: making them is not the differ's.
    const pairsOf = (count: number): readonly Pair[] =>
      Array.from({ length: many / count }, () => ({ from: change(modelOf(count)), to: modelOf(count) }));
    const [smallPairs, largePairs] = [pairsOf(few), pairsOf(many)];
    await tidy();
    const times = Array.from({ length: rounds }, () => ({
      small: (time(smallPairs) * few) / many,
      large: time(largePairs),
    }));
    const { small, large } = medianBy(times, (one) => one.large / one.small);
    printRatio(`differ: ${what}`, large, small, 12, 'ms');
  }
}

interface Pair {
  readonly from: SchemaModel;
  readonly to: SchemaModel;
}

function time(pairs: readonly Pair[]): number {
  const started = performance.now();
  for (const { from, to } of pairs) diff(from, to, plainComparator);
  return performance.now() - started;
}

/** What making the models left behind is not the differ's: it is collected first, by V8's own threads, too. */
async function tidy(): Promise<void> {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  await setTimeout(10);
}

function withOneMore({ tables, objects }: SchemaModel): SchemaModel {
  return { objects, tables: tables.map((one): Table => ({ ...one, columns: one.columns.slice(0, -1) })) };
}

function modelOf(count: number): SchemaModel {
  return { objects: [], tables: Array.from({ length: count }, (_, number) => tableOf(number)) };
}

function tableOf(number: number): Table {
  const columns = Object.fromEntries(
    Array.from({ length: 7 }, (_, at) => [`c${at}`, t.string(20 + at).default(`x${at}`)]),
  );
  return table(
    `t${number}`,
    { id: t.integer().primaryKey(), parent_id: t.integer(), amount: t.decimal(10, 2).notNull(), ...columns },
    {
      constraints: [foreignKey(['parent_id'], `t${Math.max(0, number - 1)}`, ['id'], { name: `fk_${number}` })],
      indexes: [index(['c0'], { name: `ix_${number}_a` }), index(['parent_id', 'c1'], { name: `ix_${number}_b` })],
    },
  );
}
