import { readFileSync } from 'node:fs';
process.env.ALUDEL_TEST_URL_POSTGRES_17 = JSON.parse(readFileSync('/tmp/srv/urls.json'))['postgres-17'];
const { freshDatabase } = await import('/work/main/test-matrix/dist/fresh-database.js');
const { targets } = await import('/work/main/test-matrix/dist/targets.js');
const { benchPeers } = await import('/work/main/scripts/dist/bench/autogenerate-peers.js');
const { postgres } = await import('@aludel/postgres');
const target = targets.find((t) => t.name === 'postgres-17');
await benchPeers({ name: 'postgres-17', dialect: 'postgres', fresh: () => freshDatabase(target), open: (url) => postgres({ url }) });
