import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as core from '@aludel/core';
import type { Migration } from '@aludel/core';
import {
  createRecordingOp,
  diff,
  plainComparator,
  renderMigration,
  type Operation,
  type OperationKind,
} from '@aludel/core/dialect';
import test from 'ava';
import * as fc from 'fast-check';
// How files are loaded is no one's business but core's; that rendered ones load as it loads them is what law 4 says.
import { ModuleLoader } from '../../core/dist/revisions/module-loader.js';
import {
  arbitraryChange,
  arbitraryPair,
  lawDiff,
  lawRender,
  lawReverse,
  oddNames,
  plainNames,
  show,
  wholeModel,
  type Change,
  type ModelProfile,
} from './index.js';
import { operationMakers } from './operation-makers.js';

const root = resolve(fileURLToPath(import.meta.url), '../../../..');

/** Everything at once: names that are hard to write, and options of a dialect. */
const oddModel: ModelProfile = {
  ...wholeModel,
  names: [...oddNames, ...plainNames],
  tableOptions: [{ vessel: { engine: "it's" } }],
  columnOptions: [{ vessel: { compressed: true, parts: [1, 2] } }, { other: { depth: 3n } }],
  indexOptions: [{ vessel: { method: 'gin', with: {} } }],
};

const plainDiff = (from: Parameters<typeof diff>[0], to: Parameters<typeof diff>[1]): readonly Operation[] =>
  diff(from, to, plainComparator);

for (const [names, profile] of [
  ['plain', wholeModel],
  ['odd', oddModel],
] as const) {
  test(`law 1: applying what the differ found gives the schema that was wanted (${names} names)`, (t) => {
    fc.assert(
      fc.property(arbitraryPair(profile), ({ from, to }) => {
        const wrong = lawDiff(from, to, plainDiff);
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
      }),
      { numRuns: 300, seed: 20, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: true },
    );
    t.pass();
  });

  test(`law 2: what is undone is as it was (${names} names)`, (t) => {
    fc.assert(
      fc.property(arbitraryChange(profile, { most: 15 }), ({ before, operations }) => {
        const wrong = lawReverse(before, operations);
        if (wrong.length > 0) throw new Error(`${wrong.join('\n')}\n${operations.map(show).join('\n')}`);
      }),
      { numRuns: 400, seed: 21, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: true },
    );
    t.pass();
  });

  test(`laws 1 and 2 together: what the differ found can be undone (${names} names)`, (t) => {
    fc.assert(
      fc.property(arbitraryPair(profile), ({ from, to }) => {
        const wrong = lawReverse(from, plainDiff(from, to));
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
      }),
      { numRuns: 200, seed: 22, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: true },
    );
    t.pass();
  });
}

test('the differ finds nothing between a schema and itself with its parts in another order', (t) => {
  fc.assert(
    fc.property(arbitraryPair(oddModel), ({ from }) => {
      const shuffled = {
        objects: from.objects.toReversed(),
        tables: from.tables.toReversed().map((table) => ({
          ...table,
          columns: table.columns.toReversed(),
          constraints: table.constraints.toReversed(),
          indexes: table.indexes.toReversed(),
        })),
      };
      const found = plainDiff(from, shuffled);
      if (found.length > 0) throw new Error(found.map(show).join('\n'));
    }),
    { numRuns: 100, seed: 23, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: true },
  );
  t.pass();
});

/** Many changes a seed, in a few files: what costs time is to start the programs that read them. */
function samples(profile: ModelProfile, count: number, seed: number): readonly Change[] {
  return fc.sample(arbitraryChange(profile, { most: 25, irreversible: true }), { numRuns: count, seed });
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'aludel-laws-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The text of a migration that does what `change` does, after making what it starts from. */
function fileOf(
  { before, operations }: Change,
  number: number,
): { readonly all: readonly Operation[]; readonly text: string } {
  const made = before.tables.map((table): Operation => ({ kind: 'createTable', table }));
  const all = [...made, ...operations];
  const text = renderMigration({
    revision: `rev${number}`,
    downRevision: number === 0 ? null : `rev${number - 1}`,
    message: `it's number ${number}`,
    upgrade: all,
    downgrade: operations.toReversed(),
  });
  return { all, text };
}

test('law 4: a rendered file evaluates to the operations it was rendered from', async (t) => {
  const loader = new ModuleLoader({ provided: { '@aludel/core': () => core }, cache: false });
  const kinds = new Set<OperationKind>();
  await inFolder(async (folder) => {
    for (const [number, change] of [...samples(oddModel, 60, 24), ...samples(wholeModel, 60, 25)].entries()) {
      const { all, text } = fileOf(change, number);
      const file = join(folder, `rev${number}.ts`);
      await writeFile(file, text);
      const loaded = (await loader.load(file))['default'] as Migration;
      const recorded: Operation[] = [];
      const op = createRecordingOp((operation) => recorded.push(operation), core.defaultNamingConvention);
      await loaded.upgrade(op as Parameters<Migration['upgrade']>[0]);
      t.deepEqual(lawRender(all, recorded), [], text);
      for (const { kind } of all) kinds.add(kind);
    }
  });
  t.deepEqual([...kinds].sort(), Object.keys(operationMakers).sort());
});

test('a rendered file is as the formatter would leave it', async (t) => {
  await inFolder(async (folder) => {
    const changes = [...samples(oddModel, 80, 26), ...samples(wholeModel, 80, 27)];
    for (const [number, change] of changes.entries()) {
      await writeFile(join(folder, `rev${number}.ts`), used(fileOf(change, number).text));
    }
    await writeFile(join(folder, '.oxfmtrc.json'), JSON.stringify({ printWidth: 120, singleQuote: true }));
    const oxfmt = join(root, 'node_modules/oxfmt/bin/oxfmt');
    await t.notThrowsAsync(promisify(execFile)(process.execPath, [oxfmt, '--check', '*.ts'], { cwd: folder }));
  });
});

/** A sample to fill in imports what most migrations need, and is not finished before it uses it. */
function used(text: string): string {
  return text.includes('    // op.') ? `${text}void t;\n` : text;
}

test('a rendered file passes the strictest type check', async (t) => {
  await inFolder(async (folder) => {
    for (const [number, change] of samples({ ...wholeModel, names: [...oddNames, ...plainNames] }, 30, 28).entries()) {
      await writeFile(join(folder, `rev${number}.ts`), used(fileOf(change, number).text));
    }
    const sample = renderMigration({ revision: 'a', downRevision: null, upgrade: [] });
    await writeFile(join(folder, 'sample.ts'), used(sample));
    const dist = join(root, 'packages/core/dist');
    await mkdir(join(folder, 'node_modules/@aludel/core'), { recursive: true });
    await writeFile(join(folder, 'node_modules/@aludel/core/index.d.ts'), `export * from '${dist}/index.js';\n`);
    await writeFile(
      join(folder, 'node_modules/@aludel/core/package.json'),
      JSON.stringify({ name: '@aludel/core', type: 'module', exports: { '.': { types: './index.d.ts' } } }),
    );
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      noUnusedLocals: true,
      module: 'nodenext',
      target: 'es2023',
      noEmit: true,
      skipLibCheck: true,
      types: [],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const run = promisify(execFile)(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
    const output = await run.then(
      ({ stdout }) => stdout,
      (error: { readonly stdout: string }) => error.stdout,
    );
    t.is(output, '');
  });
});
