/** Tests stand beside their source as `x.test.ts`; `tsc -b` compiles them with the rest, so their types are checked too. */
export default {
  files: ['packages/*/src/**/*.test.ts', 'test-matrix/src/**/*.test.ts', 'scripts/src/**/*.test.ts'],
  typescript: {
    rewritePaths: {
      'packages/core/src/': 'packages/core/dist/',
      'packages/mysql/src/': 'packages/mysql/dist/',
      'packages/postgres/src/': 'packages/postgres/dist/',
      'packages/sqlite/src/': 'packages/sqlite/dist/',
      'packages/testing/src/': 'packages/testing/dist/',
      'test-matrix/src/': 'test-matrix/dist/',
      'scripts/src/': 'scripts/dist/',
    },
    compile: false,
  },
  timeout: '5m',
};
