/** The errors of the revision graph: its files' headers, the identifiers that people type, and plans. */
export * from './graph-errors.js';
export * from './identifier-errors.js';
export * from './plan-errors.js';
