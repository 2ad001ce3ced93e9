import type { Comparator } from '../dialect/comparator.js';
import type { Call } from '../operations/call.js';
import type { Operation } from '../operations/operation.js';
import type { MigrationParts } from '../render/renderer.js';
import type { FilterSettings } from './filter.js';

/** Operations in, operations out. */
export type Rewrite = (operations: readonly Operation[]) => readonly Operation[];

/**
 * Equalities of your own: gets those of the dialect and gives those that are to take their place. What `columnChange`
 * answers is what is changed; `undefined` is "the same".
 */
export type Compare = (comparator: Comparator) => Partial<Comparator>;

/** How an operation is written in a migration; `undefined`: as it would have been. */
export type RenderOperation = (operation: Operation, call: Call) => Call | undefined;

/** The text of a migration file, made of its parts. */
export type MigrationTemplate = (parts: MigrationParts) => string;

/** A file that was written, as a hook gets it. */
export interface WrittenFile {
  readonly revision: string;
  readonly message: string;
  /** Absolute path. */
  readonly file: string;
}

/** What is done with a migration file once it is written: a command, or a function of your own. */
export type PostWriteHook = PostWriteCommand | ((written: WrittenFile) => void | Promise<void>);

/**
 * A command, run without a shell in the config's folder; programs of `node_modules/.bin` are found. `{file}` in an argument
 * stands for the file's path; where no argument has it, the path comes last.
 */
export interface PostWriteCommand {
  readonly command: string;
  readonly args?: readonly string[];
}

/** The config's `autogenerate`: what takes part in comparisons, and what is done with what they find. */
export interface AutogenerateSettings extends FilterSettings {
  /** Wraps or replaces parts of the dialect's comparator. */
  readonly compare?: Compare;
  /** Called in order on what was found, before a migration is written. */
  readonly rewrites?: readonly Rewrite[];
  /** Writes an operation in a way of your own. */
  readonly render?: RenderOperation;
  /**
   * The text of new migration files: a function, or the path of a file with the placeholders `{{created}}`, `{{imports}}`,
   * `{{header}}`, `{{methods}}`, `{{revision}}` and `{{message}}`. Also of those that are not generated.
   */
  readonly template?: string | MigrationTemplate;
  /** Run on each new migration file, in order, also on those that are not generated. */
  readonly postWrite?: readonly PostWriteHook[];
}
