import type * as Crypto from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** From so many characters on it is quicker to start `node:crypto`, which takes 4 ms: half of what loading a cached config may. */
const large = 200_000;

/** A quick hash of 106 bits or more of a text, for cache keys; not for anything that must withstand intent. */
export function textHash(text: string): string {
  if (text !== last.text) last = { text, hash: hashOf(text) };
  return last.hash;
}

/** The same large text is asked about several times in a row. */
let last = { text: '', hash: hashOf('') };

function hashOf(text: string): string {
  if (text.length < large) return half(text, 0x9e3779b9) + half(text, 0x85ebca6b);
  const { createHash } = require('node:crypto') as typeof Crypto;
  return createHash('sha1').update(text).digest('hex');
}

/** Two interleaved 32-bit multiply-and-xor states, mixed into 53 bits. */
function half(text: string, seed: number): string {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return ((b >>> 0) * 0x200000 + (a >>> 11)).toString(36).padStart(11, '0');
}
