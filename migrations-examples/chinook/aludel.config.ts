import { defineConfig } from '@aludel/core';
import { mysql } from '@aludel/mysql';
import { postgres } from '@aludel/postgres';
import { sqlite } from '@aludel/sqlite';

/** The real Chinook gives its keys no names, but for one: that one is named where it is made. */
const nameless = () => undefined;

/** A server of your own: `CHINOOK_URL=postgres://…` or `CHINOOK_URL=mysql://…`, then `--database server`. */
const url = process.env['CHINOOK_URL'];

export default defineConfig({
  migrations: './migrations',
  models: './src/schema.ts',
  databases: {
    main: sqlite({ filename: process.env['CHINOOK_DB'] ?? 'chinook.db' }),
    pglite: postgres({ pglite: { dataDir: process.env['CHINOOK_PGLITE'] ?? 'chinook.pglite' } }),
    ...(url === undefined ? {} : { server: url.startsWith('postgres') ? postgres({ url }) : mysql({ url }) }),
  },
  defaultDatabase: 'main',
  namingConvention: { primaryKey: nameless, unique: nameless, foreignKey: nameless },
});
