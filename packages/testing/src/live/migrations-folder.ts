import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Op } from '@aludel/core';

/** What a migration does. */
export type MigrationCode = (op: Op) => void | Promise<void>;

/** A migration as a test hands it over: code of the test itself runs in it. */
export interface LiveMigration {
  readonly revision: string;
  readonly downRevision: string | null | readonly string[];
  readonly branchLabels?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly message?: string;
  readonly transaction?: boolean;
  readonly upgrade: MigrationCode;
  readonly downgrade?: MigrationCode;
}

const key = Symbol.for('aludel.testing.migrations');

/** Where the files find what they do: they are loaded by core, as files of a user are, and import nothing. */
const known: Map<string, LiveMigration> = ((globalThis as Record<symbol, unknown>)[key] ??= new Map()) as Map<
  string,
  LiveMigration
>;

let written = 0;

/** A folder of migrations in a temporary place; what is in the files is core's business, what they do is the test's. */
export class MigrationsFolder {
  readonly #ids: string[] = [];

  private constructor(readonly path: string) {}

  static async make(): Promise<MigrationsFolder> {
    return new MigrationsFolder(await mkdtemp(join(tmpdir(), 'aludel-testing-')));
  }

  async add(migration: LiveMigration): Promise<void> {
    written += 1;
    const id = `${process.pid}.${written}`;
    this.#ids.push(id);
    known.set(id, migration);
    const {
      revision,
      downRevision,
      branchLabels = [],
      dependsOn = [],
      message = 'A migration',
      transaction,
    } = migration;
    const header = { revision, downRevision, branchLabels, dependsOn, message };
    const text = [
      `const migration = globalThis[Symbol.for('aludel.testing.migrations')].get(${JSON.stringify(id)});`,
      'export default {',
      ...Object.entries(header).map(([field, value]) => `  ${field}: ${JSON.stringify(value)},`),
      ...(transaction === undefined ? [] : [`  transaction: ${String(transaction)},`]),
      '  upgrade: (op) => migration.upgrade(op),',
      ...(migration.downgrade === undefined ? [] : ['  downgrade: (op) => migration.downgrade(op),']),
      '};',
    ];
    await writeFile(join(this.path, `${String(written).padStart(6, '0')}_${revision}.mjs`), `${text.join('\n')}\n`);
  }

  async remove(): Promise<void> {
    for (const id of this.#ids) known.delete(id);
    await rm(this.path, { recursive: true });
  }
}
