import type { Services } from '../../context.ts'
import { addProof, type JsonLd } from '../documents/credentials/data-integrity.ts'
import { didOf } from '../documents/credentials/did.ts'
import { tokenStatusList } from '../documents/credentials/status-list.ts'
import { toVcJwt } from '../documents/credentials/vc-jwt.ts'

type Issuing = Pick<Services, 'signer' | 'publicUrl'>

/** Signs a credential of ours as `vc+jwt`, with the key that signs now. */
export async function signAsJwt(
  { signer }: Issuing,
  credential: Parameters<typeof toVcJwt>[0],
): Promise<string> {
  await signer.refresh()
  return toVcJwt(credential, signer.keyId('credential'), (payload, header) =>
    signer.sign('credential', payload, header),
  )
}

/** Adds a data-integrity proof to a credential of ours, with the key that signs now. */
export async function signWithProof(
  { signer, publicUrl, hashForProof }: Issuing & Pick<Services, 'hashForProof'>,
  credential: JsonLd,
  created: string,
): Promise<string> {
  await signer.refresh()
  const kid = signer.keyId('proof')
  const key = {
    verificationMethod: `${didOf(publicUrl)}#${kid}`,
    sign: (bytes: Uint8Array) => signer.signProof(bytes, kid),
  }
  return JSON.stringify(await addProof(credential, key, created, hashForProof))
}

/** Signs a Token Status List (section 5.1) with the key that signs now. */
export async function signTokenStatusList(
  { signer, publicUrl }: Issuing,
  list: Parameters<typeof tokenStatusList>[0],
): Promise<string> {
  await signer.refresh()
  const kid = `${didOf(publicUrl)}#${signer.keyId('credential')}`
  return signer.sign('credential', tokenStatusList(list), { typ: 'statuslist+jwt', kid })
}
