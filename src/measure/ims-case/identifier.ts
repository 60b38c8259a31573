import { hash } from 'node:crypto'

/** The namespace of every identifier we give in CASE. It never changes: platforms keep what it leads to. */
const NAMESPACE = Buffer.from('6c1d0a5e0f5b4c1e9a3b7d2f48e1c7a9', 'hex')

/** A UUID, version 5 (RFC 9562): always the same for the same name. */
export function identifierOf(...name: string[]): string {
  const named = Buffer.concat([NAMESPACE, Buffer.from(name.join('/'))])
  const bytes = hash('sha1', named, 'buffer').subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
