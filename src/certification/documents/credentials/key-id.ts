import { decodeProtectedHeader } from 'jose'
import type { KeyHolder } from '../../../platform/signing/key.ts'
import { type JsonLd, proofOf } from './data-integrity.ts'
import { organisationIn } from './did.ts'

/** The thumbprint of the key that a credential of ours names as its signer's; undefined where it names none. */
export function keyIdOf(form: 'jwt' | 'ob3.json', text: string): string | undefined {
  const named =
    form === 'jwt' ? decodeProtectedHeader(text).kid : proofOf(JSON.parse(text) as JsonLd)?.verificationMethod
  return named && thumbprintOf(named)
}

/** The thumbprint in the DID URL of a key. */
export const thumbprintOf = (method: string): string | undefined => method.split('#').at(-1)

/**
 * Whose key a DID URL names, where a credential may be signed with it: that of the issuer which the credential names, and
 * that is the service or the organisation whose certificate it is (null: of no certificate that is known). Undefined for the
 * key of anyone else, whatever it is good for elsewhere.
 */
export function rightfulHolder(
  method: string,
  issuer: string,
  organisationId: string | null,
): KeyHolder | undefined {
  if (method !== `${issuer}#${thumbprintOf(method)}`) return undefined
  const holder = organisationIn(issuer)
  return holder === null || organisationId === null || holder === organisationId ? holder : undefined
}
