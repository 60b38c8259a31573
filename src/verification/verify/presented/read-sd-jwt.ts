import { readJson } from '../../../platform/json/read-json.ts'

type Json = Record<string, unknown>

/**
 * An SD-JWT as it is shown (RFC 9901, section 4): the signed JWT, what of its claims is disclosed, and the proof that the
 * holder has the key, null where it was left off. `presented`: what that proof is made over.
 */
export type PresentedSdJwt = {
  jws: string
  disclosures: string[]
  keyBinding: string | null
  presented: string
}

/** A credential of ours has seven; a stranger's is not looked through for more. */
const MAX_DISCLOSURES = 100
const MAX_LENGTH = 256 * 1024

/** What a text is as an SD-JWT; null for everything else. Nothing of it is checked. */
export function readSdJwt(text: string): PresentedSdJwt | null {
  const shown = text.trim()
  if (shown.length > MAX_LENGTH || !/^[\w-]+\.[\w-]+\.[\w-]+~[\w.~-]*$/.test(shown)) return null
  const [jws = '', ...rest] = shown.split('~')
  const last = rest.pop() ?? ''
  if (rest.length > MAX_DISCLOSURES) return null
  const presented = shown.slice(0, shown.length - last.length)
  return { jws, disclosures: rest, keyBinding: last || null, presented }
}

/**
 * The claims with those that are disclosed; null where a disclosure is no such thing, is not among those that were signed,
 * or says a name a second time (RFC 9901, section 7.1). `hidden`: how many claims are kept back.
 */
export function disclosedClaims(
  claims: Json,
  disclosures: readonly string[],
  digestOf: (disclosure: string) => string,
): { claims: Json; hidden: number } | null {
  const { _sd: signed = [], _sd_alg: algorithm = 'sha-256', ...plain } = claims
  if (!Array.isArray(signed) || algorithm !== 'sha-256') return null
  const left = new Set<unknown>(signed)
  if (left.size < signed.length) return null
  const disclosed = new Map<string, unknown>()
  for (const disclosure of disclosures) {
    const claim = claimIn(disclosure)
    if (!claim || !left.delete(digestOf(disclosure))) return null
    if (claim.name in plain || disclosed.has(claim.name)) return null
    disclosed.set(claim.name, claim.value)
  }
  return { claims: { ...plain, ...Object.fromEntries(disclosed) }, hidden: left.size }
}

/** A salt, a name and a value. */
function claimIn(disclosure: string): { name: string; value: unknown } | null {
  const { value } = readJson(Buffer.from(disclosure, 'base64url').toString('utf8'))
  if (!Array.isArray(value) || value.length !== 3) return null
  const [salt, name, said] = value as unknown[]
  const isClaim =
    typeof salt === 'string' && typeof name === 'string' && !['_sd', '...', '__proto__'].includes(name)
  return isClaim ? { name, value: said } : null
}
