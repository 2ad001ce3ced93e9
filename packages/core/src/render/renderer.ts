import { coreModule, type Argument } from '../operations/call.js';
import type { Operation } from '../operations/operation.js';
import { OperationRegistry } from '../operations/registry.js';
import { renderCall } from './call.js';
import { Imports } from './imports.js';
import { layOut } from './layout.js';
import { stringLiteral } from './literal.js';
import { syntaxOf } from './syntax.js';

/** A migration that is still to be written. */
export interface MigrationDraft {
  readonly revision: string;
  /** null: a base; an array: a merge. */
  readonly downRevision: string | null | readonly string[];
  readonly branchLabels?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly message?: string;
  /** Stands in a comment at the top. */
  readonly createdAt?: Date;
  readonly upgrade: readonly Operation[];
  /** Left out: the file has none either, and it is derived when it is needed. */
  readonly downgrade?: readonly Operation[];
  /** Lines of comment that stand above an operation. */
  readonly comments?: ReadonlyMap<Operation, string>;
  /** A line of comment in place of a downgrade. */
  readonly withoutDowngrade?: string;
}

/**
 * The text of a migration file. It is formatted as Prettier would at a width of 120 with single quotes, imports what it
 * uses, and evaluates to the operations that it was written from. Without operations, it is a sample to fill in; or, for a
 * merge, empty.
 *
 * @throws UnknownOperationError for an operation that `registry` does not know
 */
export function renderMigration(draft: MigrationDraft, registry: OperationWriter = new OperationRegistry()): string {
  return standardText(migrationParts(draft, registry));
}

/** What is asked of a registry: how operations and a dialect's own types are written. */
export type OperationWriter = Pick<OperationRegistry, 'toCall' | 'typeSource'>;

/** The text of a migration file in parts, without the newline behind the last line of each. */
export interface MigrationParts {
  readonly draft: MigrationDraft;
  /** The moment in the comment at the top, in ISO 8601; empty where there is none. */
  readonly created: string;
  readonly imports: string;
  /** What `migration` is called in the file: that, if nothing else is called so. */
  readonly migration: string;
  /** The fields of the header, each on a line, indented by two. */
  readonly header: string;
  /** The functions, indented by two. */
  readonly methods: string;
}

/** The file as it is written where nobody has another template. */
export function standardText({ created, imports, migration, header, methods }: MigrationParts): string {
  return `${created === '' ? '' : `// Created ${created}\n`}${imports}

export default ${migration}({
${header}

${methods}
});
`;
}

/** The parts that the text of a migration is put together from. @throws UnknownOperationError */
export function migrationParts(draft: MigrationDraft, registry: OperationWriter): MigrationParts {
  const imports = new Imports(undefined, (type) => registry.typeSource(type));
  const migration = imports.use({ root: 'migration', from: coreModule });
  const header = headerFields(draft).map(([key, value]) => {
    const before = `  ${key}: `;
    // The header is read without running the file, so a message of several lines is no template.
    const source =
      typeof value === 'string'
        ? stringLiteral(value)
        : layOut(syntaxOf(value, imports), { indent: 2, column: before.length, behind: 1 });
    const fits = typeof value !== 'string' || before.length + source.length < 120;
    return fits ? `${before}${source},\n` : `  ${key}:\n    ${source},\n`;
  });
  const methods = methodsOf(draft, imports, (operation) => {
    const call = renderCall(registry.toCall(operation), imports, 4);
    const comment = draft.comments?.get(operation);
    return comment === undefined ? call : `${commentLines(comment, 4)}\n${call}`;
  });
  return {
    draft,
    created: draft.createdAt?.toISOString() ?? '',
    imports: imports.toString().trimEnd(),
    migration,
    header: header.join('').trimEnd(),
    methods: methods.join('\n').trimEnd(),
  };
}

function headerFields(draft: MigrationDraft): readonly (readonly [string, Argument])[] {
  const { revision, downRevision, branchLabels = [], dependsOn = [], message = '' } = draft;
  return [
    ['revision', revision],
    ['downRevision', downRevision],
    ...(branchLabels.length === 0 ? [] : [['branchLabels', branchLabels] as const]),
    ...(dependsOn.length === 0 ? [] : [['dependsOn', dependsOn] as const]),
    ...(message === '' ? [] : [['message', message] as const]),
  ];
}

function methodsOf(
  draft: MigrationDraft,
  imports: Imports,
  statement: (operation: Operation) => string,
): readonly string[] {
  const { upgrade, downgrade, downRevision } = draft;
  if (upgrade.length === 0 && (downgrade?.length ?? 0) === 0) {
    if (Array.isArray(downRevision)) return [method('upgrade', []), method('downgrade', [])];
    imports.use({ root: 't', from: coreModule });
    return sample;
  }
  return [
    method('upgrade', upgrade.map(statement)),
    ...(downgrade === undefined ? [] : [method('downgrade', downgrade.map(statement))]),
    ...(draft.withoutDowngrade === undefined ? [] : [`${commentLines(draft.withoutDowngrade, 2)}\n`]),
  ];
}

function commentLines(text: string, indent: number): string {
  return text
    .split('\n')
    .map((line) => `${' '.repeat(indent)}// ${line}`)
    .join('\n');
}

function method(name: string, statements: readonly string[]): string {
  if (statements.length === 0) return `  ${name}() {},\n`;
  return `  ${name}(op) {\n${statements.map((statement) => `${statement}\n`).join('')}  },\n`;
}

const sample = [
  `  upgrade(op) {
    // op.addColumn('users', 'phone_number', t.string(20));
  },
`,
  `  // Without a downgrade(op), one is derived: the operations are undone in reverse.
`,
];
