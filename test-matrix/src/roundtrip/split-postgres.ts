/**
 * Cuts a file for `psql`, such as `pg_dump` writes, into statements: strings of all kinds, nested comments, dollar quotes and
 * bodies in standard SQL (`BEGIN ATOMIC … END`) are known. Commands of psql itself and the rows of COPY are left out.
 */
export function splitPostgres(text: string): readonly string[] {
  const statements: string[] = [];
  let start = 0;
  let at = 0;
  let depth = 0;
  let blocks = 0;
  const take = (end: number): string => {
    const statement = withoutLeadingComments(text.slice(start, end));
    return statement;
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    const word = wordAt(text, at);
    if (character === ';' && depth === 0 && blocks === 0) {
      const statement = take(at);
      at++;
      start = at;
      if (/^copy\b[\s\S]*\bfrom\s+stdin\b/iu.test(statement)) {
        const end = /^\\\.\s*$/mu.exec(text.slice(at));
        at = end === null ? text.length : at + end.index + end[0].length;
        start = at;
      } else if (statement !== '' && !elsewhere.test(statement)) statements.push(statement);
    } else if (character === '\\' && withoutLeadingComments(text.slice(start, at)) === '') {
      at = endOfLine(text, at);
      start = at;
    } else if (word !== undefined) {
      const lower = word.toLowerCase();
      if (lower === 'begin' && /^begin\s+atomic\b/iu.test(text.slice(at, at + 40))) blocks++;
      else if (lower === 'case' && blocks > 0) blocks++;
      else if (lower === 'end' && blocks > 0) blocks--;
      at += word.length;
      if (lower === 'e' && text[at] === "'") at = endOfQuoted(text, at, "'", true);
    } else if (character === "'" || character === '"') {
      at = endOfQuoted(text, at, character, false);
    } else if (text.startsWith('--', at)) {
      at = endOfLine(text, at);
    } else if (text.startsWith('/*', at)) {
      at = endOfComment(text, at);
    } else {
      const tag = /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(text.slice(at, at + 80))?.[0];
      if (tag === undefined) {
        if (character === '(') depth++;
        else if (character === ')') depth--;
        at++;
      } else {
        const end = text.indexOf(tag, at + tag.length);
        at = end === -1 ? text.length : end + tag.length;
      }
    }
  }
  const last = take(text.length);
  if (last !== '') statements.push(last);
  return statements;
}

const elsewhere = /^(?:create|drop)\s+database\b/iu;

/** A whole word that begins here; a dollar sign within it begins no quote. */
function wordAt(text: string, at: number): string | undefined {
  return /^[\p{L}_][\p{L}\p{N}_$]*/u.exec(text.slice(at, at + 100))?.[0];
}

function withoutLeadingComments(text: string): string {
  let rest = text.trim();
  for (;;) {
    if (rest.startsWith('--')) rest = rest.slice(endOfLine(rest, 0)).trim();
    else if (rest.startsWith('/*')) rest = rest.slice(endOfComment(rest, 0)).trim();
    else return rest;
  }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('/*', at)) {
      depth++;
      at++;
    } else if (text.startsWith('*/', at)) {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

function endOfQuoted(text: string, start: number, quote: string, escapes: boolean): number {
  for (let at = start + 1; at < text.length; at++) {
    if (escapes && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return text.length;
}
