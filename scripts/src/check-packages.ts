import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { root } from './root.js';

const published = ['core', 'mysql', 'postgres', 'sqlite', 'testing'];

/** What publint finds about the packages that are published. */
export async function checkPackages(): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const name of published) {
    const { messages, pkg } = await publint({ pkgDir: join(root, 'packages', name), strict: true });
    for (const message of messages) problems.push(`${name}: ${formatMessage(message, pkg) ?? message.code}`);
  }
  return problems;
}
