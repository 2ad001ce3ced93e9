import { AludelError, InvalidBindingError } from '@aludel/core/connection';

/** The statement has as many places for values as there are values. */
export class BindingCountError extends AludelError {
  constructor(places: number, values: number) {
    super('BINDING_COUNT', `The statement has ${places} places for values, and ${values} values.`, {
      hint: 'Write one `?` for each value, in their order; a question mark that is none of them is written \\?.',
    });
  }
}

/** What the driver is handed: texts, which become of the type that the statement wants, and bytes. */
export function toBindings(values: readonly unknown[]): (string | Uint8Array | null)[] {
  return values.map((value, position) => {
    switch (typeof value) {
      case 'string':
        if (!value.includes('\0')) return value;
        throw new InvalidBindingError(position, 'a text with a NUL character', 'Leave it out, or store bytes.');
      case 'number':
        return Object.is(value, -0) ? '-0' : String(value);
      case 'bigint':
      case 'boolean':
        return String(value);
      default:
        if (value === null || value instanceof Uint8Array) return value;
        throw InvalidBindingError.ofType(position, value);
    }
  });
}

type Parser = (text: string) => unknown;

const asText: Parser = (text) => text;

/**
 * How values come back, by the number of their type: none loses anything. Numbers of 8 bytes are numbers where they are
 * exact, else bigints. Dates and times are the server's text: a JavaScript Date has no microseconds, and no dates
 * without a zone. What is not named here is as the driver has it: numeric as text, json parsed, bytea as bytes.
 */
const parsers: ReadonlyMap<number, Parser> = new Map([
  [20, toNumber],
  [1082, asText], // date
  [1083, asText], // time
  [1114, asText], // timestamp
  [1184, asText], // timestamptz
  [1186, asText], // interval
  [1266, asText], // timetz
  [600, asText], // point
  [718, asText], // circle
]);

/** The array types of these, and of `name`, which the driver leaves as text. */
const arrayParsers: ReadonlyMap<number, Parser> = new Map([
  [1016, toNumber],
  [1182, asText],
  [1183, asText],
  [1115, asText],
  [1185, asText],
  [1187, asText],
  [1270, asText],
  [1017, asText],
  [1003, asText],
]);

/** The driver's own table of parsers. */
interface DriverTypes {
  readonly getTypeParser: (oid: number, format: 'text' | 'binary') => Parser;
  readonly arrayParser: { readonly create: (text: string, parser: Parser) => { readonly parse: () => unknown } };
}

/** For the driver's `types`: our parsers before its own. */
export function typeParsers(own: DriverTypes): { readonly getTypeParser: (oid: number, format?: string) => Parser } {
  return {
    getTypeParser: (oid, format = 'text') => {
      if (format !== 'binary') {
        const element = arrayParsers.get(oid);
        if (element !== undefined) return (text) => own.arrayParser.create(text, element).parse();
      }
      return parsers.get(oid) ?? own.getTypeParser(oid, format === 'binary' ? 'binary' : 'text');
    },
  };
}

function toNumber(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
