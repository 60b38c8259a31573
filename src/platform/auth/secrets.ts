import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { sha256 } from '../hash.ts'

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
)

/** OWASP's scrypt setting with the least memory that it still recommends (N=2^15, r=8, p=3). */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }

/** 256 random bits, for a client's secret or a link. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** scrypt with a salt of its own, as `scrypt$salt$hash`. Takes about 0.1 s, off the event loop. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(secret, salt, 32, cost)
  return `scrypt$${salt.toString('base64url')}$${hash.toString('base64url')}`
}

/** Whether this is the secret that was hashed, in a time that does not tell how nearly. */
export async function matchesSecret(secret: string, kept: string): Promise<boolean> {
  const [, salt = '', hash = ''] = kept.split('$')
  const expected = Buffer.from(hash, 'base64url')
  const derived = await derive(secret, Buffer.from(salt, 'base64url'), 32, cost)
  return expected.length === derived.length && timingSafeEqual(expected, derived)
}

/** For secrets of 256 random bits that are looked up by their hash: a slow hash would add nothing. */
export function digestSecret(secret: string): string {
  return sha256(secret)
}
