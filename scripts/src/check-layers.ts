import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { root } from './root.js';

/**
 * The rooms of core and their layers: a room imports from lower layers only; siblings of a layer leave each other alone,
 * but for the pairs that are named here.
 */
const layers: Readonly<Record<string, number>> = {
  errors: -1,
  schema: 0,
  operations: 1,
  graph: 1,
  dialect: 2,
  ddl: 2,
  diff: 2,
  render: 2,
  revisions: 3,
  models: 3,
  autogenerate: 3,
  run: 3,
  commands: 4,
  container: 5,
  environment: 6,
  cli: 7,
};

const siblingsAllowed: readonly string[] = [
  'run revisions', // a run opens migration files and sums their operations
  'models revisions', // users' modules are loaded in one way
  'ddl dialect', // the others of the layer may know the dialect's interfaces
  'diff dialect',
  'render dialect',
];

/** Entry points of a package may import every room. */
const entries = ['index', 'dialect-kit', 'connection-kit', 'graph-kit'];

const databaseNames = /\b(?:postgres|postgresql|mysql|mariadb|sqlite|better-sqlite3)\b/iu;
const longestFile = 400;
const drawerNames = /^(?:utils?|helpers?|common|types|base)$/u;

/** What breaks the house rules, in sentences. */
export function checkLayers(): readonly string[] {
  const core = join(root, 'packages', 'core', 'src');
  return [
    ...sourceFiles(core).flatMap((file) => checkCoreFile(core, file)),
    ...packageFolders().flatMap((folder) => sourceFiles(join(folder, 'src')).flatMap((file) => checkAnyFile(file))),
    ...['mysql', 'postgres', 'sqlite'].flatMap((name) => checkDialectImports(join(root, 'packages', name, 'src'))),
  ];
}

function checkCoreFile(core: string, file: string): readonly string[] {
  if (isTest(file)) return [];
  const problems: string[] = [];
  const text = readFileSync(file, 'utf8');
  const place = relative(root, file);
  const room = roomOf(core, file);
  const named = databaseNames.exec(text);
  if (named !== null)
    problems.push(`${place} names the database ${named[0]}: that belongs into its dialect's package.`);
  if (entries.includes(room)) return problems;
  for (const target of importsOf(text)) {
    if (target === 'inversify' && room !== 'container' && !/import type [^;]*from 'inversify'/u.test(text)) {
      problems.push(`${place} imports inversify: only container/ does.`);
    }
    if (!target.startsWith('.')) continue;
    const other = roomOf(core, resolve(dirname(file), target));
    if (other === room) continue;
    const [own, theirs] = [layers[room], layers[other]];
    if (own === undefined) problems.push(`${place} is in no known room.`);
    else if (theirs === undefined) problems.push(`${place} imports ${target}, which is in no room.`);
    else if (theirs > own) problems.push(`${place} (${room}) imports ${target} (${other}), which is above it.`);
    else if (theirs === own && !siblingsAllowed.includes(`${room} ${other}`)) {
      problems.push(`${place} (${room}) imports ${target} (${other}), a sibling of its layer.`);
    }
  }
  return problems;
}

function checkAnyFile(file: string): readonly string[] {
  const place = relative(root, file);
  const name = file.slice(file.lastIndexOf(sep) + 1).replace(/\..*$/u, '');
  const lines = readFileSync(file, 'utf8').split('\n').length;
  return [
    ...(lines > longestFile ? [`${place} has ${lines} lines: is it still about one thing?`] : []),
    ...(drawerNames.test(name) ? [`${place}: a file is named for what is in it.`] : []),
  ];
}

const dialectMayImport = ['@aludel/core', '@aludel/core/connection', '@aludel/core/dialect'];

/** A dialect knows core by its two entries, and no other dialect. */
function checkDialectImports(source: string): readonly string[] {
  return sourceFiles(source)
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      importsOf(readFileSync(file, 'utf8'))
        .filter((target) => target.startsWith('@aludel/') && !dialectMayImport.includes(target))
        .map((target) => `${relative(root, file)} imports ${target}: a dialect imports core and its driver only.`),
    );
}

function isTest(file: string): boolean {
  return /\.test[.-]/u.test(file);
}

function roomOf(core: string, file: string): string {
  const [first = ''] = relative(core, file).split(sep);
  return first.replace(/\.[jt]s$/u, '');
}

function importsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|\bimport\s+)'([^']+)'/gu), (match) => match[1] ?? '');
}

function packageFolders(): readonly string[] {
  const packages = join(root, 'packages');
  const inner = readdirSync(packages, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...inner.map((entry) => join(packages, entry.name)), join(root, 'scripts'), join(root, 'test-matrix')];
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
