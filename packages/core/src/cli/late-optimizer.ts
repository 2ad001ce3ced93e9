import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 run code for longer before it spends time on making that fast. Most commands end within half a second, just as
 * the default has them optimized: with 10,000 revisions that was a quarter of the CPU time. Long runs get there a little
 * later. V8 has this setting in Node 20 only, and later versions do not need it; where it is unknown it would complain.
 */
export function optimizeLate(): void {
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=2000000');
}
