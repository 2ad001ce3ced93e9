import type { Expression } from './expression-tree.js';
import { binding, bindingOf } from './precedence.js';
import { isReserved } from './reserved-words.js';

/** Writes an expression with the fewest parentheses that keep its meaning. */
export function printExpression(tree: Expression): string {
  return print(tree, 0);
}

function print(tree: Expression, least: number): string {
  const { text, power } = printed(tree);
  return power <= least ? `(${text})` : text;
}

interface Printed {
  readonly text: string;
  readonly power: number;
}

function printed(tree: Expression): Printed {
  switch (tree.kind) {
    case 'number':
      return { text: tree.text, power: tree.text.startsWith('-') ? binding.sign : binding.atom };
    case 'string':
      return atom(printString(tree.value));
    case 'word':
      return atom(tree.word.toUpperCase());
    case 'name':
      return atom(printName(tree.parts));
    case 'call':
      if (isNormalForm(tree)) return atom(printNormalForm(tree));
      return atom(`${callName(tree.name)}(${printList(tree.args)})`);
    case 'form':
      return atom(printForm(tree));
    case 'cast':
      return { text: `${print(tree.operand, binding.postfix - 1)}::${tree.type}`, power: binding.postfix };
    case 'unary':
      return tree.operator === 'not'
        ? { text: `NOT ${print(tree.operand, binding.not - 1)}`, power: binding.not }
        : { text: `${tree.operator}${print(tree.operand, binding.sign)}`, power: binding.sign };
    case 'binary':
      return printBinary(tree);
    case 'chain': {
      const power = binding[tree.operator];
      const word = ` ${tree.operator.toUpperCase()} `;
      return { text: tree.parts.map((part) => print(part, power)).join(word), power };
    }
    case 'is':
      return { text: `${print(tree.operand, binding.is)} IS ${tree.test.toUpperCase()}`, power: binding.is };
    case 'in':
      return {
        text: `${print(tree.operand, binding.like)}${tree.not ? ' NOT' : ''} IN (${printList(tree.items)})`,
        power: binding.like,
      };
    case 'quantified': {
      const power = bindingOf(tree.operator);
      return {
        text: `${print(tree.operand, power - 1)} ${tree.operator.toUpperCase()} ${tree.quantifier.toUpperCase()} (${print(tree.array, 0)})`,
        power,
      };
    }
    case 'array':
      return atom(`ARRAY[${printList(tree.items)}]`);
    case 'row':
      return atom(`ROW(${printList(tree.items)})`);
    case 'element':
      return { text: `${print(tree.operand, binding.postfix)}[${print(tree.index, 0)}]`, power: binding.postfix };
    case 'collate':
      return {
        text: `${print(tree.operand, binding.collate - 1)} COLLATE ${tree.collation.map(quoted).join('.')}`,
        power: binding.collate,
      };
    case 'extract':
      return atom(`EXTRACT(${tree.field} FROM ${print(tree.operand, 0)})`);
    default:
      return atom(printCase(tree));
  }
}

function printBinary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Printed {
  const power = bindingOf(operator);
  // Comparisons and LIKE cannot stand in a row without parentheses; other operators associate to the left.
  const alone = power === binding.comparison || power === binding.like || power === binding.is;
  return {
    text: `${print(left, alone ? power : power - 1)} ${operator.toUpperCase()} ${print(right, power)}`,
    power,
  };
}

const sides: Readonly<Record<string, string>> = { btrim: 'BOTH', ltrim: 'LEADING', rtrim: 'TRAILING' };

function printForm({ form, args: [whole, first, second] }: Extract<Expression, { kind: 'form' }>): string {
  const said = (part: Expression | undefined, words: string): string =>
    part === undefined ? '' : `${words}${print(part, binding.like)}`;
  if (form === 'position') return `position(${said(first, '')} IN ${said(whole, '')})`;
  if (form === 'substring') return `substring(${said(whole, '')}${said(first, ' FROM ')}${said(second, ' FOR ')})`;
  return `trim(${sides[form] ?? ''}${said(first, ' ')} FROM ${said(whole, '')})`;
}

function printCase({ operand, branches, otherwise }: Extract<Expression, { kind: 'case' }>): string {
  return [
    operand === undefined ? 'CASE' : `CASE ${print(operand, 0)}`,
    ...branches.map(({ when, result }) => `WHEN ${print(when, 0)} THEN ${print(result, 0)}`),
    ...(otherwise === undefined ? [] : [`ELSE ${print(otherwise, 0)}`]),
    'END',
  ].join(' ');
}

const normalForms: ReadonlySet<string> = new Set(['nfc', 'nfd', 'nfkc', 'nfkd']);

/** `normalize(name, NFKC)`: its second argument is a word of the grammar. */
function isNormalForm({ name, args }: Extract<Expression, { kind: 'call' }>): boolean {
  const form = args[1];
  if (name.at(-1) !== 'normalize' || args.length !== 2 || form?.kind !== 'name') return false;
  return form.parts.length === 1 && normalForms.has(form.parts[0] ?? '');
}

function printNormalForm({ args: [text, form] }: Extract<Expression, { kind: 'call' }>): string {
  const word = form?.kind === 'name' ? (form.parts[0] ?? '') : '';
  return `normalize(${text === undefined ? '' : print(text, 0)}, ${word.toUpperCase()})`;
}

function atom(text: string): Printed {
  return { text, power: binding.atom };
}

function printList(items: readonly Expression[]): string {
  return items.map((item) => print(item, 0)).join(', ');
}

function printString(value: string): string {
  const text = value.replaceAll("'", "''");
  return value.includes('\\') ? `E'${text.replaceAll('\\', '\\\\')}'` : `'${text}'`;
}

function printName(parts: readonly string[]): string {
  return parts.map((part, at) => (isPlain(part) && (at > 0 || !isReserved(part)) ? part : quoted(part))).join('.');
}

/** Words that begin a grammar of their own when they are called bare. */
const grammars: ReadonlySet<string> = new Set(['position', 'overlay', 'trim', 'extract', 'treat', 'normalize']);

function callName(parts: readonly string[]): string {
  return parts.map((part) => (isPlain(part) && !grammars.has(part) ? part : quoted(part))).join('.');
}

function isPlain(name: string): boolean {
  return /^[a-z_][a-z0-9_$]*$/u.test(name);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
