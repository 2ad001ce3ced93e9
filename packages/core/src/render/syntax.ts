import { coreModule, Expression, type Argument } from '../operations/call.js';
import type { ColumnType } from '../schema/column-types.js';
import { holdsQuotedName, splitAtQuotedNames } from '../schema/quote.js';
import type { Imports } from './imports.js';
import { plainLiteral, propertyKey, stringLiteral, templateLiteral, templateText } from './literal.js';

/** What a migration's body consists of, before it is laid out in lines. */
export type Syntax = Atom | List | Properties | Chain;

export interface Atom {
  readonly kind: 'atom';
  readonly text: string;
  /**
   * `template`: a text of several lines, which are not ours to break; `filled`: a template in one line with names put into
   * it; `tagged`: `` sql`…` `` in one line.
   */
  readonly of: 'filled' | 'number' | 'string' | 'tagged' | 'template' | 'word';
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Syntax[];
}

export interface Properties {
  readonly kind: 'properties';
  readonly entries: readonly (readonly [key: string, value: Syntax])[];
  /** One entry a line, also where all would fit into one. */
  readonly open: boolean;
}

/** `root.name(args).name(args)`; the first call may have no name. */
export interface Chain {
  readonly kind: 'chain';
  readonly root: string;
  readonly calls: readonly { readonly name?: string; readonly args: readonly Syntax[] }[];
}

/** `inChain`: within a call of a longer chain, where a text of several lines would tear the chain apart. */
export function syntaxOf(argument: Argument, imports: Imports, inChain = false): Syntax {
  if (typeof argument === 'string') return textSyntax(argument, imports, inChain);
  if (argument === null || typeof argument !== 'object') {
    return { kind: 'atom', of: typeof argument === 'number' ? 'number' : 'word', text: plainLiteral(argument) };
  }
  if (argument instanceof Uint8Array) {
    const bytes: Syntax = { kind: 'list', items: [...argument].map((byte) => syntaxOf(byte, imports)) };
    return { kind: 'chain', root: 'new Uint8Array', calls: [{ args: [bytes] }] };
  }
  if (argument instanceof Expression) return expressionSyntax(withOwnType(argument, imports), imports, inChain);
  if (isList(argument)) return { kind: 'list', items: argument.map((item) => syntaxOf(item, imports, inChain)) };
  return { kind: 'properties', open: false, entries: entriesOf(argument, imports, inChain) };
}

function textSyntax(text: string, imports: Imports, inChain: boolean): Atom {
  const isLong = text.includes('\n') && !inChain;
  if (!isLong && !holdsQuotedName(text)) return { kind: 'atom', of: 'string', text: stringLiteral(text) };
  const source = templateLiteral(text, (name) => imports.quoted(name));
  if (isLong) return { kind: 'atom', of: 'template', text: source };
  return { kind: 'atom', of: 'filled', text: source.replaceAll('\n', String.raw`\n`) };
}

function expressionSyntax(expression: Expression, imports: Imports, inChain: boolean): Syntax {
  const root = imports.use(expression);
  const template = sqlTemplate(expression, imports);
  if (template !== undefined && !(inChain && template.includes('\n'))) {
    return { kind: 'atom', of: template.includes('\n') ? 'template' : 'tagged', text: root + template };
  }
  const calls = expression.links.map((link) => ({
    ...link,
    args: link.args.map((inner) => syntaxOf(inner, imports, inChain || expression.links.length > 1)),
  }));
  return { kind: 'chain', root, calls };
}

/** `` sql`now()` `` for `sql('now()')`. The text is taken as it stands, so nothing in it may need an escape. */
function sqlTemplate({ root, from, links: [first, ...others] }: Expression, imports: Imports): string | undefined {
  if (root !== 'sql' || from !== coreModule || first === undefined || first.name !== undefined) return undefined;
  const [text, ...more] = first.args;
  if (others.length > 0 || more.length > 0 || typeof text !== 'string') return undefined;
  const isPlain = splitAtQuotedNames(text).every((part, at) => at % 2 === 1 || templateText(part) === part);
  return isPlain ? templateLiteral(text, (name) => imports.quoted(name)) : undefined;
}

/** `mydialect.hugeint()` for `t.of({ kind: 'mydialect.hugeint' })`, where the dialect has a builder for it. */
function withOwnType(expression: Expression, imports: Imports): Expression {
  const [first, ...others] = expression.links;
  if (expression.root !== 't' || expression.from !== coreModule || first?.name !== 'of') return expression;
  const own = imports.typeSource(first.args[0] as unknown as ColumnType);
  return own === undefined ? expression : new Expression(own.root, own.from, [...own.links, ...others]);
}

function entriesOf(
  object: { readonly [key: string]: Argument | undefined },
  imports: Imports,
  inChain: boolean,
): readonly (readonly [string, Syntax])[] {
  return Object.entries(object).flatMap(([key, value]) =>
    value === undefined ? [] : [[propertyKey(key), syntaxOf(value, imports, inChain)] as const],
  );
}

/** `Array.isArray` does not see that a readonly array is one. */
function isList(argument: object): argument is readonly Argument[] {
  return Array.isArray(argument);
}
