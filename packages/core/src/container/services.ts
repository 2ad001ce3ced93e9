import type { ServiceIdentifier } from 'inversify';
import type { DdlCompiler } from '../ddl/compiler.js';
import type { Comparator } from '../dialect/comparator.js';
import type { Connection } from '../dialect/connection.js';
import type { Dialect } from '../dialect/dialect.js';
import type { Inspector } from '../dialect/inspector.js';
import type { Normalizer } from '../dialect/normalizer.js';
import type { OperationRegistry } from '../operations/registry.js';

/** What a dialect package must give. */
export interface DialectServices {
  readonly dialect: Dialect;
  readonly operations: OperationRegistry;
  readonly compiler: DdlCompiler;
  readonly inspector: Inspector;
  readonly normalizer: Normalizer;
  readonly comparator: Comparator;
}

/** What a run gives to the dialect's services. */
export interface RunServices {
  readonly connection: Connection;
}

export type Services = DialectServices & RunServices;

/** An identifier for every service, by which bindings ask for each other: typed, so that a wrong one does not compile. */
export const services: { readonly [K in keyof Services]: ServiceIdentifier<Services[K]> } = {
  dialect: Symbol.for('aludel.dialect'),
  operations: Symbol.for('aludel.operations'),
  compiler: Symbol.for('aludel.compiler'),
  inspector: Symbol.for('aludel.inspector'),
  normalizer: Symbol.for('aludel.normalizer'),
  comparator: Symbol.for('aludel.comparator'),
  connection: Symbol.for('aludel.connection'),
};
