/**
 * `npm run release`: the packages as they are published, bundled, and handed to Lerna. Its arguments go to `lerna publish`:
 * `npm run release -- from-git`. Versions are made before, by `npx lerna version`.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './root.js';

const lerna = createRequire(import.meta.url).resolve('lerna/dist/cli.js');
const steps = [
  [join(root, 'scripts', 'bundle.mjs'), '--publish'],
  [lerna, 'publish', '--contents', 'publish', ...process.argv.slice(2)],
];
for (const step of steps) {
  const { status } = spawnSync(process.execPath, step, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
