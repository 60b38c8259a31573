export type VcJwtHeader = { alg: 'ES256'; typ: 'vc+jwt'; cty: 'vc'; kid: string }

export type SignJwt = (payload: object, header: VcJwtHeader) => Promise<string>

/**
 * Secures a credential as `vc+jwt` (VC-JOSE-COSE, section 3.1.1): the claim set is the credential itself,
 * with no claim beside it, and `kid` is the issuer's DID URL of the key.
 */
export function toVcJwt(
  credential: { issuer: string | { id: string } },
  thumbprint: string,
  signJwt: SignJwt,
): Promise<string> {
  const issuer = typeof credential.issuer === 'string' ? credential.issuer : credential.issuer.id
  return signJwt(credential, { alg: 'ES256', typ: 'vc+jwt', cty: 'vc', kid: `${issuer}#${thumbprint}` })
}
