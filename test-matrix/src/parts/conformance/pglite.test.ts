import test from 'ava';
import { testTargets } from '../../laws/test-target.js';

// A file a flavour: each runs in a process of its own, and thousands of migration files stay in a process's memory.
testTargets(test, ['operations', 'types', 'refusals'], 'pglite');
