import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMigrator, type Config, type Migrator } from '@aludel/core';
import type { DialectPackage } from '@aludel/core/dialect';
import type { ExecutionContext } from 'ava';

const packages = fileURLToPath(new URL('../../../packages/', import.meta.url));

/** A project with models, in a folder of its own. */
export interface ModelProject {
  readonly folder: string;
  readonly migrator: Migrator;
  /** Writes the models anew; a migrator made before sees them. */
  readonly model: (text: string) => void;
  /** Writes the migration, runs it, and gives its text; undefined where none was needed. */
  readonly generate: (options?: Parameters<Migrator['autogenerate']>[0]) => Promise<string | undefined>;
}

const head = `import { check, foreignKey, index, primaryKey, sql, t, table, unique, view } from '@aludel/core';\n`;

export function modelProject(
  t: Pick<ExecutionContext, 'teardown'>,
  database: DialectPackage,
  config: Partial<Config> = {},
): ModelProject {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-autogenerate-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'migrations'));
  mkdirSync(join(folder, 'node_modules', '@aludel'), { recursive: true });
  for (const name of ['core', 'mysql', 'postgres', 'sqlite']) {
    symlinkSync(join(packages, name), join(folder, 'node_modules', '@aludel', name), 'junction');
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  const migrator = createMigrator(
    { migrations: './migrations', models: './schema.ts', databases: { main: database }, ...config },
    { folder },
  );
  return {
    folder,
    migrator,
    model: (text) => writeFileSync(join(folder, 'schema.ts'), head + text),
    async generate(options) {
      const { file } = await migrator.autogenerate(options);
      if (file === undefined) return undefined;
      await migrator.upgrade('heads');
      return readFileSync(file.file, 'utf8');
    },
  };
}
