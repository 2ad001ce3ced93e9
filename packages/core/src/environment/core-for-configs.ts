import { createRequire } from 'node:module';
import type { ModuleExports } from '../revisions/typescript-modules.js';
import { defineConfig } from './config.js';

const require = createRequire(import.meta.url);
const light: ModuleExports = { __esModule: true, defineConfig };

/**
 * What a config in TypeScript gets for this package. Nearly all use `defineConfig` alone, and every command loads the config: so
 * the rest is loaded when it is asked for.
 */
export const coreForConfigs: ModuleExports = new Proxy(light, {
  get: (target, name) => (Object.hasOwn(target, name) ? Reflect.get(target, name) : Reflect.get(wholeCore(), name)),
  has: (target, name) => Object.hasOwn(target, name) || Reflect.has(wholeCore(), name),
});

function wholeCore(): object {
  return require('../index.js') as object;
}
