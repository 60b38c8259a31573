import { z } from 'zod'
import { credentialKinds } from '../../db/schema/parties/sign-in.ts'
import { GrantId } from '../grants/schemas.ts'
import { PublicKey } from './client-key.ts'
import type { Credential } from './store.ts'

export const ExpiresAt = z.iso
  .datetime()
  .max(40)
  .nullish()
  .describe('from when on it no longer works; null: until it is ended')

export const CredentialView = z
  .object({
    id: z.uuid(),
    kind: z.enum(credentialKinds),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso
      .datetime()
      .nullable()
      .describe('when a token was last given for it, to the minute; null: never'),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ClientCredential', description: 'what a client proves with who it is' })

export const NewSecret = z
  .strictObject({ expiresAt: ExpiresAt })
  .meta({ id: 'NewClientSecret', examples: [{ expiresAt: '2027-11-30T12:00:00Z' }] })

export const NewKey = z.strictObject({ jwk: PublicKey, expiresAt: ExpiresAt }).meta({
  id: 'NewClientKey',
  examples: [
    {
      jwk: {
        kty: 'EC',
        crv: 'P-256',
        x: 'ht9KnSSrpAS95pV7t8JYdYcB11Lof9XG99fRdd8i4fY',
        y: '5OpmlHhAKskBWqyNWhbkHo6AxJaomCfM8lkNwfXbDxI',
      },
    },
  ],
})

export const AddedCredential = CredentialView.extend({
  grantId: GrantId.describe(
    'under /v1/grants, where it waits for a second administrator: until then it has ended; null: it works',
  ),
}).meta({ id: 'AddedClientCredential' })

export const CredentialWithSecret = AddedCredential.extend({
  secret: z.string().describe('shown this once; only a hash of it is kept'),
}).meta({ id: 'ClientCredentialWithSecret' })

export function viewCredential(row: Credential): z.infer<typeof CredentialView> {
  const { id, kind, createdAt, expiresAt, lastUsedAt, endedAt } = row
  return {
    id,
    kind,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  }
}
