import test from 'ava';
import { testTargets } from '../laws/test-target.js';

testTargets(test, ['script']);
