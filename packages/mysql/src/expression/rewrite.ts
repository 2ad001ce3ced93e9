import type { Flavour } from '../flavour.js';
import type { Expression } from './tree.js';

type Call = Extract<Expression, { readonly kind: 'call' }>;

/**
 * An expression as the server keeps it, which is not always what was written: both turn NOT inside out, give functions
 * their first name and spell out short forms; each in its own way.
 */
export function rewriteExpression(expression: Expression, flavour: Flavour): Expression {
  const own = flavour.kind;
  const rewrite = (one: Expression): Expression => rewriteExpression(one, flavour);
  switch (expression.kind) {
    case 'literal':
      return own === 'mariadb' ? mariadbLiteral(expression.text) : expression;
    case 'name':
      return expression;
    case 'call':
      return rewriteCall({ ...expression, args: expression.args.map(rewrite) }, own);
    case 'phrase':
      return {
        ...expression,
        parts: expression.parts.map((part) => (typeof part === 'string' ? part : rewrite(part))),
      };
    case 'unary':
      return { ...expression, arg: rewrite(expression.arg) };
    case 'not':
      return negated(rewrite(expression.arg), own);
    case 'chain': {
      const items = expression.items.map(rewrite);
      return expression.op === 'xor' && own === 'mariadb'
        ? { ...expression, items }
        : chain(
            expression.op,
            items.map((item) => truth(item, own)),
          );
    }
    case 'binary':
      return rewriteBinary({ ...expression, left: rewrite(expression.left), right: rewrite(expression.right) }, own);
    case 'is': {
      const arg = rewrite(expression.arg);
      return { ...expression, arg: own === 'mysql' && expression.what !== 'null' ? truth(arg, own) : arg };
    }
    case 'in': {
      const arg = rewrite(expression.arg);
      const items = expression.items.map(rewrite);
      const [only] = items;
      if (only === undefined || items.length > 1) return { ...expression, arg, items };
      return { kind: 'binary', op: expression.not ? '<>' : '=', left: arg, right: only };
    }
    case 'between':
      return {
        ...expression,
        arg: rewrite(expression.arg),
        low: rewrite(expression.low),
        high: rewrite(expression.high),
      };
    case 'like':
      return {
        ...expression,
        arg: rewrite(expression.arg),
        pattern: rewrite(expression.pattern),
        ...(expression.escape === undefined ? {} : { escape: rewrite(expression.escape) }),
      };
    case 'case':
      return {
        ...expression,
        ...(expression.subject === undefined ? {} : { subject: rewrite(expression.subject) }),
        branches: expression.branches.map(({ when, result }) => ({ when: rewrite(when), result: rewrite(result) })),
        ...(expression.otherwise === undefined ? {} : { otherwise: rewrite(expression.otherwise) }),
      };
    case 'cast':
      return { ...expression, arg: rewrite(expression.arg), type: castType(expression.type) };
    case 'interval':
      return { ...expression, amount: rewrite(expression.amount) };
    default:
      return { ...expression, items: expression.items.map(rewrite) };
  }
}

const zero: Expression = { kind: 'literal', text: '0' };

const opposites: Readonly<Record<string, string>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

function negated(arg: Expression, own: Flavour['kind']): Expression {
  switch (arg.kind) {
    case 'binary': {
      const opposite = opposites[arg.op];
      if (opposite !== undefined) return { ...arg, op: opposite };
      break;
    }
    case 'is':
    case 'in':
    case 'between':
    case 'like':
      return { ...arg, not: !arg.not };
    case 'chain':
      if (arg.op === 'xor') break;
      return chain(
        arg.op === 'and' ? 'or' : 'and',
        arg.items.map((item) => negated(item, own)),
      );
    case 'not':
      return truth(arg.arg, own);
    default:
  }
  if (isTruth(arg)) return { kind: 'not', arg };
  if (own === 'mysql') return { kind: 'binary', op: '=', left: zero, right: arg };
  return arg.kind === 'name' ? { kind: 'binary', op: '=', left: arg, right: zero } : { kind: 'not', arg };
}

/** A value where only true or false can be meant: any but zero is true. */
function truth(arg: Expression, own: Flavour['kind']): Expression {
  if (isTruth(arg)) return arg;
  if (own === 'mysql') return { kind: 'binary', op: '<>', left: zero, right: arg };
  return arg.kind === 'name' ? { kind: 'binary', op: '<>', left: arg, right: zero } : arg;
}

