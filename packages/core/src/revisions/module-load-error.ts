import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import { AludelError } from '../errors.js';
import { type LoaderName, ModuleLoadError } from './errors.js';
import { lineAt } from './scanner.js';
import { LinkError } from './typescript-modules.js';

interface Place {
  readonly file: string;
  readonly line?: number | undefined;
}

/**
 * What to tell of a module that no loader could load: the place in the user's code, the problem, and what to do.
 * @param problems what each loader that was tried threw, in order
 * @param line where the syntax is wrong, if the problems do not tell
 */
export function moduleLoadError(
  file: string,
  problems: readonly unknown[],
  tried: readonly LoaderName[],
  line?: number,
): AludelError {
  const last = problems.at(-1);
  const place = placeOf(last, file);
  if (last instanceof AludelError) return last.at(locationOf(place));
  if (!existsSync(file)) {
    return new ModuleLoadError(file, last, tried, {
      problem: 'there is no such file.',
      hint: 'Check the path; files of TypeScript and JavaScript are meant: .ts .mts .js .mjs.',
    });
  }
  const missing = missingImport(problems);
  if (missing !== undefined) {
    return new ModuleLoadError(file, missing.cause, tried, {
      problem: `it imports ${JSON.stringify(missing.specifier)}, which can't be found.`,
      at: missing.file,
      line: missing.line,
      hint: /^[./#~@]*\//.test(missing.specifier)
        ? 'Check the path; a path alias must stand under compilerOptions.paths of the tsconfig.json above the file.'
        : `Install it ("npm install ${missing.specifier}"), or correct the name.`,
    });
  }
  const absent = ABSENT_EXPORT.exec(firstLine(last));
  if (absent?.[1] !== undefined && absent[2] !== undefined) {
    return new ModuleLoadError(file, last, tried, {
      problem: `it imports "${absent[2]}" from "${absent[1]}", which has no export of that name.`,
      at: place.file,
      line: place.line ?? line,
      hint: 'Look at the spelling of the name, and at what the module exports.',
    });
  }
  if (isParseError(last)) {
    return new ModuleLoadError(file, last, tried, {
      problem: firstLine(last),
      at: place.file,
      line: place.line ?? line,
      hint: MODULE_SYNTAX.test(firstLine(last))
        ? 'By its package.json it is CommonJS: name it .ts or .mjs, or write "type": "module" into the package.json.'
        : 'The file is not valid TypeScript or JavaScript at this place.',
    });
  }
  return new ModuleLoadError(file, last, tried, {
    problem: `it threw while it was evaluated: ${firstLine(last)}`,
    at: place.file,
    line: place.line,
    hint: 'The error is in the code that runs when the file is imported, outside its functions.',
  });
}

/** The import that could not be resolved, told by our own linker, which knows who asked for what. */
function missingImport(
  problems: readonly unknown[],
): (Place & { readonly specifier: string; readonly cause: unknown }) | undefined {
  const last = problems.at(-1);
  const code = codeOf(last instanceof LinkError ? last.cause : last);
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND' && code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED')
    return undefined;
  const ours = problems.find((problem) => problem instanceof LinkError && problem.specifier !== undefined);
  if (ours instanceof LinkError && ours.specifier !== undefined) {
    return { ...placeOfText(ours.file, ours.specifier), specifier: ours.specifier, cause: ours.cause };
  }
  const match = /^Cannot find (?:module|package) '([^']+)'(?: imported from (.+))?/.exec(firstLine(last));
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { ...placeOfText(match[2], basename(match[1])), specifier: match[1], cause: last };
}

/** Where a file names what it imports. */
function placeOfText(file: string, specifier: string): Place {
  if (!existsSync(file)) return { file };
  const source = readFileSync(file, 'utf8');
  const at = [`${specifier}'`, `${specifier}"`].map((text) => source.indexOf(text)).find((found) => found !== -1) ?? -1;
  return at === -1 ? { file } : { file, line: lineAt(source, at) };
}

/** Where in the user's code an error arose. */
function placeOf(problem: unknown, loaded: string): Place {
  const [error, file] = problem instanceof LinkError ? [problem.cause, problem.file] : [problem, loaded];
  if (!(error instanceof Error)) return { file };
  const stack = error.stack ?? '';
  // A syntax error of Node's begins its stack with "<path or address>:<line>".
  const head = /^(\S.*):(\d+)\r?\n/.exec(stack);
  if (head?.[1] !== undefined && existsSync(pathOf(head[1]))) return { file: pathOf(head[1]), line: Number(head[2]) };
  const parsed = JITI_PARSE_ERROR.exec(error.message);
  if (parsed?.[2] !== undefined) return { file: pathOf(parsed[2]), line: Number(parsed[3]) };
  // sucrase ends the message with "(<line>:<column>)".
  const tail = isParseError(problem) ? /\((\d+):\d+\)$/.exec(error.message) : null;
  if (tail !== null) return { file, line: Number(tail[1]) };
  if (isParseError(problem)) return { file };
  for (const frame of stack.split('\n')) {
    const match = /^\s+at (?:.*\()?((?:file:\/\/)?\/?[^()]+?):(\d+):\d+\)?$/.exec(frame);
    if (match?.[1] === undefined) continue;
    const path = pathOf(match[1]);
    if (path === file) return { file, line: Number(match[2]) };
    const isUsers = !path.startsWith('node:') && !path.includes('node_modules') && !path.startsWith(OURS);
    if (isUsers && existsSync(path)) return { file: path, line: Number(match[2]) };
  }
  return { file };
}

/** The folder of this package and of the dialect packages beside it: their frames say nothing of the user's. */
const OURS = fileURLToPath(new URL('../../..', import.meta.url));

function pathOf(address: string): string {
  if (!address.startsWith('file:')) return address;
  try {
    return fileURLToPath(address.replace(/\?[^?]*$/, ''));
  } catch {
    return address;
  }
}

function locationOf(place: Place): { file: string; line?: number } {
  return place.line === undefined ? { file: place.file } : { file: place.file, line: place.line };
}

/** What Node says of an import that finds its module, and not the name in it. */
const ABSENT_EXPORT = /requested module '([^']+)' does not provide an export named '([^']+)'/;

/** An ES module that Node was told is CommonJS. */
const MODULE_SYNTAX = /^(?:SyntaxError: )?(?:Cannot use import statement outside a module|Unexpected token 'export')/;

/** What jiti throws: the problem, and on the next line the place. */
const JITI_PARSE_ERROR = /^ParseError: ([^\n]*?)\s*\n\s*(\S.*):(\d+):\d+/;

/** Whether the error is the parser's, and not a `SyntaxError` that running code threw, as `JSON.parse` does. */
export function isParseError(problem: unknown): boolean {
  if (problem instanceof LinkError) return problem.cause instanceof SyntaxError;
  if (!(problem instanceof Error)) return false;
  if (JITI_PARSE_ERROR.test(problem.message)) return true;
  const firstFrame = /^\s+at .*$/m.exec(problem.stack ?? '')?.[0] ?? '';
  return problem instanceof SyntaxError && /\(node:(?:internal\/(?:modules|vm)|vm)/.test(firstFrame);
}

function firstLine(problem: unknown): string {
  const error = problem instanceof LinkError ? problem.cause : problem;
  const parsed = error instanceof Error ? JITI_PARSE_ERROR.exec(error.message) : null;
  if (parsed?.[1] !== undefined) return `${parsed[1]}.`;
  const text =
    error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error);
  const line = text.split('\n')[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
