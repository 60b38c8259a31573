import type { JWK } from 'jose'
import { z } from 'zod'
import { asMessage } from '../../platform/http/word-issue.ts'
import { say } from './words.ts'

const Coordinate = z
  .string()
  .max(43)
  .regex(/^[\w-]{43}$/, asMessage(say('coordinate')))
/** At least 2048 bits, and at most 4096. */
const Modulus = z
  .string()
  .max(684)
  .regex(/^[\w-]{342,684}$/, asMessage(say('modulus')))
const about = {
  kid: z.string().max(100).optional(),
  use: z.literal('sig').optional(),
}

/** The public half of a key; what only the private half has is unknown here, and refused. */
export const PublicKey = z
  .discriminatedUnion('kty', [
    z.strictObject({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: Coordinate,
      y: Coordinate,
      alg: z.literal('ES256').optional(),
      ...about,
    }),
    z.strictObject({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: Coordinate,
      alg: z.literal('EdDSA').optional(),
      ...about,
    }),
    z.strictObject({
      kty: z.literal('RSA'),
      n: Modulus,
      e: z.literal('AQAB'),
      alg: z.enum(['RS256', 'PS256']).optional(),
      ...about,
    }),
  ])
  .meta({ id: 'ClientPublicKey', description: 'RFC 7517: a public key, without its private half' })

/** With what a key signs: what is registered decides, never what was signed. */
export function clientAlgorithm({ kty, alg }: JWK): string {
  if (alg) return alg
  return kty === 'EC' ? 'ES256' : kty === 'OKP' ? 'EdDSA' : 'RS256'
}
