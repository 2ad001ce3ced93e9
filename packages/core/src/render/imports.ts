import { coreModule, type Expression } from '../operations/call.js';
import type { ColumnType } from '../schema/column-types.js';
import { stringLiteral } from './literal.js';
import { lineWidth } from './layout.js';

/** Collects what a file imports while its text is written. */
export class Imports {
  /** Module, to exported name, to the name that it has in the file. */
  readonly #modules = new Map<string, Map<string, string>>();
  readonly #taken: Set<string>;

  /**
   * @param taken names that the file uses for something else
   * @param typeSource how a dialect's own column types are written; those that it leaves out are written as data
   * @param quoting what puts a name into the quotes of the database: `op.quote`, or an import
   */
  constructor(
    taken: readonly string[] = ['op'],
    readonly typeSource: (type: ColumnType) => Expression | undefined = () => undefined,
    private readonly quoting: 'op.quote' | 'import' = 'op.quote',
  ) {
    this.#taken = new Set(taken);
  }

  /** Has the file import a name; answers with what it is called there. */
  use({ root, from }: Pick<Expression, 'root' | 'from'>): string {
    const names = this.#modules.get(from) ?? new Map<string, string>();
    this.#modules.set(from, names);
    const known = names.get(root);
    if (known !== undefined) return known;
    let local = root;
    for (let number = 2; this.#taken.has(local); number++) local = `${root}${number}`;
    this.#taken.add(local);
    names.set(root, local);
    return local;
  }

  /** A name within SQL text, as it stands in a template. */
  quoted(name: string): string {
    const quote = this.quoting === 'import' ? this.use({ root: 'quote', from: coreModule }) : 'op.quote';
    return `${quote}(${stringLiteral(name)})`;
  }

  /** The import statements: the core's first, then by the module's name. */
  toString(): string {
    return [...this.#modules]
      .map(([module, names]) => ({ module, names }))
      .sort((a, b) => rank(a.module) - rank(b.module) || (a.module < b.module ? -1 : 1))
      .map(({ module, names }) => statement(module, names))
      .join('');
  }
}

function rank(module: string): number {
  return module === coreModule ? 0 : 1;
}

function statement(module: string, names: ReadonlyMap<string, string>): string {
  const parts = [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, local]) => (name === local ? name : `${name} as ${local}`));
  const line = `import { ${parts.join(', ')} } from ${stringLiteral(module)};`;
  if (line.length <= lineWidth) return `${line}\n`;
  return `import {\n${parts.map((part) => `  ${part},\n`).join('')}} from ${stringLiteral(module)};\n`;
}
