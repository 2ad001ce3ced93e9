#!/usr/bin/env node
/**
 * Makes the packages as they are published: what a start of the command needs is one file a package instead of a hundred, each
 * of which costs Node half a millisecond. The source and the tests know nothing of it: they use what `tsc -b` writes, so nobody
 * runs stale code. Plain JavaScript: it is run right after the build.
 *
 * Usage: node scripts/bundle.mjs [FOLDER]   (default: bundle/node_modules/@aludel)
 *        node scripts/bundle.mjs --publish  into a folder `publish` of each package, where Lerna takes it from
 */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What a look, or a run that has nothing to do, imports by and by; with all that these import, it is one file. */
const early = {
  core: [
    'cli/main.js',
    'cli/program.js',
    ...['heads', 'history', 'current', 'upgrade'].flatMap((name) => [`cli/commands/${name}.js`, `commands/${name}.js`]),
    'cli/progress.js',
    'cli/interruption.js',
    'cli/error-report.js',
    'connection-kit.js',
  ],
};
const earlyInDialects = ['index.js', 'connection.js'];

const forLerna = process.argv[2] === '--publish';
const target = forLerna ? undefined : resolve(process.argv[2] ?? join(root, 'bundle', 'node_modules', '@aludel'));
for (const name of readdirSync(join(root, 'packages'))) {
  if (!existsSync(join(root, 'packages', name, 'dist'))) continue;
  const folder = target === undefined ? join(root, 'packages', name, 'publish') : join(target, name);
  rmSync(folder, { recursive: true, force: true });
  await bundle(name, folder);
}

async function bundle(name, folder) {
  const source = join(root, 'packages', name);
  const dist = join(source, 'dist');
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'README.md', 'LICENSE', 'bin']) {
    if (existsSync(join(source, file))) cpSync(join(source, file), join(folder, file), { recursive: true });
  }
  cpSync(dist, join(folder, 'dist'), {
    recursive: true,
    filter: (file) =>
      !/\.test[.-]/u.test(file) && (!/\.[^/\\]+$/u.test(file.slice(dist.length)) || file.endsWith('.d.ts')),
  });
  const beginnings = (early[name] ?? earlyInDialects)
    .map((file) => join(dist, file))
    .filter((file) => existsSync(file));
  const together = importedBy(beginnings);
  const build = await rolldown({
    input: Object.fromEntries(entriesOf(manifest).map((file) => [file.replace(/\.js$/u, ''), join(dist, file)])),
    platform: 'node',
    external: (id) => !/^[./]|^[A-Za-z]:/u.test(id),
    treeshake: false,
    // Most that is imported late belongs to the one file anyway; that is the point.
    checks: { ineffectiveDynamicImport: false },
  });
  await build.write({
    dir: join(folder, 'dist'),
    format: 'esm',
    comments: false,
    // One folder deep, as the sources are: they look for the package's files from there.
    chunkFileNames: 'chunks/[name]-[hash].js',
    codeSplitting: { groups: [{ name: 'start', test: (id) => together.has(id), minSize: 0 }] },
  });
  await build.close();
}

/** The files that the package's `exports` and its program name, from `dist`. */
function entriesOf({ exports, bin }) {
  const files = Object.values(exports).map((entry) => (typeof entry === 'string' ? entry : entry.default));
  if (bin !== undefined) files.push('./dist/cli/main.js');
  return files.filter((file) => file.endsWith('.js')).map((file) => relative('dist', file).replaceAll('\\', '/'));
}

/** Files, and all that they import at their start. */
function importedBy(files) {
  const found = new Set(files);
  for (const file of found) {
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\b.*['"](\.{1,2}\/[^'"]+\.js)['"];$/gmu,
    )) {
      found.add(resolve(dirname(file), specifier));
    }
  }
  return found;
}
