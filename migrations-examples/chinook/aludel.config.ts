import { defineConfig } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';

export default defineConfig({
  migrations: './migrations',
  databases: {
    main: sqlite({ filename: process.env['CHINOOK_DB'] ?? 'chinook.db' }),
  },
});
