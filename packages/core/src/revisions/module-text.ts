import { endOfBrackets, endOfName, endOfOpaque, isNamePart, skipTrivia } from './scanner.js';

/** Stands for `import.meta`, which a function body can't hold; as long as that, so that columns stay. */
export const META_NAME = '$aludelMeta';

interface Survey {
  /** Offsets of `import` in import statements. */
  readonly imports: number[];
  /** Offsets of `export` at the top level. */
  readonly exports: number[];
  /** From and to of each `import.meta`. */
  readonly metas: (readonly [number, number])[];
  /** Something that only a real transformer should judge: `f<T>(x)` is legal JavaScript that means something else. */
  doubtful: boolean;
}

const CALLS_FOR_CARE = new Set(['require', 'exports', 'module', '__filename', '__dirname', META_NAME]);

function survey(source: string, until: (found: Survey) => boolean = () => false): Survey {
  const found: Survey = { imports: [], exports: [], metas: [], doubtful: false };
  let bodyBegun = false;
  const walk = (from: number, to: number, topLevel: boolean): void => {
    for (let at = from; at < to && !until(found);) {
      const code = source.charCodeAt(at);
      if (code === 40 || code === 91 || code === 123) {
        const end = endOfBrackets(source, at);
        if (topLevel) bodyBegun = true;
        walk(at + 1, end - 1, false);
        at = end;
        continue;
      }
      const opaqueEnd = endOfOpaque(source, at, (start, end) => {
        walk(start, end, false);
      });
      if (opaqueEnd > at) {
        at = opaqueEnd;
        continue;
      }
      if (code === 60) found.doubtful = true;
      const end = isNamePart(code) ? endOfName(source, at) : at;
      if (end === at) {
        at++;
        continue;
      }
      if (source[at - 1] !== '.') {
        const next = word(source.slice(at, end), at, end, topLevel);
        if (next > end) {
          at = next;
          continue;
        }
      }
      at = end;
    }
  };
  /** Notes one word; the position to go on from. */
  const word = (text: string, at: number, end: number, topLevel: boolean): number => {
    if (text === 'import') {
      const next = skipTrivia(source, end);
      if (source[next] === '.') {
        const metaEnd = endOfName(source, skipTrivia(source, next + 1));
        found.metas.push([at, metaEnd]);
        return metaEnd;
      }
      if (source[next] === '(' || !topLevel || bodyBegun) found.doubtful = true;
      else {
        found.imports.push(at);
        return endOfImport(source, next);
      }
    } else if (topLevel) {
      bodyBegun = true;
      if (text === 'export') found.exports.push(at);
    }
    if (CALLS_FOR_CARE.has(text)) found.doubtful = true;
    return end;
  };
  walk(0, source.length, true);
  return found;
}

/** End of the module name's string in an import statement whose clause starts at `position`. */
function endOfImport(source: string, position: number): number {
  for (let at = position; at < source.length; at++) {
    const character = source[at];
    if (character === '"' || character === "'") return endOfOpaque(source, at);
    if (character === '`' || character === ';') break;
    if (character === '/') at = Math.max(at, endOfOpaque(source, at) - 1);
  }
  return position;
}

/** A module as the body of a function of `exports`, `require` and META_NAME, line for line as the file has it. */
export interface FunctionBody {
  readonly code: string;
  /** What it requires, as written. */
  readonly specifiers: readonly string[];
}

