/**
 * A definition that SQLite keeps, piece by piece in one spelling: comments gone, one sort of quotes, words in lower case; of
 * a table, its columns in order, then what its constraints say, wherever they stood.
 */
export function canonicalItems(sql: string): readonly string[] {
  const words = tokens(sql);
  const open = words.indexOf('(');
  const isTable = words[0] === 'create' && words[1] === 'table' && open > 0 && !words.slice(0, open).includes('as');
  if (words[0] === 'create' && (words[1] === 'index' || words[2] === 'index'))
    return [indexText(canonicalWords(words))];
  if (!isTable) return [canonicalWords(words).join(' ')];
  const close = closing(words, open);
  const columns: string[] = [];
  const constraints: string[] = [];
  for (const item of splitAt(words.slice(open + 1, close))) {
    const first = asName(item[0] ?? '');
    if (constraintWords.has(first)) constraints.push(...clausesOf(item, undefined).map(joined));
    else {
      const clauses = clausesOf(item.slice(1), first);
      const own = lastOfEach(clauses.filter((clause) => !isHoisted(clause))).map(joined);
      columns.push(joined([first, ...own.toSorted()]));
      constraints.push(...clauses.filter(isHoisted).map(joined));
    }
  }
  const tail = splitAt(words.slice(close + 1))
    .map(joined)
    .toSorted();
  const key = constraints
    .map((text) => /^(?:constraint \S+ )?primary key \( ([^)]*) \)/u.exec(text)?.[1])
    .find((found) => found !== undefined);
  const keyed = (key ?? '').split(' , ').map((element) => element.split(' ')[0] ?? '');
  // The number of a row, and a key that holds the rows itself, are never null, whether that is said or not.
  const isNeverNull = (text: string): boolean =>
    keyed.some(
      (name) =>
        text.startsWith(`${name} `) &&
        (tail.includes('without rowid') || tail.includes('strict') || (keyed.length === 1 && / integer\b/u.test(text))),
    );
  const shown = columns.map((text) => (isNeverNull(text) ? text.replace(' not null', '') : text));
  return [joined(words.slice(0, open).map(asName)), ...shown, ...constraints.toSorted(), ...tail];
}

const constraintWords = new Set(['constraint', 'primary', 'unique', 'check', 'foreign']);
const clauseWords = new Set([
  'constraint',
  'not',
  'null',
  'default',
  'primary',
  'unique',
  'check',
  'references',
  'collate',
  'generated',
  'as',
  'foreign',
]);

/** Where only a name can stand, a string is one. */
function asName(word: string): string {
  return word.startsWith("'") ? word.slice(1, -1).replaceAll("''", "'").toLowerCase() : word;
}

/** Where a default or collation stands twice, SQLite takes the last. */
function lastOfEach(clauses: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const once = new Set(['default', 'collate', 'not']);
  return clauses.filter(
    ([word = ''], index) => !once.has(word) || !clauses.slice(index + 1).some(([other]) => other === word),
  );
}

function isHoisted(clause: readonly string[]): boolean {
  return /^(?:constraint \S+ )?(?:primary|unique|check|foreign)\b/u.test(joined(clause));
}

/** The clauses of a column or of a table's constraint; a key of one column as the table would say it. */
function clausesOf(item: readonly string[], column: string | undefined): readonly (readonly string[])[] {
  const clauses: string[][] = [];
  let current: string[] = [];
  let depth = 0;
  for (const [index, word] of item.entries()) {
    const before = item[index - 1];
    const follows =
      before === 'constraint' ||
      (before === 'not' && word === 'null') ||
      (before === 'set' && (word === 'null' || word === 'default')) ||
      (before === 'default' && (word === 'null' || word === 'not')) ||
      (word === 'as' && before === 'always') ||
      (before === 'not' && word === 'deferrable') ||
      (current[0] === 'constraint' && current.length === 2) ||
      (word === 'references' && current.includes('foreign')) ||
      (word === 'not' && item[index + 1] === 'deferrable');
    if (depth === 0 && clauseWords.has(word) && !follows && current.length > 0) {
      clauses.push(current);
      current = [];
    }
    current.push(word);
    if (word === '(') depth++;
    if (word === ')') depth--;
  }
  if (current.length > 0) clauses.push(current);
  return clauses.map((clause) => tableForm(clause, column)).filter((clause) => !idle.has(joined(clause)));
}

const idle = new Set(['null', 'default null', 'collate binary']);

function tableForm(clause: readonly string[], column: string | undefined): readonly string[] {
  const named = clause[0] === 'constraint' ? 2 : 0;
  const name = clause.slice(0, named);
  const body = clause.slice(named);
  // Parentheses around the whole of a condition say nothing.
  if (body[0] === 'check') {
    const close = closing(body, 1);
    return [...name, 'check', '(', ...unwrapped(body.slice(1, close + 1)), ')', ...shortened(body.slice(close + 1))];
  }
  if (column === undefined) return [...name, ...shortened(body)];
  if (body[0] === 'references') return [...name, 'foreign', 'key', '(', column, ')', ...shortened(body)];
  if (body[0] === 'unique') return [...name, 'unique', '(', column, ')', ...shortened(body.slice(1))];
  if (body[0] === 'primary') {
    const order = body[2] === 'desc' || body[2] === 'asc' ? 1 : 0;
    return [
      ...name,
      'primary',
      'key',
      '(',
      column,
      ...(body[2] === 'desc' ? ['desc'] : []),
      ')',
      ...body.slice(2 + order),
    ];
  }
  if (body[0] === 'generated') return [...name, ...body.slice(2)].filter((word) => word !== 'virtual');
  if (body[0] === 'as') return [...name, ...body].filter((word) => word !== 'virtual');
  // SQLite reads a name there, and forgets it.
  if (body[0] === 'default') return ['default', ...defaultWords(unwrapped(body.slice(1)))];
  if (body[0] === 'collate') return body;
  return [...name, ...shortened(body)];
}

