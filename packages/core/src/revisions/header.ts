import type { Revision } from '../graph/revision.js';
import {
  HeaderFieldMissingError,
  HeaderFieldTypeError,
  HeaderNotFoundError,
  HeaderNotLiteralError,
  HeaderUnterminatedError,
} from './errors.js';
import { exportedExpression, initialiserOf } from './exported-expression.js';
import { endOfItem, endOfName, endOfOpaque, lineAt, skipTrivia, stringValue, UnclosedError } from './scanner.js';

/** What a migration file says of itself, read from its text. */
export interface RevisionHeader extends Revision {
  /** The whole message; `message` is its first line. */
  readonly text: string;
}

type Field = 'revision' | 'downRevision' | 'branchLabels' | 'dependsOn' | 'message';
type Value = string | null | undefined | readonly string[];

const FIELDS: Readonly<Record<Field, string>> = {
  revision: 'a string',
  downRevision: 'a string, null, or an array of strings',
  branchLabels: 'an array of strings',
  dependsOn: 'a string or an array of strings',
  message: 'a string',
};

function isField(name: string): name is Field {
  return Object.hasOwn(FIELDS, name);
}

/**
 * Reads the header of a migration file without running or parsing it: the literals in `export default migration({ … })`,
 * in any order, before or after the functions.
 * @param file path for error messages
 * @throws HeaderNotFoundError, HeaderNotLiteralError, HeaderFieldMissingError, HeaderFieldTypeError, HeaderUnterminatedError
 */
export function readHeader(source: string, file: string): RevisionHeader {
  try {
    return new HeaderReader(source, file).read();
  } catch (error) {
    if (error instanceof UnclosedError) {
      throw new HeaderUnterminatedError(file, lineAt(source, error.position), error.what);
    }
    throw error;
  }
}

class HeaderReader {
  constructor(
    private readonly source: string,
    private readonly file: string,
  ) {}

  read(): RevisionHeader {
    const start = this.objectStart();
    const fields = this.fields(start);
    const { revision, downRevision } = fields;
    if (typeof revision !== 'string') throw new HeaderFieldMissingError(this.file, this.lineOf(start), 'revision');
    if (downRevision === undefined) throw new HeaderFieldMissingError(this.file, this.lineOf(start), 'downRevision');
    const text = typeof fields.message === 'string' ? fields.message : '';
    return {
      id: revision,
      downRevisions: asList(downRevision),
      dependsOn: asList(fields.dependsOn),
      branchLabels: asList(fields.branchLabels),
      message: firstLine(text),
      text,
    };
  }

  /** Position of the `{` of the exported object. */
  private objectStart(): number {
    const { source, file } = this;
    let at = exportedExpression(source);
    for (let hops = 0; at !== undefined && hops < 4; hops++) {
      while (source[at] === '(') at = skipTrivia(source, at + 1);
      if (source[at] === '{') return at;
      const end = endOfName(source, at);
      const name = source.slice(at, end);
      if (name === '' || name === 'function' || name === 'class' || name === 'async') break;
      const argument = this.firstArgument(end);
      if (argument !== undefined) {
        if (source[argument] === '{') return argument;
        throw this.notLiteral(argument, 'the argument');
      }
      at = initialiserOf(source, name);
    }
    throw new HeaderNotFoundError(file);
  }

  /** Where the first argument starts, if what follows a name at `position` is a call. */
  private firstArgument(position: number): number | undefined {
    const { source } = this;
    let at = skipTrivia(source, position);
    while (source[at] === '.') {
      at = skipTrivia(source, endOfName(source, skipTrivia(source, at + 1)));
    }
    if (source[at] === '<') at = skipTrivia(source, source.indexOf('>', at) + 1);
    return source[at] === '(' ? skipTrivia(source, at + 1) : undefined;
  }

  private fields(start: number): Partial<Record<Field, Value>> {
    const { source } = this;
    const found: Partial<Record<Field, Value>> = {};
    let missing = Object.keys(FIELDS).length;
    let at = skipTrivia(source, start + 1);
    while (missing > 0 && source[at] !== '}') {
      if (at >= source.length) throw new UnclosedError('A "{"', start);
      if (source.startsWith('...', at)) throw this.notLiteral(at, 'a spread');
      const keyEnd = this.endOfKey(at);
      const key = keyEnd === at ? '' : this.keyText(at, keyEnd);
      let end: number;
      if (isField(key)) {
        const colon = skipTrivia(source, keyEnd);
        if (source[colon] !== ':') throw this.notLiteral(at, key);
        const valueStart = skipTrivia(source, colon + 1);
        if (!Object.hasOwn(found, key)) missing--;
        [found[key], end] = this.value(key, valueStart);
      } else {
        end = endOfItem(source, keyEnd);
      }
      // What is neither a comma nor the end is a mistake that the loader tells better.
      if (source[end] !== ',' && source[end] !== '}' && end <= at) break;
      at = source[end] === ',' ? skipTrivia(source, end + 1) : end;
    }
    return found;
  }

