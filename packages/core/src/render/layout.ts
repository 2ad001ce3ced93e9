import type { Atom, Chain, List, Syntax } from './syntax.js';

/**
 * Breaks source into lines as Prettier does at this width with single quotes, so that a formatter run over a migration
 * changes nothing: one line if it fits; else one argument, item or property a line; a chain only where nothing else helps.
 */
export const lineWidth = 120;

const step = 2;

/** A text moves below its key only if the key is longer, in columns. */
const shortKey = 4;

/** Where a piece of source stands. */
interface Place {
  /** Indentation of the line that it begins on. */
  readonly indent: number;
  /** Columns of that line that are used before it. */
  readonly column: number;
  /** Columns that must stay free behind it, for a comma or closing brackets. */
  readonly behind: number;
}

/** Source of `syntax`; its further lines are indented by `place.indent`. */
export function layOut(syntax: Syntax, place: Place): string {
  const line = onOneLine(syntax);
  if (line !== undefined && place.column + widthOf(line) + place.behind <= lineWidth) return line;
  return broken(syntax, place);
}

/** All in one line; `undefined` where the formatter would not leave it so. */
function onOneLine(syntax: Syntax): string | undefined {
  switch (syntax.kind) {
    case 'atom':
      return syntax.of === 'template' ? undefined : syntax.text;
    case 'list': {
      if (isTabular(syntax)) return undefined;
      const items = allOnOneLine(syntax.items);
      return items === undefined ? undefined : `[${items.join(', ')}]`;
    }
    case 'properties': {
      if (syntax.open) return undefined;
      if (syntax.entries.length === 0) return '{}';
      const values = allOnOneLine(syntax.entries.map(([, value]) => value));
      if (values === undefined) return undefined;
      return `{ ${syntax.entries.map(([key], index) => `${key}: ${values[index] ?? ''}`).join(', ')} }`;
    }
    case 'chain':
      return chainOnOneLine(syntax);
    default:
      return syntax satisfies never;
  }
}

function chainOnOneLine(syntax: Chain): string | undefined {
  if (isCrowded(syntax)) return undefined;
  const calls = syntax.calls.map(({ name, args }) => {
    const inner = allOnOneLine(args);
    return inner === undefined ? undefined : `${name === undefined ? '' : `.${name}`}(${inner.join(', ')})`;
  });
  return calls.includes(undefined) ? undefined : syntax.root + calls.join('');
}

function allOnOneLine(parts: readonly Syntax[]): readonly string[] | undefined {
  const lines = parts.map(onOneLine);
  return lines.includes(undefined) ? undefined : lines.map((line) => line ?? '');
}

function broken(syntax: Syntax, place: Place): string {
  switch (syntax.kind) {
    case 'atom':
      return syntax.text;
    case 'list':
      return isNumbers(syntax) ? numbers(syntax, place) : block('[', ']', syntax.items.map(inList), place);
    case 'properties':
      return block(
        '{',
        '}',
        syntax.entries.map(
          ([key, value]) =>
            (inner: Place) =>
              property(key, value, inner),
        ),
        place,
      );
    case 'chain':
      return chain(syntax, place);
    default:
      return syntax satisfies never;
  }
}

type Part = (place: Place) => string;

function inList(item: Syntax): Part {
  return (place) => layOut(item, place);
}

/** One part a line, each with a comma. */
function block(opening: string, closing: string, parts: readonly Part[], { indent }: Place): string {
  const inner = { indent: indent + step, column: indent + step, behind: 1 };
  const margin = ' '.repeat(inner.indent);
  return `${opening}\n${parts.map((part) => `${margin}${part(inner)},\n`).join('')}${' '.repeat(indent)}${closing}`;
}

function property(key: string, value: Syntax, { indent, column, behind }: Place): string {
  const before = `${key}: `;
  const place = { indent, column: column + widthOf(before), behind };
  // A text that is too long moves to its own line, unless its key is so short that nothing would be won.
  const isString = value.kind === 'atom' && value.of === 'string';
  if (isString && widthOf(key) > shortKey && place.column + widthOf(value.text) + behind > lineWidth) {
    return `${key}:\n${' '.repeat(indent + step)}${value.text}`;
  }
  return before + layOut(value, place);
}

/** As many numbers a line as there is room for. */
function numbers(list: List, { indent }: Place): string {
  const margin = ' '.repeat(indent + step);
  const lines: string[] = [];
  let line = margin;
  for (const [index, item] of list.items.entries()) {
    const isLast = index === list.items.length - 1;
    const text = (item as Atom).text + (isLast ? '' : ',');
    if (line === margin) line += text;
    else if (line.length + 1 + text.length <= lineWidth) line += ` ${text}`;
    else {
      lines.push(line);
      line = margin + text;
    }
  }
  return `[\n${[...lines, line].join('\n')},\n${' '.repeat(indent)}]`;
}

