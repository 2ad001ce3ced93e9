/** `@aludel/core/connection`: what a dialect's `Connection` is made with; light, since every command loads it. */
export * from './dialect/connection.js';
export * from './dialect/errors.js';
export * from './dialect/watched-client.js';
export * from './dialect/writing.js';
export * from './errors.js';
export * from './dialect/lock.js';
export * from './schema/errors.js';
export * from './schema/column-builder.js';
export * from './schema/names.js';
export { nearestName } from './schema/near-names.js';
export type { SqlText } from './schema/values.js';
