import type {
  PostgresBuiltinType,
  PostgresBitType,
  PostgresIntervalType,
  PostgresArrayType,
  PostgresNamedType,
} from './own-types.js';
import type {
  PostgresTableOptions,
  PostgresColumnOptions,
  PostgresIdentityOptions,
  PostgresConstraintOptions,
  PostgresExclusion,
  PostgresIndexOptions,
  PostgresIndexElementOptions,
  PostgresViewOptions,
  PostgresAlterOptions,
} from './own-options.js';
import type {
  PostgresSchema,
  PostgresExtension,
  PostgresEnum,
  PostgresDomain,
  PostgresComposite,
  PostgresSequence,
  PostgresMaterializedView,
  PostgresPolicy,
  PostgresFunction,
  PostgresDefinition,
  PostgresTrigger,
} from './own-objects.js';

export type * from './own-types.js';
export type * from './own-options.js';
export type * from './own-objects.js';

/** What PostgreSQL's definitions can say beyond the portable model, under the key `postgres`. */
declare module '@aludel/core' {
  interface ColumnTypes {
    'postgres.builtin': PostgresBuiltinType;
    'postgres.bit': PostgresBitType;
    'postgres.interval': PostgresIntervalType;
    'postgres.array': PostgresArrayType;
    'postgres.named': PostgresNamedType;
  }
  interface TableOptions {
    readonly postgres?: PostgresTableOptions;
  }
  interface ColumnOptions {
    readonly postgres?: PostgresColumnOptions;
  }
  interface IdentityOptions {
    readonly postgres?: PostgresIdentityOptions;
  }
  interface ConstraintOptions {
    readonly postgres?: PostgresConstraintOptions;
  }
  interface Constraints {
    'postgres.exclude': PostgresExclusion;
  }
  interface IndexOptions {
    readonly postgres?: PostgresIndexOptions;
  }
  interface IndexElementOptions {
    readonly postgres?: PostgresIndexElementOptions;
  }
  interface ViewOptions {
    readonly postgres?: PostgresViewOptions;
  }
  interface AlterOptions {
    readonly postgres?: PostgresAlterOptions;
  }
  interface SchemaObjects {
    'postgres.schema': PostgresSchema;
    'postgres.extension': PostgresExtension;
    'postgres.enum': PostgresEnum;
    'postgres.domain': PostgresDomain;
    'postgres.composite': PostgresComposite;
    'postgres.sequence': PostgresSequence;
    'postgres.materializedView': PostgresMaterializedView;
    'postgres.policy': PostgresPolicy;
    'postgres.function': PostgresFunction;
    'postgres.trigger': PostgresTrigger;
    'postgres.definition': PostgresDefinition;
  }
}
