import { randomUUID } from 'node:crypto'
import type { Services } from '../../context.ts'
import { WalletRefusal } from './wallet-refusal.ts'

const SECONDS = 300

const audience = (publicUrl: string) => `${publicUrl}/wallet/nonce`

/** A nonce for a wallet's proof, good for five minutes: anyone may have one, so nothing is kept of it until it is used. */
export async function makeNonce(services: Services): Promise<string> {
  const iat = Math.floor(services.now().getTime() / 1000)
  return services.signer.sign(
    'token',
    {
      iss: services.publicUrl,
      aud: audience(services.publicUrl),
      sub: 'nonce',
      org: '',
      jti: randomUUID(),
      iat,
      exp: iat + SECONDS,
    },
    { typ: 'at+jwt' },
  )
}

/** Refuses what is not a nonce of ours, or is too old. */
export async function expectNonce(services: Services, nonce: unknown): Promise<string> {
  const { publicUrl: issuer, now } = services
  // Whoever looks at it made it: there is one clock.
  const expected = { issuer, audience: audience(issuer), now: now(), tolerance: 0 }
  if (typeof nonce !== 'string' || !(await services.signer.verifyToken(nonce, expected)))
    throw new WalletRefusal('invalid_nonce', 'The proof has no nonce of this issuer that still holds.')
  return nonce
}
