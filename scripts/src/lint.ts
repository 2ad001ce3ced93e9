/** `npm run lint`: formatting, the linter, and the layers. Exit code 1 if any of them finds something. */
import { runChecks } from './checks.js';

process.exitCode = (await runChecks()) === 0 ? 0 : 1;
