import { isWordOf, quotedName, tokenize, type Token } from '../expression/tokens.js';
import { text } from './catalog.js';
import type { Query, ServerFacts } from './facts.js';

/** What the catalog says that a trigger or an event does. */
export interface StoredStatement {
  readonly name: string;
  readonly statement: string;
}

/** What they do, by name, of those that the catalog does not have as they were written. */
export async function storedBodies(
  query: Query,
  kind: 'TRIGGER' | 'EVENT',
  schema: string,
  statements: readonly StoredStatement[],
  { flavour }: ServerFacts,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { name, statement } of statements) {
    // MySQL's catalog has lost what escapes a quote, MariaDB's the comments in front.
    if (flavour.kind === 'mysql' && !/['"`\\]/u.test(statement)) continue;
    // oxlint-disable-next-line no-await-in-loop -- one session, one query after another
    const [row] = await query(`SHOW CREATE ${kind} ${quotedName(schema)}.${quotedName(name)}`);
    const created = text(row?.[kind === 'EVENT' ? 'Create Event' : 'SQL Original Statement']);
    const body = kind === 'EVENT' ? eventBody(created) : triggerBody(created);
    if (body !== undefined) found.set(name, body);
  }
  return found;
}

/** What a trigger does, by SHOW CREATE TRIGGER. */
export function triggerBody(created: string): string | undefined {
  const tokens = tokenize(created);
  const words = tokens.filter(({ kind }) => kind !== 'space');
  const at = words.findIndex(
    (token, place) => isWordOf(token, 'for') && isWordOf(words[place + 1], 'each') && isWordOf(words[place + 2], 'row'),
  );
  const row = words[at + 2];
  if (at === -1 || row === undefined) return undefined;
  const [next, name] = words.slice(at + 3);
  // Its place among others is told apart.
  const isPlaced = name !== undefined && (isWordOf(next, 'follows') || isWordOf(next, 'precedes'));
  return textAfter(tokens, isPlaced ? name : row);
}

/** What an event does, by SHOW CREATE EVENT. */
export function eventBody(created: string): string | undefined {
  const tokens = tokenize(created);
  const word = tokens.find((token) => isWordOf(token, 'do'));
  return word === undefined ? undefined : textAfter(tokens, word);
}

function textAfter(tokens: readonly Token[], token: Token): string {
  return tokens
    .slice(tokens.indexOf(token) + 1)
    .map(({ text }) => text)
    .join('')
    .trim();
}