function chain({ root, calls }: Chain, place: Place): string {
  const [first, ...others] = calls;
  if (first === undefined) return root;
  if (others.length === 0) {
    const callee = first.name === undefined ? root : `${root}.${first.name}`;
    return callee + callArguments(first.args, { ...place, column: place.column + widthOf(callee) });
  }
  const indent = place.indent + step;
  const lines = calls.map(({ name = '', args }, index) => {
    const behind = index === calls.length - 1 ? place.behind : 0;
    return `\n${' '.repeat(indent)}.${name}${callArguments(args, { indent, column: indent + 1 + widthOf(name), behind })}`;
  });
  const isLastBroken = lines.at(-1)?.includes('\n', 1) === true;
  return (isLastBroken ? heldOn({ kind: 'chain', root, calls }, place) : undefined) ?? root + lines.join('');
}

/**
 * A chain in one line up to an object that its last call is given: an object that has been broken stays so, and then
 * holds the chain together.
 */
function heldOn(syntax: Chain, place: Place): string | undefined {
  const { root, calls } = syntax;
  const last = calls.at(-1);
  const object = last?.args.at(-1);
  if (object?.kind !== 'properties' || isCrowded(syntax)) return undefined;
  const start = onOneLine({ kind: 'chain', root, calls: calls.slice(0, -1) });
  const before = allOnOneLine(last?.args.slice(0, -1) ?? []);
  if (start === undefined || before === undefined) return undefined;
  const head = `${start}.${last?.name ?? ''}(${[...before, ''].join(', ')}`;
  const column = place.column + widthOf(head);
  return column + 1 > lineWidth ? undefined : `${head}${broken(object, { ...place, column })})`;
}

/** The arguments of a call with their brackets. */
function callArguments(args: readonly Syntax[], place: Place): string {
  const line = allOnOneLine(args)?.join(', ');
  if (line !== undefined && place.column + widthOf(line) + 2 + place.behind <= lineWidth) return `(${line})`;
  if (isLoneTemplate(args)) return `(${args[0].text})`;
  const last = args.at(-1);
  const before = allOnOneLine(args.slice(0, -1));
  if (last !== undefined && before !== undefined && canHoldOn(last, args.at(-2))) {
    const head = [...before, ''].join(', ');
    const column = place.column + 1 + widthOf(head);
    if (column + 1 <= lineWidth) return `(${head}${broken(last, { ...place, column })})`;
  }
  return block('(', ')', args.map(inList), place);
}

/** Whether a last argument may be broken while those before it stay on the line of the call. */
function canHoldOn(last: Syntax, penultimate: Syntax | undefined): boolean {
  if (last.kind === penultimate?.kind) return false;
  if (last.kind === 'properties') return last.entries.length > 0;
  return last.kind === 'list' && last.items.length > 0 && !(penultimate !== undefined && isNumbers(last));
}

/** Rows: a list of several objects, or lists, with more than one member each, is never in one line. */
function isTabular({ items }: List): boolean {
  if (items.length < 2) return false;
  return (
    items.every((item) => item.kind === 'properties' && item.entries.length > 1) ||
    items.every((item) => item.kind === 'list' && item.items.length > 1)
  );
}

function isNumbers({ items }: List): boolean {
  return items.length > 1 && items.every((item) => item.kind === 'atom' && item.of === 'number');
}

function isLoneTemplate(args: readonly Syntax[] | undefined): args is readonly [Atom] {
  const [first] = args ?? [];
  return args?.length === 1 && first?.kind === 'atom' && first.of === 'template';
}

/** A chain of more than two calls is broken, however short, if one of them is given something nested. */
function isCrowded({ calls }: Chain): boolean {
  return calls.length > 2 && calls.some(({ args }) => !args.every((argument) => isSimple(argument, 0)));
}

function isSimple(syntax: Syntax, depth: number): boolean {
  if (depth === 2) return false;
  const inside = (inner: Syntax): boolean => isSimple(inner, depth + 1);
  switch (syntax.kind) {
    case 'atom':
      return syntax.of !== 'tagged';
    case 'list':
      return syntax.items.every(inside);
    case 'properties':
      return syntax.entries.every(([key, value]) => !key.startsWith('[') && inside(value));
    case 'chain':
      return syntax.calls.every(({ args }) => args.every(inside));
    default:
      return syntax satisfies never;
  }
}

const ascii = /^[\x20-\x7e]*$/;
const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;
const narrowest = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that a text takes on a screen: East Asian characters take two, accents that join the one before take none. */
function widthOf(text: string): number {
  if (ascii.test(text)) return text.length;
  // A selector asks for the coloured form of a sign, which is wide.
  let width = text.match(/(?<!\p{Emoji_Presentation})\ufe0f/gu)?.length ?? 0;
  for (const character of text) width += wide.test(character) ? 2 : narrowest.test(character) ? 0 : 1;
  return width;
}
