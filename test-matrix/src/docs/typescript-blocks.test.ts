import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'ava';
import { codeBlocks, root } from './markdown-blocks.test-support.js';

const require = createRequire(import.meta.url);
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'packages/core/README.md',
  'packages/mysql/README.md',
  'packages/postgres/README.md',
  'packages/sqlite/README.md',
  'packages/testing/README.md',
  'migrations-examples/chinook/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
];

test('every TypeScript block of the documents compiles', (t) => {
  // Within the workspace, so that @aludel/* is found as a user's project finds it.
  const folder = join(root, 'test-matrix', 'dist', 'typescript-blocks');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const blocks = documents.flatMap(codeBlocks).filter((block) => block.language === 'ts');
  t.true(blocks.length >= 5, 'the documents hold examples');
  blocks.forEach((block, index) => {
    writeFileSync(join(folder, `block-${index}.ts`), `// ${block.place}\n${block.text}`);
  });
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../../tsconfig.base.json',
      compilerOptions: { noEmit: true, composite: false, declaration: false, declarationMap: false },
      include: ['*.ts'],
    }),
  );
  const tsc = join(require.resolve('typescript/package.json'), '..', 'bin', 'tsc');
  const run = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  t.is(run.stdout + run.stderr, '', blocks.map((block, index) => `block-${index}: ${block.place}`).join('\n'));
});
