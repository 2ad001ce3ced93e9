import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelledProject } from './autogenerate.js';
import { usageOfProcess } from './measure.js';
import { command, linkPackages } from './project.js';
import { rawSession } from './raw-session.js';
import type { BenchServer } from './server-bench.js';
import { createTables } from './server-inspect.js';

const tables = 1000;

/** Another tool: what npm installs of it, and the programs that compare models with a database in which nothing is to do. */
interface Peer {
  readonly name: string;
  readonly packages: readonly string[];
  /** Writes what it needs into its folder, and gives what is measured, in order. */
  readonly steps: (url: string, folder: string) => readonly (readonly [what: string, args: readonly string[]])[];
}

const peers: readonly Peer[] = [
  {
    name: 'drizzle-kit',
    packages: ['drizzle-kit', 'drizzle-orm', 'pg'],
    steps(url, folder) {
      writeFileSync(
        join(folder, 'drizzle.config.js'),
        `module.exports = { dialect: 'postgresql', schema: './drizzle/schema.ts', out: './drizzle', dbCredentials: { url: ${JSON.stringify(url)} } };\n`,
      );
      const program = join(folder, 'node_modules', 'drizzle-kit', 'bin.cjs');
      return [
        ['pull', [program, 'pull']],
        ['generate', [program, 'generate']],
      ];
    },
  },
  {
    name: 'TypeORM',
    packages: ['typeorm', 'reflect-metadata', 'pg'],
    steps(url, folder) {
      writeFileSync(join(folder, 'compare.cjs'), typeormText(url));
      return [['schema:log', [join(folder, 'compare.cjs')]]];
    },
  },
  {
    name: 'MikroORM',
    packages: mikroPackages(),
    steps(url, folder) {
      writeFileSync(join(folder, 'compare.mjs'), mikroText(url));
      return [['schema diff', [join(folder, 'compare.mjs')]]];
    },
  },
];

/**
 * The same database, with nothing to do, and the same work by others: CPU seconds of whole processes. Nothing is asserted;
 * what cannot be installed or does not run is told with the reason.
 */
export async function benchPeers(server: BenchServer): Promise<void> {
  process.stdout.write(`  ${server.name}: CPU seconds for nothing to do, ${tables} tables, side by side\n`);
  const database = await server.fresh();
  const raw = await rawSession(server.dialect, database.url);
  try {
    await createTables(raw, tables);
    const project = await modelledProject(server.dialect, server.open(database.url), { url: database.url });
    linkPackages(project.folder, project.packages, 'command');
    try {
      tell('aludel check', usageOfProcess([command, 'check'], project.folder).cpuMs);
      tell(
        'aludel revision --autogenerate',
        usageOfProcess([command, 'revision', '--autogenerate'], project.folder).cpuMs,
      );
    } finally {
      project.remove();
    }
    for (const peer of peers) measure(peer, database.url);
  } finally {
    await raw.close();
    await database.drop();
  }
}

function measure({ name, packages, steps }: Peer, url: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-bench-peer-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "name": "peer", "private": true }\n');
    mkdirSync(join(folder, 'drizzle'));
    const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], {
      cwd: folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      timeout: 180_000,
    });
    if (npm.status !== 0) {
      const reason = npm.stderr.split('\n').find((line) => /npm error|ERR!/u.test(line)) ?? npm.error?.message;
      process.stdout.write(`    ${name}: not measured: it could not be installed: ${reason ?? 'npm failed'}\n`);
      return;
    }
    for (const [what, args] of steps(url, folder)) tell(`${name} ${what}`, usageOfProcess(args, folder).cpuMs);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    process.stdout.write(`    ${name}: not measured: ${text.trim().split('\n').slice(0, 4).join(' ').slice(0, 300)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell(what: string, cpuMs: number): void {
  process.stdout.write(`    ${what.padEnd(40)} ${(cpuMs / 1000).toFixed(2).padStart(7)} s\n`);
}

/** From 7 on it wants Node 22.17. */
function mikroPackages(): readonly string[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const version = major > 22 || (major === 22 && minor >= 17) ? 'latest' : '6.6.16';
  return ['core', 'knex', 'postgresql']
    .map((name) => `@mikro-orm/${name}@${version}`)
    .filter((name) => version !== 'latest' || !name.includes('/knex@'));
}

/** The tables of `createTables` as TypeORM's models. */
function typeormText(url: string): string {
  return `require('reflect-metadata');
const { DataSource, EntitySchema } = require('typeorm');
const entities = Array.from({ length: ${tables} }, (_, i) => new EntitySchema({
  name: 't' + i, tableName: 't' + i,
  columns: {
    id: { type: 'integer', primary: true, primaryKeyConstraintName: 't' + i + '_pkey' },
    parent_id: { type: 'integer', nullable: true },
    amount: { type: 'numeric', precision: 10, scale: 2 },
    ...Object.fromEntries(Array.from({ length: 7 }, (_, c) => ['c' + c, { type: 'varchar', length: 20 + c, default: 'x' + c, nullable: true }])),
  },
  indices: [{ name: 'ix_' + i + '_a', columns: ['c0'] }, { name: 'ix_' + i + '_b', columns: ['parent_id', 'c1'] }],
  foreignKeys: i === 0 ? [] : [{ name: 'fk_' + i, target: 't' + (i - 1), columnNames: ['parent_id'], referencedColumnNames: ['id'] }],
}));
const source = new DataSource({ type: 'postgres', url: ${JSON.stringify(url)}, entities });
source.initialize().then(async () => {
  const log = await source.driver.createSchemaBuilder().log();
  process.stderr.write(log.upQueries.length + ' statements\\n');
  await source.destroy();
});
`;
}

/** The same as MikroORM's. */
function mikroText(url: string): string {
  return `import { EntitySchema, MikroORM } from '@mikro-orm/postgresql';
const entities = [];
for (let i = 0; i < ${tables}; i++) {
  entities.push(new EntitySchema({
    name: 'T' + i, tableName: 't' + i,
    properties: {
      id: { type: 'integer', primary: true, autoincrement: false },
      parent: i === 0
        ? { type: 'integer', fieldName: 'parent_id', nullable: true }
        : { kind: 'm:1', entity: () => entities[i - 1], joinColumn: 'parent_id', foreignKeyName: 'fk_' + i, nullable: true, index: false, updateRule: 'no action', deleteRule: 'no action' },
      amount: { type: 'decimal', precision: 10, scale: 2 },
      ...Object.fromEntries(Array.from({ length: 7 }, (_, c) => ['c' + c, { type: 'string', length: 20 + c, default: 'x' + c, nullable: true }])),
    },
    indexes: [{ name: 'ix_' + i + '_a', properties: ['c0'] }, { name: 'ix_' + i + '_b', properties: ['parent', 'c1'] }],
  }));
}
const orm = await MikroORM.init({ clientUrl: ${JSON.stringify(url)}, entities, discovery: { warnWhenNoEntities: false } });
const sql = await orm.schema.getUpdateSchemaSQL();
process.stderr.write(sql.split('\\n').filter((line) => line !== '').length + ' statements\\n');
await orm.close();
`;
}
