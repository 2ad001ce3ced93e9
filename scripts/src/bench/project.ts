import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.js';

/** The packages as they are published: `npm run bench` makes them anew each time, right after the build. */
const published = join(root, 'bundle', 'node_modules', '@aludel');

/** The program of a project's `aludel`. */
export const command = join(published, 'core', 'bin', 'aludel.js');

/** A throw-away project. */
export interface BenchProject {
  readonly folder: string;
  readonly migrations: string;
  remove(): void;
}

/** Who imports a project's packages: processes of the `command`, as they are published, or this very process. */
export type PackageUsers = 'command' | 'thisProcess';

/**
 * Gives a project these packages, in place of those that it has. In this process its modules must come by the same copy of
 * the packages as the process does.
 */
export function linkPackages(folder: string, names: readonly string[], users: PackageUsers): void {
  const scope = join(folder, 'node_modules', '@aludel');
  const from = users === 'command' ? published : join(root, 'packages');
  rmSync(scope, { recursive: true, force: true });
  mkdirSync(scope, { recursive: true });
  for (const name of names) symlinkSync(join(from, name), join(scope, name), 'junction');
}

export function makeProject(users: PackageUsers): BenchProject {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-bench-'));
  const migrations = join(folder, 'migrations');
  mkdirSync(migrations);
  linkPackages(folder, ['core', 'sqlite'], users);
  writeFileSync(join(folder, 'package.json'), '{ "name": "bench", "private": true, "type": "module" }\n');
  writeFileSync(
    join(folder, 'aludel.config.ts'),
    `import { defineConfig } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';

export default defineConfig({
  migrations: './migrations',
  databases: { main: sqlite({ filename: 'bench.db' }) },
});
`,
  );
  return { folder, migrations, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Twelve digits, rising. */
export function revisionId(index: number): string {
  return index.toString(16).padStart(12, '0');
}

/** A migration in TypeScript that creates one small table. */
export function oneTableMigration(index: number): string {
  const down = index === 0 ? 'null' : `'${revisionId(index - 1)}'`;
  return migrationText(
    revisionId(index),
    down,
    `op.createTable('table_${index}', {
      id: t.integer().identity().primaryKey(),
      name: t.string(100).notNull(),
      amount: t.decimal(10, 2).default(0),
      created: t.timestamp(),
    });`,
    `op.dropTable('table_${index}');`,
  );
}

export function migrationText(id: string, down: string, upgrade: string, downgrade: string): string {
  return `import { migration, t } from '@aludel/core';

export default migration({
  revision: '${id}',
  downRevision: ${down},
  message: 'Revision ${id}',

  upgrade(op) {
    ${upgrade}
  },

  downgrade(op) {
    ${downgrade}
  },
});
`;
}