  /** End of a plain key at `at`; `at` itself for anything else (a computed key, an accessor's star). */
  private endOfKey(at: number): number {
    const first = this.source[at];
    return first === '"' || first === "'" ? endOfOpaque(this.source, at) : endOfName(this.source, at);
  }

  private keyText(from: number, to: number): string {
    const first = this.source[from];
    return first === '"' || first === "'" ? stringValue(this.source, from, to) : this.source.slice(from, to);
  }

  /** The literal at `at` and the position of the `,` or `}` after it. */
  private value(field: Field, at: number): readonly [Value, number] {
    const [value, literalEnd] =
      field !== 'revision' && this.source[at] === '[' ? this.list(field, at) : this.scalar(field, at);
    const fits =
      typeof value === 'string' ||
      ((field === 'downRevision' ? value !== undefined : field !== 'revision') &&
        !(Array.isArray(value) && field === 'message'));
    if (!fits) throw this.wrongType(field, at);
    let end = skipTrivia(this.source, literalEnd);
    const suffix = this.source.slice(end, endOfName(this.source, end));
    // `as const`, `as readonly string[]`, `satisfies …` change the type and not the value.
    if (suffix === 'as' || suffix === 'satisfies') end = endOfItem(this.source, end);
    if (this.source[end] !== ',' && this.source[end] !== '}') {
      if (end >= this.source.length) throw new UnclosedError('The header', at);
      throw this.notLiteral(at, field);
    }
    return [value, end];
  }

  private list(field: Field, start: number): readonly [readonly string[], number] {
    const { source } = this;
    const items: string[] = [];
    let at = skipTrivia(source, start + 1);
    while (source[at] !== ']') {
      if (at >= source.length) throw new UnclosedError('A "["', start);
      const [item, itemEnd] = this.scalar(field, at);
      if (typeof item !== 'string') throw this.wrongType(field, start);
      items.push(item);
      at = skipTrivia(source, itemEnd);
      if (source[at] === ',') at = skipTrivia(source, at + 1);
      else if (source[at] !== ']' && at < source.length) throw this.notLiteral(start, field);
    }
    return [items, at + 1];
  }

  private scalar(field: Field, at: number): readonly [string | null | undefined, number] {
    const { source } = this;
    const first = source[at];
    if (first === '"' || first === "'" || first === '`') {
      let substituted = false;
      const end = endOfOpaque(source, at, () => {
        substituted = true;
      });
      if (substituted) throw this.notLiteral(at, field);
      return [stringValue(source, at, end), end];
    }
    const end = endOfName(source, at);
    const word = source.slice(at, end);
    if (word === 'null') return [null, end];
    if (word === 'undefined') return [undefined, end];
    if (word === 'true' || word === 'false' || /^[\d[{-]/.test(first ?? '')) throw this.wrongType(field, at);
    throw this.notLiteral(at, field);
  }

  private notLiteral(at: number, property: string): HeaderNotLiteralError {
    return new HeaderNotLiteralError(this.file, this.lineOf(at), property, this.textAt(at));
  }

  private wrongType(field: Field, at: number): HeaderFieldTypeError {
    return new HeaderFieldTypeError(this.file, this.lineOf(at), field, FIELDS[field], this.textAt(at));
  }

  private textAt(at: number): string {
    const text = this.source.slice(at, endOfItem(this.source, at)).trim().replaceAll(/\s+/g, ' ');
    return text.length > 80 ? `${text.slice(0, 79)}…` : text;
  }

  private lineOf(at: number): number {
    return lineAt(this.source, at);
  }
}

function asList(value: Value): readonly string[] {
  if (value === undefined || value === null) return [];
  return typeof value === 'string' ? [value] : value;
}

function firstLine(text: string): string {
  const trimmed = text.trim();
  const end = trimmed.search(/[\r\n]/);
  return end === -1 ? trimmed : trimmed.slice(0, end).trimEnd();
}
