/** `@aludel/core`: what users of the library need. */
export * from './errors.js';
export * from './schema/column-builder.js';
export * from './schema/column-types.js';
export * from './schema/errors.js';
export * from './schema/for-dialect.js';
export type { InferInsert, InferRow, TypedTable } from './schema/infer.js';
export * from './schema/model.js';
export * from './schema/naming.js';
export * from './schema/names.js';
export { quote } from './schema/quote.js';
export * from './schema/t.js';
export { check, foreignKey, index, primaryKey, schemaObject, table, unique, view } from './schema/table.js';
export type { ColumnBuilders, IndexDraft, IndexElementInput, IndexSettings, TableSettings } from './schema/table.js';
export * from './schema/values.js';
export type * from './operations/op.js';
export type * from './operations/operation.js';
export { defineConfig, type Config } from './environment/config.js';
export type * from './autogenerate/settings.js';
export type { Candidate, Filter, FilterSettings } from './autogenerate/filter.js';
export type { NamePatterns } from './dialect/name-patterns.js';
export type { GivenDecisions } from './autogenerate/decisions.js';
export * from './autogenerate/errors.js';
export * from './models/errors.js';
export type * from './models/schema-source.js';
export type { AutogenerateOptions, AutogenerateReport, CheckReport } from './commands/autogenerate.js';
export {
  onAllDatabases,
  type AllDatabasesOptions,
  type DatabaseFailed,
  type DatabaseResult,
  type DatabaseSucceeded,
} from './environment/all-databases.js';
export { createMigrator, type Migrator, type MigratorOptions } from './environment/migrator.js';
export * from './environment/errors.js';
export * from './commands/errors.js';
export * from './dialect/errors.js';
export * from './graph/errors.js';
export * from './operations/errors.js';
export * from './revisions/errors.js';
export * from './run/errors.js';
export { migration, type Migration } from './revisions/migration.js';
export type * from './run/events.js';
export type { BranchPoint } from './commands/branches.js';
export type { Current } from './commands/current.js';
export type { EnsureVersionReport } from './commands/ensure-version.js';
export type { HistoryOptions } from './commands/history.js';
export type { MergeOptions } from './commands/merge.js';
export type { NewFile, RevisionOptions } from './commands/revision.js';
export type { RevisionInfo } from './commands/revision-info.js';
export type { RunOptions } from './commands/run-plan.js';
export type { RunReport, StepReport } from './commands/run-report.js';
export type { StampOptions, StampReport } from './commands/stamp.js';
export type { TransactionMode } from './run/runner.js';
export type { DialectPackage } from './container/dialect-module.js';
export type { OperationType, AnyOperation } from './operations/operation.js';
export { loadConfig, type LoadedConfig } from './environment/load-config.js';
