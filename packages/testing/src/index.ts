/** `@aludel/testing`: random schemas and operations, and the laws that hold for them. */
export * from './arbitrary-model.js';
export * from './arbitrary-operations.js';
export * from './choices.js';
export * from './equivalent.js';
export * from './laws.js';
export * from './portable.js';
export * from './profile.js';
export * from './live/check-inspect.js';
export * from './live/database.js';
export * from './live/make-rows.js';
export * from './live/migrations-folder.js';
export * from './live/session.js';
export * from './live/watch.js';
export * from './conformance/dialect-under-test.js';
export * from './conformance/test-dialect.js';
export * from './conformance/type-case.js';
