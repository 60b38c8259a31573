import type { JWK } from 'jose'
import { getCertificate } from '../../certification/certificates/store.ts'
import { type Services, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { followLink, spendOnce, useLink } from '../../platform/auth/links.ts'
import { issuer, issuerMetadata } from './issuer.ts'
import { signLearningCredential } from './learning-credential.ts'
import { expectNonce } from './nonce.ts'
import { WalletRefusal } from './wallet-refusal.ts'
import { configurationId } from './words.ts'

/** The credential of a certificate, bound to the key that the wallet proves to hold; uses up token and nonce. */
export async function issueCredential(
  services: Services,
  token: string,
  request: Record<string, unknown>,
  requestId: string,
): Promise<string> {
  const { link, ctx } = await followLink(services, 'wallet-access', token, requestId).catch(refuseToken)
  const { key, nonce } = await checkProof(services, request)
  return write(ctx, async (tx) => {
    const certificate = await getCertificate(tx, link.subjectId)
    if (certificate.revokedAt)
      throw new WalletRefusal('credential_request_denied', 'The certificate is revoked.')
    await useLink(tx, link, ctx.now()).catch(refuseToken)
    if (!(await spendOnce(tx, ctx, link, 'wallet-nonce', nonce)))
      throw new WalletRefusal('invalid_nonce', 'The nonce was used before.')
    await record(tx, ctx, 'certificate.wallet-credential', link.subjectId, {}, certificate)
    return signLearningCredential(services, certificate, key)
  })
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
    credentialRequest: credentialRequest as never,
  })
  const [jwt, ...more] = (proofs as { jwt?: string[] } | undefined)?.jwt ?? []
  if (!jwt || more.length > 0) throw new WalletRefusal('invalid_proof', 'One proof of kind jwt is needed.')
  const { payload, signer } = await issuer.verifyCredentialRequestJwtProof({
    issuerMetadata: metadata,
    jwt,
    now: services.now(),
  })
  return { key: signer.publicJwk as JWK, nonce: await expectNonce(services, payload.nonce) }
}
