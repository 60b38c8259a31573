import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { sha256 } from '../hash.ts'

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
)

const NEW = 'sha256$'

/** What the releases before have set for scrypt (N=2^15, r=8, p=3): about 0.1 s, off the event loop. */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }

/** 256 random bits, for a client's secret or a link. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a client's secret: its SHA-256, as `sha256$hash`. Of 256 random bits a slow hash would hide no more. */
export const keepSecret = (secret: string): string => `${NEW}${sha256(secret)}`

/** Whether what is kept was made by the releases that kept scrypt hashes, as `scrypt$salt$hash`. */
export const isKeptAsBefore = (kept: string): boolean => !kept.startsWith(NEW)

/** Whether this is the secret of which that is kept, in a time that does not tell how nearly. */
export async function matchesSecret(secret: string, kept: string): Promise<boolean> {
  if (!isKeptAsBefore(kept)) return timingSafeEqual(Buffer.from(keepSecret(secret)), Buffer.from(kept))
  const [, salt = '', hash = ''] = kept.split('$')
  const expected = Buffer.from(hash, 'base64url')
  const derived = await derive(secret, Buffer.from(salt, 'base64url'), 32, cost)
  return expected.length === derived.length && timingSafeEqual(expected, derived)
}

/** For secrets of 256 random bits that are looked up by their hash: a slow hash would add nothing. */
export function digestSecret(secret: string): string {
  return sha256(secret)
}
