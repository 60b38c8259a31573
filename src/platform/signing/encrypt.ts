import { CompactEncrypt, compactDecrypt } from 'jose'

/** A text as a compact JWE that opens with the same 256-bit secret. */
export const encrypt = (text: string, secret: Uint8Array): Promise<string> =>
  new CompactEncrypt(Buffer.from(text)).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(secret)

/** The text again; rejects where it was encrypted with another secret, or changed since. */
export async function decrypt(jwe: string, secret: Uint8Array): Promise<string> {
  const { plaintext } = await compactDecrypt(jwe, secret)
  return Buffer.from(plaintext).toString('utf8')
}
