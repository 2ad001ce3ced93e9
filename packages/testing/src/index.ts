/** `@aludel/testing`: random schemas and operations, and the laws that hold for them. */
export * from './arbitrary-model.js';
export * from './arbitrary-operations.js';
export * from './choices.js';
export * from './equivalent.js';
export * from './laws.js';
export * from './portable.js';
export * from './profile.js';
