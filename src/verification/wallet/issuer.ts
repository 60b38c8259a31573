import { createHash, randomBytes } from 'node:crypto'
import { Openid4vciIssuer, Openid4vciVersion, setGlobalConfig } from '@openid4vc/openid4vci'
import { compactVerify, importJWK, type JWK } from 'jose'
import { z } from 'zod'
import { vct } from '../../certification/documents/credentials/learning-credential.ts'
import { spoken } from '../../platform/words/language.ts'
import { say } from './words.ts'

// The library words faults anew for the whole process when it is loaded; ours are told in their own words.
Reflect.deleteProperty(z.config(), 'customError')

/** By which a wallet asks for the credential. */
export const configurationId = 'learning-credential'

type IssuerMetadata = Parameters<Openid4vciIssuer['createCredentialOffer']>[0]['issuerMetadata']

/** What wallets are told of the issuer (OpenID4VCI 1.0, section 12.2) and of its token endpoint (RFC 8414). */
export function describeIssuer(publicUrl: string) {
  // The library takes addresses without TLS only when told: on one's own machine there is nothing else.
  setGlobalConfig({ allowInsecureUrls: publicUrl.startsWith('http:') })
  // The one that is spoken everywhere comes last.
  const display = [...spoken].reverse().map((locale) => ({ name: say('credential-name')(locale), locale }))
  const credentialIssuer = issuer.createCredentialIssuerMetadata({
    credential_issuer: publicUrl,
    credential_endpoint: `${publicUrl}/wallet/credential`,
    nonce_endpoint: `${publicUrl}/wallet/nonce`,
    credential_configurations_supported: {
      [configurationId]: {
        format: 'dc+sd-jwt',
        vct,
        cryptographic_binding_methods_supported: ['jwk'],
        credential_signing_alg_values_supported: ['ES256'],
        proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
        credential_metadata: { display },
      },
    },
  })
  const authorizationServer = {
    issuer: publicUrl,
    token_endpoint: `${publicUrl}/wallet/token`,
    grant_types_supported: [preAuthorised],
    token_endpoint_auth_methods_supported: ['none'],
    response_types_supported: [],
    'pre-authorized_grant_anonymous_access_supported': true,
  }
  return { credentialIssuer, authorizationServer }
}

export const preAuthorised = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

/** The same, as the library wants it beside every request. */
export function issuerMetadata(publicUrl: string): IssuerMetadata {
  const { credentialIssuer, authorizationServer } = describeIssuer(publicUrl)
  return {
    credentialIssuer,
    authorizationServers: [authorizationServer],
    originalDraftVersion: Openid4vciVersion.V1,
    knownCredentialConfigurations: issuer.getKnownCredentialConfigurationsSupported(credentialIssuer),
  }
}

/** Only the key that stands in the proof itself is looked at: no certificate chain and no address is followed. */
export const issuer = new Openid4vciIssuer({
  callbacks: {
    hash: (bytes, algorithm) => createHash(algorithm.replace('-', '')).update(bytes).digest(),
    generateRandom: (length) => randomBytes(length),
    signJwt: () => {
      throw new Error('Nothing is signed by way of the library.')
    },
    clientAuthentication: () => {
      throw new Error('The service is no client of another issuer.')
    },
    async verifyJwt(signer, { compact }) {
      if (signer.method !== 'jwk' || signer.alg !== 'ES256') return { verified: false }
      const { kty, crv, x, y } = signer.publicJwk as JWK
      const publicJwk = JSON.parse(JSON.stringify({ kty, crv, x, y }))
      try {
        await compactVerify(compact, await importJWK(publicJwk, 'ES256'), { algorithms: ['ES256'] })
        return { verified: true, signerJwk: publicJwk }
      } catch {
        return { verified: false }
      }
    },
  },
})
