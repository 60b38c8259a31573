import { z } from 'zod'
import {
  credentialsV2,
  openBadgesExtensions,
  openBadgesV3,
} from '../../certification/documents/credentials/contexts.ts'

const moment = z.iso.datetime({ offset: true })
const results = z.array(z.looseObject({ resultDescription: z.string(), value: z.string() })).max(500)

/** What every credential has that this service issued; a document that does not fit is not examined any further. */
const IssuedCredential = z.looseObject({
  '@context': z.tuple([z.literal(credentialsV2), z.literal(openBadgesV3), z.literal(openBadgesExtensions)]),
  id: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
  type: z.tuple([z.literal('VerifiableCredential'), z.literal('OpenBadgeCredential')]),
  name: z.string().min(1),
  issuer: z.looseObject({ id: z.string().startsWith('did:web:'), name: z.string().min(1) }),
  validFrom: moment,
  validUntil: moment.optional(),
  credentialSubject: z.looseObject({
    identifier: z
      .array(z.looseObject({ type: z.literal('IdentityObject'), identityHash: z.string() }))
      .min(1),
    licenseNumber: z.string().min(1),
    achievement: z.looseObject({
      achievementType: z.literal('MicroCredential'),
      criteria: z.looseObject({ narrative: z.string() }),
      resultDescription: z.array(z.looseObject({ id: z.string() })).max(500),
    }),
    result: results,
  }),
  credentialStatus: z.looseObject({ statusListIndex: z.string(), statusListCredential: z.url() }).optional(),
})
type IssuedCredential = z.infer<typeof IssuedCredential>

const looked = new WeakMap<object, IssuedCredential | null>()

/** The credential, where it has all that one of ours has; null otherwise. Each is looked through once. */
export function asIssued(credential: object | null): IssuedCredential | null {
  if (credential === null) return null
  const before = looked.get(credential)
  if (before !== undefined) return before
  const { data = null } = IssuedCredential.safeParse(credential)
  looked.set(credential, data)
  return data
}
