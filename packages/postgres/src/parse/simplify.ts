import { mapParts, type Expression } from './expression-tree.js';
import { promoted } from './numeric-types.js';

/** The type of a column as the server calls it, without its size; nothing where it is not known. */
export type TypeOfName = (name: string) => string | undefined;

const anyType: TypeOfName = () => undefined;

/**
 * Takes out of an expression what the server puts in without changing what it means: casts that it makes by itself, and
 * `= ANY (ARRAY[…])` for IN. What is left is SQL of the same meaning; the server would put the same in again.
 */
export function simplify(tree: Expression, typeOf: TypeOfName = anyType): Expression {
  return new Simplifier(typeOf).simplified(tree);
}

/**
 * The same for an expression of which nothing around it says what type it has to be. A cast of the whole is then one that
 * somebody wrote: `name::text` of `character varying` is no more the column that `name` would be.
 */
export function simplifyKeepingType(tree: Expression, typeOf: TypeOfName = anyType): Expression {
  return new Simplifier(typeOf).keepingType(tree);
}

const textTypes: ReadonlySet<string> = new Set(['text', 'character varying', 'bpchar', 'character']);

/** Functions of any type: for these, a string has to say what it is. */
const polymorphic = /^(?:to_jsonb?|array_\w+|row_to_json|unnest|any_value)$/u;

/** Functions that take `character` as such. */
const ofCharacters: ReadonlySet<string> = new Set([
  'length',
  'char_length',
  'character_length',
  'octet_length',
  'bit_length',
]);

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);
const comparison: ReadonlySet<string> = new Set(['<', '>', '=', '<=', '>=', '<>']);

class Simplifier {
  constructor(private readonly typeOfName: TypeOfName) {}

  simplified(tree: Expression): Expression {
    if (tree.kind === 'call') return this.#call(tree);
    if (tree.kind === 'form') {
      return mapParts(tree, (part) => this.#withoutTextCast(this.simplified(part)));
    }
    // `'name'::text::regclass` is looked up when it is used, and not when it is written.
    if (tree.kind === 'cast' && tree.operand.kind === 'cast' && tree.operand.operand.kind === 'string') {
      if (textTypes.has(tree.operand.type)) return tree;
    }
    if (tree.kind === 'array') return { ...tree, items: tree.items.map((item) => this.#item(item)) };
    if (tree.kind === 'cast' && tree.operand.kind === 'array') return this.#castArray(tree, tree.operand);
    const inner =
      tree.kind === 'quantified'
        ? { ...tree, operand: this.simplified(tree.operand), array: this.#list(tree.array) }
        : mapParts(tree, (part) => this.simplified(part));
    switch (inner.kind) {
      case 'cast':
        return this.#cast(inner);
      case 'binary':
        return this.#binary(inner);
      case 'quantified':
        return this.#quantified(inner, tree.kind === 'quantified' ? tree.array : inner.array);
      case 'in':
        return this.#in(inner.operand, inner.not, inner.items);
      case 'chain':
        return {
          ...inner,
          parts: inner.parts.flatMap((part) =>
            part.kind === 'chain' && part.operator === inner.operator ? part.parts : [part],
          ),
        };
      default:
        return inner;
    }
  }

  keepingType(tree: Expression): Expression {
    if (tree.kind !== 'cast') return this.simplified(tree);
    const operand = this.keepingType(tree.operand);
    return this.#typeOf(operand) === tree.type ? operand : { ...tree, operand };
  }

  #call(tree: Extract<Expression, { kind: 'call' }>): Expression {
    const name = tree.name.at(-1) ?? '';
    if (polymorphic.test(name)) return tree;
    return {
      ...tree,
      args: tree.args.map((arg) => {
        const simple = this.simplified(arg);
        return ofCharacters.has(name) ? simple : this.#withoutTextCast(simple);
      }),
    };
  }

  /** Of an array that is no list to be looked through, the items say what it is one of. */
  #item(tree: Expression): Expression {
    const isVarying = tree.kind === 'cast' && tree.operand.kind === 'string' && tree.type === 'character varying';
    return isVarying ? tree : this.simplified(tree);
  }

  /** The server writes `ARRAY['a']::varchar[]` as `ARRAY['a'::character varying]`. */
  #castArray(tree: Extract<Expression, { kind: 'cast' }>, array: Extract<Expression, { kind: 'array' }>): Expression {
    if (tree.type !== 'character varying[]' || array.items.length === 0) {
      return this.#cast({ ...tree, operand: this.#list(array) });
    }
    const items = array.items.map((item): Expression => {
      const simple = this.simplified(item);
      return simple.kind === 'string' ? { kind: 'cast', operand: simple, type: 'character varying' } : simple;
    });
    return { kind: 'array', items };
  }

  /** What is behind ANY and ALL: what it is compared with says what it is one of. */
  #list(tree: Expression): Expression {
    if (tree.kind === 'array') return { ...tree, items: tree.items.map((item) => this.simplified(item)) };
    if (tree.kind !== 'cast' || tree.operand.kind !== 'array') return this.simplified(tree);
    return this.#cast({ ...tree, operand: this.#list(tree.operand) });
  }

