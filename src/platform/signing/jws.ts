import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { errors } from 'jose'
import type { PublishedKey } from './key.ts'

/** ES256 as a JWS has it: both numbers of the signature, one after the other. */
const dsaEncoding = 'ieee-p1363'

/** A compact ES256 JWS over the JSON of `payload`. Signed at once: handing so little to another thread costs more. */
export function signJws(payload: object, header: object, key: KeyObject): string {
  const signed = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding })
  return `${signed}.${signature.toString('base64url')}`
}

/** The header that our credentials have, its members in our order, and nothing beside them. */
const ourHeader = /^\{"alg":"ES256","kid":"([^"\\]*#[\w-]+)","typ":"vc\+jwt"(?:,"cty":"vc")?\}$/

/** By the key as it was read, for as long as that is kept. */
const imported = new WeakMap<object, KeyObject>()

/**
 * Checks what has our header, a key of ours and a signature of the right form, without the library, which takes twice as
 * long; null for everything else, of which the library says what is wrong with it. `keyNamed` rejects with jose's
 * JWKSNoMatchingKey for a `kid` whose key may not sign it.
 */
export async function verifyAsOurs(
  jws: string,
  keyNamed: (kid: string) => Promise<PublishedKey>,
): Promise<{ signature: 'valid' | 'invalid'; key: PublishedKey } | null> {
  const [header = '', payload = '', signed = '', ...more] = jws.split('.')
  const kid = ourHeader.exec(decode(header)?.toString('utf8') ?? '')?.[1]
  const signature = decode(signed)
  if (!kid || signature?.length !== 64 || more.length > 0 || !isBase64url.test(payload)) return null
  const key = await keyNamed(kid).catch((error) => {
    if (error instanceof errors.JWKSNoMatchingKey) return null
    throw error
  })
  if (!key) return null
  const publicKey = imported.get(key.jwk) ?? createPublicKey({ key: key.jwk, format: 'jwk' })
  imported.set(key.jwk, publicKey)
  const isValid = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: publicKey, dsaEncoding },
    signature,
  )
  return { signature: isValid ? 'valid' : 'invalid', key }
}

const isBase64url = /^[\w-]+$/

/** Bytes in base64url; null where they are not written as they would be written anew. */
function decode(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}
