import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  errors,
  type FetchImplementation,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import type { Auxiliary } from '../auxiliaries/auxiliary.ts'
import { CLOCKS_DIFFER } from '../clocks.ts'
import { sha256 } from '../hash.ts'

/** What a provider may sign with; a token never chooses beyond what is configured. */
export const signInAlgorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'] as const

export type ProviderSettings = {
  issuer: string
  /** As whom the provider knows this service, or what it uses: a token for anybody else is not taken. */
  audiences: string[]
  algorithms: (typeof signInAlgorithms)[number][]
  jwksUrl: string
}

/** The OpenID provider with whom people sign in themselves. */
export type IdentityProvider = {
  /**
   * What the provider calls the person whose ID token or access token this is; null where it does not prove that they
   * signed in. Throws `ProviderAway` while its keys cannot be had.
   */
  subjectOf(token: string, now: Date): Promise<string | null>
}

/** The keys of the provider cannot be had, and none are known from before: answered with 503. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway'
  readonly statusCode = 503
}

/** Tokens of an hour ago are as good as any; one that lasts for months is not somebody who has signed in. */
const OLDEST = '1 day'

/** Keys are asked for again after ten minutes, go on working for a day while the provider is away, and are waited for 5 s. */
const FRESH_MS = 10 * 60_000
const USABLE_MS = 24 * 3600_000
const WAIT_MS = 5_000

/** ID tokens and access tokens (RFC 9068); what else a provider signs for us, such as a logout, is no sign-in. */
const TYPES = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt'])

export function openIdentityProvider({
  issuer,
  audiences,
  algorithms,
  jwksUrl,
}: ProviderSettings): IdentityProvider {
  const key = keysOf(new URL(jwksUrl))
  return {
    async subjectOf(token, now) {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, key, {
          issuer,
          audience: audiences,
          algorithms,
          currentDate: now,
          clockTolerance: CLOCKS_DIFFER,
          maxTokenAge: OLDEST,
          requiredClaims: ['exp', 'sub'],
        })
        const isSignIn = TYPES.has(protectedHeader.typ?.toLowerCase()) && payload.events === undefined
        return isSignIn ? (payload.sub ?? null) : null
      } catch (error) {
        if (error instanceof errors.JOSEError) return null
        throw error
      }
    },
  }
}

/** The provider as an auxiliary: whether it tells its keys. */
export function identityProviderAt(jwksUrl: string): Auxiliary {
  return {
    name: 'identity-provider',
    organisationId: null,
    async look() {
      try {
        await keySetAt(jwksUrl, { signal: AbortSignal.timeout(WAIT_MS) })
        return { fault: null, endsAt: null, detail: null }
      } catch (error) {
        const said = error instanceof Error ? error.message.slice(0, 200) : ''
        return { fault: 'unreachable', endsAt: null, detail: `It does not tell its keys: ${said}` }
      }
    },
  }
}

/** As whom a member signed in, as their token says it: to be compared with what the database makes of it (`rights_held`). */
export function subjectHash(memberId: string, subject: string): string {
  return sha256(`${memberId} ${subject}`)
}

/** Whom a token speaks of, before anything of it was checked; null for what is no token. */
export function claimedSubject(token: string): string | null {
  try {
    const { sub } = decodeJwt(token)
    return typeof sub === 'string' && sub.length <= 255 ? sub : null
  } catch {
    return null
  }
}

/** The keys at an address: cached, asked for again where one is not among them, and those of before while it is away. */
function keysOf(url: URL): JWTVerifyGetKey {
  let fetchedAt = 0
  const remote = createRemoteJWKSet(url, {
    cacheMaxAge: FRESH_MS,
    timeoutDuration: WAIT_MS,
    // How soon a key that is not known is asked for is said below.
    cooldownDuration: 0,
    [customFetch]: backingOff(() => {
      fetchedAt = Date.now()
    }),
  })
  return async (header, token) => {
    try {
      return await remote(header, token)
    } catch (error) {
      const before = Date.now() - fetchedAt < USABLE_MS ? remote.jwks() : undefined
      if (!before || !(error instanceof ProviderAway)) throw error
      return createLocalJWKSet(before)(header, token)
    }
  }
}

/** The longest that a provider who is away is left alone, and one who is asked for keys that it does not have. */
const LONGEST_AWAY_MS = 5 * 60_000
const LONGEST_UNKNOWN_MS = 10_000

/**
 * Fetches a key set. After each failure in a row, and each time in a row that it has brought nothing new, it waits twice as
 * long before it asks again: whoever makes up the names of keys has it ask six times a minute, and a key that the provider
 * has just put in is known within ten seconds, mostly within one.
 */
function backingOff(fetched: () => void): FetchImplementation {
  let failures = 0
  let alike = 0
  let before = ''
  let notBefore = 0
  const pause = (times: number, longest: number) => {
    notBefore = Date.now() + Math.min(2 ** times * 1000, longest)
  }
  return async (url, options) => {
    if (Date.now() < notBefore) throw new ProviderAway('The OpenID provider was asked a moment ago.')
    try {
      const keys = await keySetAt(url, options)
      const brought = JSON.stringify(keys)
      alike = brought === before ? alike + 1 : 0
      before = brought
      failures = 0
      pause(alike, LONGEST_UNKNOWN_MS)
      fetched()
      return Response.json(keys)
    } catch (cause) {
      pause(failures, LONGEST_AWAY_MS)
      failures += 1
      throw new ProviderAway('The OpenID provider does not tell its keys.', { cause })
    }
  }
}

async function keySetAt(url: string, options: RequestInit): Promise<object> {
  const response = await fetch(url, options)
  const keys: unknown = response.status === 200 ? await response.json() : null
  if (!isKeySet(keys)) throw new Error(`no key set, but ${response.status}`)
  return keys
}

const isKeySet = (found: unknown): found is object =>
  typeof found === 'object' && found !== null && 'keys' in found && Array.isArray(found.keys)