const computed: ReadonlySet<string> = new Set(['+', '-', '*', '/', 'div', '%', '^', '|', '&', '<<', '>>', 'collate']);
const predicates =
  /^(?:json_(?:valid|schema_valid|contains|contains_path|overlaps)|regexp_like|is_\w+|(?:st_|mbr)(?:contains|coveredby|covers|crosses|disjoint|equals|intersects|overlaps|touches|within))$/u;

function isTruth(expression: Expression): boolean {
  switch (expression.kind) {
    case 'binary':
      return !computed.has(expression.op);
    case 'literal':
      return expression.text === 'true' || expression.text === 'false';
    case 'call':
      return predicates.test(expression.name);
    case 'chain':
    case 'not':
    case 'is':
    case 'in':
    case 'between':
    case 'like':
      return true;
    default:
      return false;
  }
}

function chain(op: 'and' | 'or' | 'xor', items: readonly Expression[]): Expression {
  return {
    kind: 'chain',
    op,
    items:
      op === 'xor' ? items : items.flatMap((item) => (item.kind === 'chain' && item.op === op ? item.items : [item])),
  };
}

function mariadbLiteral(text: string): Expression {
  if (text === 'true') return { kind: 'literal', text: '1' };
  if (text === 'false') return zero;
  // Charsets before strings are forgotten.
  return { kind: 'literal', text: text.replace(/^_\w+(?=')/u, '') };
}

function rewriteBinary(expression: Extract<Expression, { readonly kind: 'binary' }>, own: Flavour['kind']): Expression {
  const { op, left, right } = expression;
  if (op === '+' && left.kind === 'interval' && right.kind !== 'interval')
    return { ...expression, left: right, right: left };
  if (own === 'mariadb') return expression;
  if (op === 'regexp') return { kind: 'call', name: 'regexp_like', args: [left, right] };
  if (op === '=' && left.kind === 'row' && right.kind === 'row') {
    const pairs = left.items.flatMap((item, place): readonly Expression[] => {
      const other = right.items[place];
      return other === undefined ? [] : [{ kind: 'binary', op, left: item, right: other }];
    });
    return chain('and', pairs);
  }
  return expression;
}

/** The name that a function is kept by, where it has several. */
const names: Readonly<Record<Flavour['kind'], Readonly<Record<string, string>>>> = {
  mysql: { lcase: 'lower', ucase: 'upper', character_length: 'char_length', octet_length: 'length' },
  mariadb: { lower: 'lcase', upper: 'ucase', character_length: 'char_length', length: 'octet_length', st_srid: 'srid' },
};

const sharedNames: Readonly<Record<string, string>> = { power: 'pow', ceil: 'ceiling', day: 'dayofmonth' };

function rewriteCall(call: Call, own: Flavour['kind']): Expression {
  const { name, args } = call;
  const [first, second, ...others] = args;
  if (first === undefined) return call;
  if (second === undefined) {
    if (name === 'isnull') return { kind: 'is', not: false, what: 'null', arg: first };
    if (name === 'date') return { kind: 'cast', arg: first, type: 'date' };
    if (name === 'round') return { ...call, args: [first, zero] };
  } else if (others.length === 0) {
    const added = addition(name);
    if (added !== undefined) {
      const interval: Expression =
        second.kind === 'interval' ? second : { kind: 'interval', amount: second, unit: 'day' };
      return { kind: 'binary', op: added, left: first, right: interval };
    }
    if (name === 'mod') return { kind: 'binary', op: '%', left: first, right: second };
    if (name === 'instr') return { ...call, name: 'locate', args: [second, first] };
    if (name === 'json_length' && own === 'mysql') {
      return { ...call, args: [{ kind: 'call', name: 'json_extract', args: [first, second] }] };
    }
    if (name === 'json_value' && own === 'mysql') {
      return { kind: 'phrase', name, parts: [first, ',', second, 'returning char(512)'] };
    }
  }
  return { ...call, name: sharedNames[name] ?? names[own][name] ?? name };
}

function addition(name: string): '+' | '-' | undefined {
  if (name === 'date_add' || name === 'adddate') return '+';
  return name === 'date_sub' || name === 'subdate' ? '-' : undefined;
}

function castType(type: string): string {
  const text = type.replace(/^(un)?signed integer$/u, '$1signed').replace('character set', 'charset');
  if (text === 'real') return 'double';
  const national = /^nchar(\(\d+\))?$/u.exec(text);
  if (national !== null) return `char${national[1] ?? ''} charset utf8mb3`;
  const bytes = /^binary(\(\d+\))?$/u.exec(text);
  if (bytes !== null) return `char${bytes[1] ?? ''} charset binary`;
  return /^char(?:\(\d+\))?$/u.test(text) ? `${text} charset utf8mb4` : text;
}
