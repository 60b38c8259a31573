import type { JWK } from 'jose'
import { act } from '../../act.ts'
import { signLearningCredential } from '../../certification/documents/credentials/learning-credential.ts'
import { assertForWallet } from '../../certification/documents/exports/export-faults.ts'
import type { Services } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { followLink, spendOnce, useLink } from '../../platform/auth/links.ts'
import { faultInJson } from '../../platform/json/read-json.ts'
import { theCertificate } from '../sharing/certificate-links.ts'
import { walletActions } from './actions.ts'
import { configurationId, issuer, issuerMetadata } from './issuer.ts'
import { expectNonce } from './nonce.ts'
import { WalletRefusal } from './wallet-refusal.ts'

/** The credential of a certificate, bound to the key that the wallet proves to hold; uses up token and nonce. */
export async function issueToWallet(
  services: Services,
  token: string,
  request: Record<string, unknown>,
  requestId: string,
): Promise<string> {
  const { link, ctx } = await followLink(services, 'wallet-access', token, requestId).catch(refuseToken)
  const { key, nonce } = await checkProof(services, request)
  // Before the transaction: within it, the key would have to be looked up over a second connection.
  const kid = await services.signer.keyIdOf(link.organisationId, 'credential')
  const hold = theCertificate(link.subjectId)
  return act(ctx, walletActions.issueToWallet, hold, async ({ tx, subject, now }) => {
    await useLink(tx, link, now).catch(refuseToken)
    if (!(await spendOnce(tx, ctx, link, 'wallet-nonce', nonce)))
      throw new WalletRefusal('invalid_nonce', 'The nonce was used before.')
    assertForWallet(JSON.parse(subject.snapshot))
    const certificate = { ...subject, learnerId: link.personId }
    return { value: await signLearningCredential(services, certificate, key, kid), subjectId: subject.id }
  }).catch(refuseRequest)
}

/** What the table refuses is a certificate that is not valid. */
function refuseRequest(error: unknown): never {
  if (error instanceof Refusal && error.reason === 'wrong-state')
    throw new WalletRefusal('credential_request_denied', error.message)
  throw error
}

function refuseToken(error: unknown): never {
  if (error instanceof Refusal)
    throw new WalletRefusal('invalid_token', 'The access token is unknown, used or expired.')
  throw error
}

async function checkProof(
  services: Services,
  credentialRequest: Record<string, unknown>,
): Promise<{ key: JWK; nonce: string }> {
  const metadata = issuerMetadata(services.publicUrl)
  if (credentialRequest.credential_configuration_id !== configurationId)
    throw new WalletRefusal('unknown_credential_configuration', `There is only ${configurationId}.`)
  const { proofs } = issuer.parseCredentialRequest({
    issuerMetadata: metadata,
    credentialRequest,
  })
  const [jwt, ...more] = (proofs as { jwt?: string[] } | undefined)?.jwt ?? []
  if (!jwt || more.length > 0) throw new WalletRefusal('invalid_proof', 'One proof of kind jwt is needed.')
  if (!isReadInOneWay(jwt))
    throw new WalletRefusal('invalid_proof', 'The proof is no JSON, or has a name twice.')
  const { payload, signer } = await issuer.verifyCredentialRequestJwtProof({
    issuerMetadata: metadata,
    jwt,
    now: services.now(),
  })
  return { key: signer.publicJwk as JWK, nonce: await expectNonce(services, payload.nonce) }
}

/** Whether header and payload of a JWT say the same to whoever reads them. */
const isReadInOneWay = (jwt: string) =>
  jwt.split('.', 2).every((part) => faultInJson(Buffer.from(part, 'base64url').toString('utf8')) === null)
