import type {
  ColumnOptions,
  ColumnType,
  Deferrable,
  DefaultValue,
  IndexOptions,
  Operation,
  OperationKind,
  OperationRegistry,
  ReferentialAction,
  SchemaModel,
  TableOptions,
} from '@aludel/core/dialect';
import type { Choices } from './choices.js';
import { portableDefaults, portableTypes } from './portable.js';

/** What a database can hold: random models and operations stay within it. */
export interface ModelProfile {
  /** Types of columns. */
  readonly types: readonly ColumnType[];
  /** Types that a key or an index may be over. */
  readonly indexable: (type: ColumnType) => boolean;
  /** Defaults to choose from for a type. */
  readonly defaults: (type: ColumnType) => readonly DefaultValue[];
  /** Words that names are taken from; where more are needed, they are numbered. */
  readonly names: readonly string[];
  /** Names are not longer, in bytes. */
  readonly maxNameLength: number;
  /** Writes a name into an expression. */
  readonly quote: (name: string) => string;
  readonly maxTables: number;
  readonly maxColumns: number;
  /** Schemas beside the default one. */
  readonly schemas: readonly string[];
  /** Types of a column that the database numbers; such a column is alone the primary key. Empty: there are none. */
  readonly identityTypes: readonly ColumnType[];
  readonly identitySettings: boolean;
  readonly identityAlways: boolean;
  readonly generated: readonly ('virtual' | 'stored')[];
  readonly collations: readonly string[];
  readonly comments: boolean;
  readonly referentialActions: readonly ReferentialAction[];
  /** Whether a new value of a key is carried over into columns that are NOT NULL, where the key may be null. Default: it is. */
  readonly cascadesIntoNotNull?: boolean;
  readonly deferrableForeignKeys: readonly Deferrable[];
  readonly deferrableUniques: readonly Deferrable[];
  /** Two tables that point at each other. */
  readonly foreignKeyCycles: boolean;
  readonly checks: boolean;
  readonly unnamedConstraints: boolean;
  /** Whether a primary key keeps a name. Default: it does. */
  readonly namedPrimaryKeys?: boolean;
  readonly partialIndexes: boolean;
  readonly expressionIndexes: boolean;
  readonly descendingIndexes: boolean;
  readonly indexNulls: boolean;
  readonly views: boolean;
  /** Options of dialects to choose from. */
  readonly tableOptions: readonly TableOptions[];
  readonly columnOptions: readonly ColumnOptions[];
  readonly indexOptions: readonly IndexOptions[];
  /** Kinds of operation; all, where it is left out. */
  readonly operations?: readonly OperationKind[];
  /** Makers of a dialect's own operations: each gives one that is valid on the model, or `undefined` where there is none. */
  readonly ownOperations?: readonly ((state: OwnState) => Operation | undefined)[];
  /** Knows the dialect's own operations, where there are any. Default: the core ones alone. */
  readonly registry?: () => OperationRegistry;
}

/** What a maker of a dialect's own operation goes by. */
export interface OwnState {
  readonly model: SchemaModel;
  readonly choices: Choices;
  /** A name that nothing else has. */
  readonly freshName: (prefix: string) => string;
}

/** Names that need no quotes anywhere. */
export const plainNames: readonly string[] = [
  'id',
  'users',
  'orders',
  'email',
  'amount',
  'city',
  'state',
  'title',
  'price',
  'notes',
  'kind_of',
  'created_on',
];

/** Names that go wrong where quoting is forgotten, once or twice. */
export const oddNames: readonly string[] = [
  'select',
  'Order',
  'group',
  'user',
  'null',
  "it's",
  'say "hi"',
  'two words',
  ' leading',
  'tick`tock',
  '[brackets]',
  'back\\slash',
  'semi;colon',
  '-- dashes',
  '/* stars */',
  'a.b',
  'what?',
  ':named',
  '$1',
  '%s',
  'größe',
  'ЙцУ',
  '名前',
  'naïve 😀',
  '2',
  '7',
  'constructor',
  '__proto__',
  'toString',
];

/** The names of SQL's standard are in double quotes. */
export function standardQuote(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !oddNames.includes(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** All that the portable model can express. */
export const wholeModel: ModelProfile = {
  types: portableTypes,
  indexable: (type) => type.kind !== 'json',
  defaults: portableDefaults,
  names: plainNames,
  maxNameLength: 63,
  quote: standardQuote,
  maxTables: 5,
  maxColumns: 6,
  schemas: ['shop'],
  identityTypes: [{ kind: 'integer' }, { kind: 'bigint' }],
  identitySettings: true,
  identityAlways: true,
  generated: ['virtual', 'stored'],
  collations: ['C', 'de_DE'],
  comments: true,
  referentialActions: ['cascade', 'restrict', 'set null', 'set default'],
  deferrableForeignKeys: ['initially immediate', 'initially deferred'],
  deferrableUniques: ['initially immediate', 'initially deferred'],
  foreignKeyCycles: true,
  checks: true,
  unnamedConstraints: true,
  partialIndexes: true,
  expressionIndexes: true,
  descendingIndexes: true,
  indexNulls: true,
  views: true,
  tableOptions: [],
  columnOptions: [],
  indexOptions: [],
};
