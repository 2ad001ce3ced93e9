/** `npm run bench [NAME …]`: figures against a floor measured in the same run. Nothing here fails a build. */
import { benchApply } from './bench/apply.js';
import { benchAutogenerate } from './bench/autogenerate.js';
import { benchDiffer } from './bench/autogenerate-differ.js';
import { benchPeers } from './bench/autogenerate-peers.js';
import { benchAutogenerateOnSqlite } from './bench/autogenerate-sqlite.js';
import { benchGraphFiles } from './bench/graph-files.js';
import { benchGraphInMemory } from './bench/graph-memory.js';
import { benchRebuild } from './bench/rebuild.js';
import { benchServerApply } from './bench/server-apply.js';
import { onServers, stopServers } from './bench/server-bench.js';
import { benchServerInsert } from './bench/server-insert.js';
import { benchServerInspect } from './bench/server-inspect.js';
import { benchStartup } from './bench/startup.js';

const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  startup: benchStartup,
  'graph-files': benchGraphFiles,
  'graph-memory': benchGraphInMemory,
  apply: benchApply,
  rebuild: benchRebuild,
  'server-apply': () => onServers('1,000 one-table migrations on servers', benchServerApply),
  'server-inspect': () => onServers('Inspecting 5,000 tables on servers', benchServerInspect),
  autogenerate: async () => {
    await benchDiffer();
    await benchAutogenerateOnSqlite();
    await onServers('Autogenerate with nothing to do on servers', async (server) => {
      if (server.name.startsWith('mariadb')) return;
      await benchAutogenerate(server);
      if (server.dialect === 'postgres') await benchPeers(server);
    });
  },
  'server-insert': () => onServers('Inserting 100,000 rows on servers', benchServerInsert),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  try {
    for (const [name, bench] of Object.entries(benches)) {
      if (asked.length === 0 || asked.includes(name)) await bench();
    }
  } finally {
    await stopServers();
  }
}