const IMPORT =
  /import\s*(?:(?:([\w$]+)(?:\s*,\s*)?)?(?:\*\s*as\s+([\w$]+)|\{([^{}'"/]*)\})?\s*from\s*)?(['"])([^'"\\\n]+)\4[ \t]*(?:;|(?=[\r\n]|$))/y;
const IMPORTED_NAME = /^\s*([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/;
const DEFAULT_EXPORT = /export\s+default\s+(?!function\b|class\b|async\b|interface\b|abstract\b|enum\b)/y;

/**
 * The function body for a module that holds no TypeScript and only plain imports and `export default`: what most migration
 * and config files are. It saves starting a transformer for them. Undefined where a transformer should look; and what it
 * gives may still fail to compile, which means the same.
 */
export function plainFunctionBody(source: string): FunctionBody | undefined {
  // Modules of models are large, and their second word tells.
  const isNotPlain = ({ doubtful, exports }: Survey): boolean => doubtful || exports.length > 1;
  const found = survey(source, isNotPlain);
  if (isNotPlain(found)) return undefined;
  const pieces: string[] = [];
  const specifiers: string[] = [];
  let done = 0;
  if (source.startsWith('#!')) {
    pieces.push('//');
    done = 2;
  }
  for (const at of found.imports) {
    IMPORT.lastIndex = at;
    const match = IMPORT.exec(source);
    const statement = match === null ? undefined : requireFor(match);
    if (match === null || statement === undefined) return undefined;
    specifiers.push(match[5] ?? '');
    pieces.push(source.slice(done, at), statement, match[0].replaceAll(/[^\n]/g, ''));
    done = at + match[0].length;
  }
  const edits: (readonly [number, number, string])[] = found.metas.map(([from, to]) => [from, to, META_NAME] as const);
  for (const at of found.exports) {
    DEFAULT_EXPORT.lastIndex = at;
    const match = DEFAULT_EXPORT.exec(source);
    if (match === null) return undefined;
    edits.push([at, at + match[0].length, `exports.default = ${match[0].replaceAll(/[^\n]/g, '')}`]);
  }
  for (const [from, to, text] of edits.sort(([a], [b]) => a - b)) {
    pieces.push(source.slice(done, from), text);
    done = to;
  }
  pieces.push(source.slice(done));
  return { code: `"use strict";${pieces.join('')}`, specifiers };
}

function requireFor(match: RegExpExecArray): string | undefined {
  const [, byDefault, namespace, names, , specifier] = match;
  const call = `require(${JSON.stringify(specifier)})`;
  const statements: string[] = [];
  if (byDefault === 'type') return undefined;
  if (byDefault !== undefined) statements.push(`const ${byDefault} = ${call}.default;`);
  if (namespace !== undefined) statements.push(`const ${namespace} = ${call};`);
  if (names !== undefined) {
    const bound: string[] = [];
    for (const item of names.split(',')) {
      if (item.trim() === '') continue;
      const [, name, alias] = IMPORTED_NAME.exec(item) ?? [];
      if (name === undefined || name === 'type' || name === 'default') return undefined;
      bound.push(alias === undefined ? name : `${name}: ${alias}`);
    }
    statements.push(`const { ${bound.join(', ')} } = ${call};`);
  }
  return statements.length === 0 ? `${call};` : statements.join(' ');
}

/** The text with each `import.meta` replaced by a name that a function can be given. */
export function withoutImportMeta(source: string): string {
  if (!source.includes('import.meta')) return source;
  const pieces: string[] = [];
  let done = 0;
  for (const [from, to] of survey(source).metas) {
    pieces.push(source.slice(done, from), META_NAME);
    done = to;
  }
  pieces.push(source.slice(done));
  return pieces.join('');
}

/** What the quick transformer passes over in silence or leaves as CommonJS: value namespaces, `import x = require()`, `export =`. */
const UNUSUAL =
  /(?<!declare\s+)\b(?:namespace|module)\s+[\w$.]+\s*\{|\bimport\s+(?:type\s+)?[\w$]+\s*=|\bexport\s*=|(?<![.\w$])(?:module\.exports|__dirname|__filename)\b/;

/** Whether the text has what only the thorough transformer gets right. May say so without need, which costs time only. */
export function isUnusual(source: string): boolean {
  return UNUSUAL.test(source);
}

const REQUIRE = /\brequire\((['"])([^'"\\\n]+)\1\)/g;

/** What a transformed text requires. A string that happens to read so is taken for one, too. */
export function requiredIn(code: string): readonly string[] {
  const specifiers = new Set<string>();
  for (const match of code.matchAll(REQUIRE)) specifiers.add(match[2] ?? '');
  return [...specifiers];
}