  /** Where only text will do, `character` becomes it by itself. */
  #withoutTextCast(tree: Expression): Expression {
    const isText = tree.kind === 'cast' && tree.type === 'text';
    return isText && this.#typeOf(tree.operand) === 'character' ? tree.operand : tree;
  }

  #cast(tree: Extract<Expression, { kind: 'cast' }>): Expression {
    const { operand, type } = tree;
    if (operand.kind === 'string') {
      if (textTypes.has(type)) return operand;
      // How the server writes a negative number, and one that has more digits than it is given.
      if (/^-?\d+(?:\.\d+)?$/u.test(operand.value) && numberType(operand.value) === type) {
        return { kind: 'number', text: operand.value };
      }
    }
    const own = this.#typeOf(operand);
    if (own === undefined) return isTextArray(operand, type) ? operand : tree;
    // What has the type already; a size that is said with it may cut the value, and stays.
    if (own === type) return operand;
    if (type === 'text' && own === 'character varying') return operand;
    return type === 'text[]' && own === 'character varying[]' ? operand : tree;
  }

  #binary(tree: Extract<Expression, { kind: 'binary' }>): Expression {
    const { operator, left, right } = tree;
    if (operator === '||') return { ...tree, left: this.#withoutTextCast(left), right: this.#withoutTextCast(right) };
    if (!arithmetic.has(operator) && !comparison.has(operator) && !/distinct/u.test(operator)) return tree;
    const [first, second] = this.#withoutCasts(left, right);
    return { ...tree, left: first, right: second };
  }

  /** Two operands without the casts that bring them to a common type. */
  #withoutCasts(left: Expression, right: Expression): readonly [Expression, Expression] {
    for (const [a, b] of [
      [bare(left), bare(right)],
      [left, bare(right)],
      [bare(left), right],
    ] as const) {
      if ((a !== left || b !== right) && this.#areBrought(a, b, left, right)) return [a, b];
    }
    return [left, right];
  }

  /** Whether the server, given `a` and `b`, makes just the casts that `left` and `right` have. */
  #areBrought(a: Expression, b: Expression, left: Expression, right: Expression): boolean {
    const [typeA, typeB] = [this.#typeOf(a), this.#typeOf(b)];
    if (a.kind === 'string' && a !== left) return b === right && typeB !== undefined && sameType(castOf(left), typeB);
    if (b.kind === 'string' && b !== right) return a === left && typeA !== undefined && sameType(castOf(right), typeA);
    const common = promoted(typeA, typeB);
    if (common === undefined) return false;
    return (a === left || castOf(left) === common) && (b === right || castOf(right) === common);
  }

  /** `given`: the array as it was, with its cast. */
  #quantified(tree: Extract<Expression, { kind: 'quantified' }>, given: Expression): Expression {
    const { operator, operand, quantifier, array } = tree;
    const isIn = operator === '=' && quantifier === 'any';
    if (!isIn && !(operator === '<>' && quantifier === 'all')) return tree;
    const list = array.kind === 'cast' && array.operand.kind === 'array' ? array.operand : array;
    if (list.kind !== 'array' || list.items.length === 0) return tree;
    // For IN, the server has a list of `character varying` cast as a whole. Where it is cast item by item, or is of texts,
    // somebody has written so, or a dump has been loaded.
    const isWritten = given.kind === 'array' && list.items.length > 1 && this.#typeOf(operand) === 'character varying';
    return isWritten ? tree : this.#in(operand, !isIn, list.items);
  }

  /** The server writes one item as `=`, and items that are no constants as `= … OR = …`. */
  #in(operand: Expression, not: boolean, items: readonly Expression[]): Expression {
    const own = this.#typeOf(operand);
    // An array's items are all brought to the type of what they are compared with.
    const given = items.map((item) => (isConstant(item) && castOf(item) === own ? bare(item) : item));
    const simple = given.map((item) => this.#withoutCasts(operand, item)[1]);
    const parts = given.map((item): Expression => {
      const [left, right] = this.#withoutCasts(operand, item);
      return { kind: 'binary', operator: not ? '<>' : '=', left, right };
    });
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    if (!simple.every(isConstant)) return { kind: 'chain', operator: not ? 'and' : 'or', parts };
    const [first] = parts;
    return { kind: 'in', operand: first?.kind === 'binary' ? first.left : operand, not, items: simple };
  }

  #typeOf(tree: Expression): string | undefined {
    switch (tree.kind) {
      case 'number':
        return numberType(tree.text);
      case 'name':
        return this.typeOfName(tree.parts.at(-1) ?? '');
      case 'cast':
        return tree.type.replace(/\([\d,]*\)/u, '');
      case 'extract':
        return 'numeric';
      case 'call':
        return /^(?:coalesce|nullif)$/u.test(tree.name.join('.')) && tree.args[0] !== undefined
          ? this.#typeOf(tree.args[0])
          : undefined;
      case 'binary':
        return arithmetic.has(tree.operator) ? promoted(this.#typeOf(tree.left), this.#typeOf(tree.right)) : undefined;
      default:
        return undefined;
    }
  }
}

