/** What a config file may be called, in the order in which they are looked for. */
export const configNames = [
  'aludel.config.ts',
  'aludel.config.mts',
  'aludel.config.js',
  'aludel.config.mjs',
  'aludel.config.cts',
  'aludel.config.cjs',
] as const;
