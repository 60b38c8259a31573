export type VcJwtHeader = { alg: 'ES256'; typ: 'vc+jwt'; cty: 'vc'; kid: string }

export type SignJwt = (payload: object, header: VcJwtHeader) => Promise<string>

type Issued = { issuer: string | { id: string }; id?: string }
type Json = Record<string, unknown>

const issuerOf = ({ issuer }: Issued) => (typeof issuer === 'string' ? issuer : issuer.id)

/**
 * Secures a credential as `vc+jwt` (VC-JOSE-COSE, section 3.1.1): the claim set is the credential itself, beside it `iss` and
 * `jti`, which say its issuer and its id again for verifiers of JWTs (section 3.1.3); `kid` is the issuer's DID URL of the
 * key. There is no `sub`, for the subject has no id, and no `nbf` or `exp`, which would be about the signature.
 */
export function toVcJwt(credential: Issued, thumbprint: string, signJwt: SignJwt): Promise<string> {
  const iss = issuerOf(credential)
  const claims = { ...credential, iss, ...(credential.id !== undefined && { jti: credential.id }) }
  return signJwt(claims, { alg: 'ES256', typ: 'vc+jwt', cty: 'vc', kid: `${iss}#${thumbprint}` })
}

/**
 * The credential that a claim set carries: without `iss` and `jti` where they say what the credential itself does, as they
 * stand where they say anything else. Earlier ones have neither.
 */
export function credentialIn(claims: Json): Json {
  const { iss, jti, ...credential } = claims
  const { issuer, id } = credential
  const named = typeof issuer === 'object' && issuer !== null && 'id' in issuer ? issuer.id : issuer
  return {
    ...credential,
    ...('iss' in claims && iss !== named && { iss }),
    ...('jti' in claims && jti !== id && { jti }),
  }
}
