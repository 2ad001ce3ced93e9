/** `npm run portable`: writes docs/portable.md anew. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { portablePage } from './portable/page.js';
import { root } from './root.js';

const file = join(root, 'docs', 'portable.md');
writeFileSync(file, await portablePage());
process.stdout.write(`Wrote ${file}.\n`);
