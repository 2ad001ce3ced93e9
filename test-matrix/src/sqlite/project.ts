import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMigrator, type Config, type Migrator } from '@aludel/core';
import { sqlite, type SqliteOptions } from '@aludel/sqlite';
import Driver from 'better-sqlite3';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A folder with migration files, and databases beside it. */
export interface Project {
  readonly folder: string;
  /** Writes a migration file. */
  write(file: string, text: string): Promise<void>;
  /** Path of a database file. */
  database(name: string): string;
  /** A migrator over the folder's files and one of its databases. */
  migrator(name: string, options?: Partial<SqliteOptions>, config?: Partial<Config>): Migrator;
}

/** A folder for as long as `use` takes. */
export async function withProject<T>(use: (project: Project) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'aludel-matrix-'));
  try {
    await mkdir(join(folder, 'migrations'));
    // As in a project of a user, the packages are there.
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
    return await use({
      folder,
      write: (file, text) => writeFile(join(folder, 'migrations', file), text),
      database: (name) => join(folder, `${name}.db`),
      migrator: (name, options, config) =>
        createMigrator(
          {
            migrations: 'migrations',
            databases: { main: sqlite({ filename: join(folder, `${name}.db`), ...options }) },
            ...config,
          },
          { folder },
        ),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Opens a database with the driver alone, as any program would. */
export async function withDriver<T>(file: string, use: (driver: Driver.Database) => T): Promise<T> {
  const driver = new Driver(file);
  try {
    return use(driver);
  } finally {
    driver.close();
  }
}