function numberType(text: string): string {
  if (!/^-?\d+$/u.test(text)) return 'numeric';
  const value = BigInt(text);
  if (BigInt.asIntN(32, value) === value) return 'integer';
  return BigInt.asIntN(64, value) === value ? 'bigint' : 'numeric';
}

function bare(tree: Expression): Expression {
  return tree.kind === 'cast' && !tree.type.includes('(') ? tree.operand : tree;
}

function castOf(tree: Expression): string | undefined {
  return tree.kind === 'cast' ? tree.type : undefined;
}

function sameType(cast: string | undefined, type: string): boolean {
  return cast === type || (cast === 'bpchar' && type === 'character') || cast?.endsWith(`.${type}`) === true;
}

/** `ARRAY['a'::character varying, 'b'::character varying]::text[]`, of which the items have lost their casts. */
function isTextArray(tree: Expression, type: string): boolean {
  return (
    (type === 'text[]' || type === 'character varying[]') &&
    tree.kind === 'array' &&
    tree.items.length > 0 &&
    tree.items.every(({ kind }) => kind === 'string')
  );
}

function isConstant(tree: Expression): boolean {
  if (tree.kind === 'cast') return isConstant(tree.operand);
  return (
    tree.kind === 'string' ||
    tree.kind === 'number' ||
    (tree.kind === 'word' && /^(?:true|false|null)$/u.test(tree.word))
  );
}
