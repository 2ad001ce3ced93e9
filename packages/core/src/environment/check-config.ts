import type { AutogenerateSettings } from '../autogenerate/settings.js';
import type { DialectPackage } from '../container/dialect-module.js';
import { nearestName } from '../schema/near-names.js';
import type { Config } from './config.js';
import { ConfigInvalidError } from './errors.js';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const operationFunctions = ['touches', 'apply', 'reverse', 'toCall', 'describe'] as const;

const isOperationType: Check = (value) =>
  isRecord(value) && isText(value['kind']) && operationFunctions.every((name) => typeof value[name] === 'function');

const isFunction: Check = (value) => typeof value === 'function';
const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const areNames = isListOf((value) => typeof value === 'string');

const autogenerateFields: { readonly [K in keyof AutogenerateSettings]-?: Check } = {
  include: areNames,
  exclude: areNames,
  schemas: areNames,
  filter: isFunction,
  compare: isFunction,
  rewrites: isListOf(isFunction),
  render: isFunction,
  template: (value) => isText(value) || isFunction(value),
  postWrite: isListOf(
    (value) =>
      isFunction(value) ||
      (isRecord(value) && isText(value['command']) && (value['args'] === undefined || areNames(value['args']))),
  ),
};

/** Each field, what it must be in words, and whether a value is that. */
const fields: { readonly [K in keyof Config]-?: readonly [words: string, check: Check] } = {
  migrations: ['the path of a folder', isText],
  recursive: ['true or false', (value) => typeof value === 'boolean'],
  databases: ['an object of databases by name, such as { main: mydialect({ … }) }', isRecord],
  defaultDatabase: ['the name of one of the databases', isText],
  versionTable: ['a name, or { schema, name }', (value) => isText(value) || (isRecord(value) && isText(value['name']))],
  transactions: [
    "'perMigration', 'all' or 'none'",
    (value) => ['perMigration', 'all', 'none'].includes(value as string),
  ],
  lockTimeout: ['a number of seconds', (value) => typeof value === 'number' && value >= 0],
  namingConvention: ['an object of functions', isRecord],
  models: [
    'a path, an array of paths, or a source with a load function',
    (value) =>
      isText(value) ||
      (Array.isArray(value) && value.length > 0 && value.every(isText)) ||
      (isRecord(value) && typeof value['load'] === 'function'),
  ],
  autogenerate: [
    `an object with ${Object.keys(autogenerateFields).join(', ')}: names are arrays of strings, hooks functions`,
    (value) =>
      isRecord(value) &&
      Object.entries(value).every(
        ([key, part]) =>
          part === undefined ||
          (Object.hasOwn(autogenerateFields, key) && autogenerateFields[key as keyof AutogenerateSettings](part)),
      ),
  ],
  operations: [
    `an array of operation types, each with a kind and the functions ${operationFunctions.join(', ')}`,
    (value) => Array.isArray(value) && value.every(isOperationType),
  ],
  services: [
    'an array of container modules of inversify',
    (value) => Array.isArray(value) && value.every((one) => isRecord(one) && typeof one['load'] === 'function'),
  ],
  extension: ["'.ts', '.mts', '.js' or '.mjs'", (value) => ['.ts', '.mts', '.js', '.mjs'].includes(value as string)],
};

/** Checks what a config file exports. Throws `ConfigInvalidError` with the field and what it should be. */
export function checkConfig(value: unknown, file?: string): Config {
  if (!isRecord(value)) {
    throw new ConfigInvalidError(
      'The config exports no object as its default.',
      'Write `export default defineConfig({ … })`.',
      file,
    );
  }
  const known = Object.keys(fields);
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const meant = nearestName(key, known);
    throw new ConfigInvalidError(
      `The config has a field ${key}, which means nothing.`,
      `${meant === undefined ? '' : `Did you mean ${meant}? `}The fields are: ${known.join(', ')}.`,
      file,
    );
  }
  for (const [key, [words, check]] of Object.entries(fields)) {
    const given = value[key];
    if (given === undefined) {
      if (key !== 'migrations' && key !== 'databases') continue;
      throw new ConfigInvalidError(`The config lacks the field ${key}.`, `Give it ${words}.`, file);
    }
    if (!check(given))
      throw new ConfigInvalidError(`The config's ${key} is not what it should be.`, `It must be ${words}.`, file);
  }
  checkDatabases(value as unknown as Config, file);
  return value as unknown as Config;
}

function checkDatabases(
  { databases, defaultDatabase: chosen }: Pick<Config, 'databases' | 'defaultDatabase'>,
  file: string | undefined,
): void {
  const names = Object.keys(databases);
  if (names.length === 0) {
    throw new ConfigInvalidError('The config names no database.', 'Add one to `databases`.', file);
  }
  for (const name of names) {
    if (isDialectPackage(databases[name])) continue;
    throw new ConfigInvalidError(
      `The config's databases.${name} is not a database.`,
      'Make it with a dialect package: import it, and call it with the connection’s settings.',
      file,
    );
  }
  if (chosen !== undefined && !names.includes(chosen)) {
    throw new ConfigInvalidError(
      `The config's defaultDatabase is ${chosen}, which is no database of it.`,
      `It has: ${names.join(', ')}.`,
      file,
    );
  }
}

function isDialectPackage(value: unknown): value is DialectPackage {
  return isRecord(value) && typeof value['connect'] === 'function' && typeof value['module'] === 'function';
}