/** Without what is so anyway. */
function shortened(words: readonly string[]): readonly string[] {
  const kept = joined(words)
    .replaceAll(/ on (?:delete|update) no action/gu, '')
    .replaceAll(/ ?\bon conflict abort/gu, '')
    .replaceAll(/ not deferrable(?: initially immediate)?/gu, '')
    .replaceAll(/ (deferrable) initially immediate/gu, ' $1')
    .replace(/ autoincrement \)/u, ' ) autoincrement')
    .replaceAll(' asc', '');
  // Which of the two actions stands first means nothing.
  const text = kept.replace(/( on update (?:set \w+|\w+))( on delete (?:set \w+|\w+))/u, '$2$1');
  return text === '' ? [] : [text];
}

/** To SQLite, `true` and `false` are 1 and 0, and so are `+1` and `00`; a lone name or word is a string. */
function defaultWords(given: readonly string[]): readonly string[] {
  const words = given[0] === '+' && /^[\d.]/u.test(given[1] ?? '') ? given.slice(1) : given;
  const [only = '', ...others] = words;
  if (only === 'x' && others.length === 1) return [only, others.join('').toLowerCase()];
  if (only === '-' && others.length === 1) return [only, ...defaultWords(others)];
  if (others.length > 0) return words;
  if (only === 'true' || only === 'false') return [only === 'true' ? '1' : '0'];
  if (/^\d+$/u.test(only)) return [String(BigInt(only))];
  if (/^\d*\.\d+$/u.test(only) && !Number.isInteger(Number(only))) return [String(Number(only))];
  return [only];
}

/** A default as a PRAGMA tells it; none where it is null. */
export function canonicalDefault(text: string): string | null {
  const words = defaultWords(unwrapped(tokens(text, true)));
  return joined(words) === 'null' ? null : joined(words);
}

function unwrapped(words: readonly string[]): readonly string[] {
  return words[0] === '(' && closing(words, 0) === words.length - 1 ? unwrapped(words.slice(1, -1)) : words;
}

/** Parentheses around the whole of an element, or of the predicate, say nothing. */
function indexText(words: readonly string[]): string {
  const open = words.indexOf('(');
  const close = closing(words, open);
  const elements = splitAt(words.slice(open + 1, close)).map((element) => {
    const order = element.at(-1) === 'desc' ? ['desc'] : [];
    const what = order.length === 0 ? element : element.slice(0, -1);
    // Which collation comes of it, said or not, PRAGMA index_xinfo tells.
    return joined([...unwrapped(what.length === 3 && what[1] === 'collate' ? what.slice(0, 1) : what), ...order]);
  });
  const tail = words.slice(close + 1);
  const where = tail[0] === 'where' ? ['where', ...unwrapped(tail.slice(1))] : tail;
  return joined([...words.slice(0, open).map(asName), '(', elements.join(' , '), ')', ...where]);
}

function canonicalWords(words: readonly string[]): readonly string[] {
  const kept = words.filter(
    (word, index) =>
      !(word === 'asc' || (word === 'exists' && words[index - 1] === 'not' && words[index - 2] === 'if')),
  );
  return kept.filter(
    (word, index) => !(word === 'if' && kept[index + 1] === 'not') && !(word === 'not' && kept[index - 1] === 'if'),
  );
}

function joined(words: readonly string[]): string {
  return words.join(' ');
}

function closing(words: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < words.length; at++) {
    if (words[at] === '(') depth++;
    else if (words[at] === ')' && --depth === 0) return at;
  }
  return words.length;
}

function splitAt(words: readonly string[]): readonly (readonly string[])[] {
  const items: string[][] = [[]];
  let depth = 0;
  for (const word of words) {
    if (word === '(') depth++;
    if (word === ')') depth--;
    if (word === ',' && depth === 0) items.push([]);
    else items.at(-1)?.push(word);
  }
  return items.filter((item) => item.length > 0);
}

const values = new Set(['null', 'true', 'false', 'current_timestamp', 'current_date', 'current_time']);

/** Names lose their quotes, and all words their case; strings stay as they are. A semicolon at the end means nothing. */
function tokens(sql: string, ofDefault = false): readonly string[] {
  const found = sql.matchAll(
    /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|('(?:[^']|'')*')|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]|([\p{L}_][\p{L}\p{N}_$]*|\.?\p{N}[\p{L}\p{N}.]*)|\|\||->>|->|<>|[<>=!]=|([^\s])/gu,
  );
  let afterDefault = ofDefault;
  let previous: string | undefined;
  const words = [...found].flatMap(([all, string, double, tick, bracket, word]): readonly string[] => {
    if (all.startsWith('--') || all.startsWith('/*')) return [];
    const isDefault = afterDefault;
    afterDefault = word?.toLowerCase() === 'default' && previous !== 'set';
    previous = word?.toLowerCase();
    if (string !== undefined) return [string];
    const name = double?.replaceAll('""', '"') ?? tick?.replaceAll('``', '`') ?? bracket;
    // After DEFAULT, what looks like a name is a string.
    const said = name ?? (/^[\p{L}_]/u.test(word ?? '') && !/^x$/iu.test(word ?? '') ? word : undefined);
    if (isDefault && said !== undefined && !(name === undefined && values.has(said.toLowerCase())))
      return [`'${said.replaceAll("'", "''")}'`];
    if (name !== undefined) return [name.startsWith('$') ? `'${name}'` : name.toLowerCase()];
    return [(word ?? all).toLowerCase()];
  });
  return words.at(-1) === ';' ? words.slice(0, -1) : words;
}
