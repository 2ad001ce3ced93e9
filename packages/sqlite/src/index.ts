export * from './augment.js';
