import { decodeProtectedHeader } from 'jose'
import { type JsonLd, proofOf } from './data-integrity.ts'

/** The thumbprint of the key that a credential of ours names as its signer's; undefined where it names none. */
export function keyIdOf(form: 'jwt' | 'ob3.json', text: string): string | undefined {
  const named =
    form === 'jwt' ? decodeProtectedHeader(text).kid : proofOf(JSON.parse(text) as JsonLd)?.verificationMethod
  return named?.split('#').at(-1)
}
