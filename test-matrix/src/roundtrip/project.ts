import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMigrator, type Migrator } from '@aludel/core';
import { dialectPackage } from '../dialect-package.js';
import type { DatabaseOptions } from '../fresh-database.js';
import { scratchFolder } from '../servers/scratch-folder.js';

const packages = fileURLToPath(new URL('../../../packages/', import.meta.url));

/** A project in a folder of its own, for several databases. */
export interface RoundtripProject {
  readonly folder: string;
  readonly migrator: (database: DatabaseOptions) => Migrator;
  /** A file of it. */
  readonly read: (name: string) => string;
  readonly remove: () => void;
}

export function roundtripProject(): RoundtripProject {
  const folder = mkdtempSync(join(scratchFolder(), 'aludel-roundtrip-'));
  mkdirSync(join(folder, 'migrations'));
  mkdirSync(join(folder, 'node_modules', '@aludel'), { recursive: true });
  for (const name of ['core', 'mysql', 'postgres', 'sqlite']) {
    symlinkSync(join(packages, name), join(folder, 'node_modules', '@aludel', name), 'junction');
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(folder, '.oxfmtrc.json'), '{ "printWidth": 120, "singleQuote": true }\n');
  return {
    folder,
    migrator: (database) =>
      createMigrator(
        { migrations: './migrations', models: './schema.ts', databases: { main: dialectPackage(database) } },
        { folder },
      ),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
