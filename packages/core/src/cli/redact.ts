const mask = '***';

/** `scheme://user:password@`: up to the last `@`, since people forget to encode what their password holds. */
const inAddress = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:@/'"`]*):[^\s'"`<>]+@/giu;
/** `password=…` in the query of an address or in a connection string. */
const inSettings = /\b(password|passwd|pwd|secret)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'&;,)}]+)/giu;

/** Passwords of the addresses in the environment and on the command line: a driver may quote them alone. */
let known: readonly string[] = [];

/** Makes `redact` mask the passwords of these addresses wherever they stand. */
export function keepSecret(addresses: Iterable<string | undefined>): void {
  const found = new Set(known);
  for (const address of addresses) {
    const password = address?.includes('://') === true ? passwordIn(address) : undefined;
    // A shorter one would mask half of the text, and tell by that.
    for (const form of [password, decoded(password)]) if (form !== undefined && form.length >= 5) found.add(form);
  }
  known = [...found];
}

/** A text without its secrets. All that the command prints goes through here, scripts of SQL apart. */
export function redact(text: string): string {
  let safe = text;
  if (safe.includes('://')) safe = safe.replaceAll(inAddress, `$1:${mask}@`);
  if (safe.includes('=')) safe = safe.replaceAll(inSettings, `$1$2${mask}`);
  for (const secret of known) safe = safe.replaceAll(secret, mask);
  return safe;
}

function passwordIn(address: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:(\S+)@/iu.exec(address)?.[1];
}

function decoded(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
