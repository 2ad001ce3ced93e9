/** `@aludel/core/connection`: what a dialect's `Connection` is made with; light, since every command loads it. */
export * from './dialect/builder-arguments.js';
export * from './dialect/connection.js';
export * from './dialect/errors.js';
export * from './dialect/watched-client.js';
export * from './dialect/writing.js';
export * from './errors.js';
export * from './dialect/lock.js';
export {
  argument,
  isRecord,
  listOf,
  nameArgument,
  optional,
  orNull,
  referenceArgument,
  sqlArgument,
  tableArgument,
  text,
} from './schema/argument.js';
export type { ArgumentKind, ParameterKinds, Signature } from './schema/argument.js';
export * from './schema/errors.js';
export * from './schema/column-builder.js';
export * from './schema/names.js';
export { nearestName } from './schema/near-names.js';
export { isSqlText } from './schema/values.js';
export type { SqlText } from './schema/values.js';
