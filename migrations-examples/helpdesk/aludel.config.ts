import { defineConfig } from '@aludel/core';
import { mysql } from '@aludel/mysql';
import { postgres } from '@aludel/postgres';
import { sqlite } from '@aludel/sqlite';

/** A server of your own: `HELPDESK_URL=postgres://…` or `HELPDESK_URL=mysql://…`, then `--database server`. */
const url = process.env['HELPDESK_URL'];

export default defineConfig({
  migrations: './migrations',
  databases: {
    local: sqlite({ filename: process.env['HELPDESK_DB'] ?? 'helpdesk.db' }),
    pglite: postgres({ pglite: { dataDir: process.env['HELPDESK_PGLITE'] ?? 'helpdesk.pglite' } }),
    ...(url === undefined ? {} : { server: url.startsWith('postgres') ? postgres({ url }) : mysql({ url }) }),
  },
  defaultDatabase: 'local',
});
