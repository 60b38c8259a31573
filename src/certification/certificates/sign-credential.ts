import type { Services } from '../../context.ts'
import { addProof, type JsonLd } from '../documents/credentials/data-integrity.ts'
import { organisationIn } from '../documents/credentials/did.ts'
import { tokenStatusList } from '../documents/credentials/status-list.ts'
import { toVcJwt } from '../documents/credentials/vc-jwt.ts'

type Issuing = Pick<Services, 'signer'>
type Issued = Parameters<typeof toVcJwt>[0]

const issuerOf = ({ issuer }: Issued) => (typeof issuer === 'string' ? issuer : issuer.id)

/** Signs a credential of ours as `vc+jwt`, with the key that signs now for the issuer that it names. */
export async function signAsJwt({ signer }: Issuing, credential: Issued): Promise<string> {
  const kid = await signer.keyIdOf(organisationIn(issuerOf(credential)), 'credential')
  return toVcJwt(credential, kid, (payload, header) => signer.sign('credential', payload, header))
}

/** Adds a data-integrity proof to a credential of ours, with the key that signs now for the issuer that it names. */
export async function signWithProof(
  { signer, hashForProof }: Issuing & Pick<Services, 'hashForProof'>,
  credential: JsonLd & Issued,
  created: string,
): Promise<string> {
  const did = issuerOf(credential)
  const kid = await signer.keyIdOf(organisationIn(did), 'proof')
  const key = {
    verificationMethod: `${did}#${kid}`,
    sign: (bytes: Uint8Array) => signer.signProof(bytes, kid),
  }
  return JSON.stringify(await addProof(credential, key, created, hashForProof))
}

/** Signs a Token Status List (section 5.1) with the key that signs now for the issuer with this DID. */
export async function signTokenStatusList(
  { signer }: Issuing,
  issuerDid: string,
  list: Parameters<typeof tokenStatusList>[0],
): Promise<string> {
  const kid = `${issuerDid}#${await signer.keyIdOf(organisationIn(issuerDid), 'credential')}`
  return signer.sign('credential', tokenStatusList(list), { typ: 'statuslist+jwt', kid })
}
