import { Console } from 'node:console';

/**
 * What the config, models and migrations print with `console` goes to stderr from now on: stdout holds the result alone, a
 * document of `--json` or a script of `--sql`, whatever is said beside it. Packages that greet on import do it there, too.
 */
export function sendConsoleToStderr(): void {
  for (const [name, method] of Object.entries(new Console(process.stderr))) {
    if (typeof method === 'function') Object.assign(console, { [name]: method });
  }
}
