import { createHash, hash as digest } from 'node:crypto'
import canonicalize from 'canonicalize'

/** SHA-256 of the bytes, or of a text as UTF-8, hexadecimal. */
export function sha256(bytes: string | Uint8Array): string {
  return digest('sha256', bytes, 'hex')
}

/** SHA-256 over the canonical JSON (RFC 8785) of the parts, one after the other, hexadecimal. */
export function hashOf(...parts: unknown[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(canonicalize(part) as string)
  return hash.digest('hex')
}
