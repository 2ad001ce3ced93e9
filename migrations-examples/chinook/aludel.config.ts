import { defineConfig } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';

/** The real Chinook gives its keys no names, but for one: that one is named where it is made. */
const nameless = () => undefined;

export default defineConfig({
  migrations: './migrations',
  databases: {
    main: sqlite({ filename: process.env['CHINOOK_DB'] ?? 'chinook.db' }),
  },
  namingConvention: { primaryKey: nameless, unique: nameless, foreignKey: nameless },
});
