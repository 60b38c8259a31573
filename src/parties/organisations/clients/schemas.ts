import { z } from 'zod'
import { scopes } from '../../../platform/auth/access.ts'
import { shortText } from '../../../platform/http/texts.ts'
import { GrantId } from '../../grants/schemas.ts'
import { CredentialView, ExpiresAt, viewCredential } from '../../sign-in/schemas.ts'
import type { Credential } from '../../sign-in/store.ts'
import type { Client } from './store.ts'

export const ClientView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    createdAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
    madeThrough: z
      .uuid()
      .nullable()
      .describe('the client of your organisation through which it was made; null for the first one'),
    credentials: z
      .array(CredentialView)
      .describe('its secrets and keys that were not ended; none once it is revoked'),
  })
  .meta({ id: 'Client' })

export const ClientRevocation = z
  .strictObject({
    since: z.iso.datetime().max(40).describe('revoke with it the clients made through it since then'),
  })
  .meta({ id: 'ClientRevocation', examples: [{ since: '2026-11-01T08:00:00Z' }] })

export const RevokedClient = ClientView.extend({
  revokedWith: z.array(ClientView).describe('the clients made through it that were revoked with it'),
}).meta({ id: 'RevokedClient' })

export const NewClient = z
  .strictObject({
    name: shortText(200),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
    secretExpiresAt: ExpiresAt.describe('from when on its secret no longer works; null: until it is ended'),
  })
  .meta({
    id: 'NewClient',
    examples: [{ name: 'School information system', scopes: ['read', 'register', 'recognise'] }],
  })

export const ClientWithSecret = ClientView.extend({
  secret: z.string().describe('shown this once; only a hash of it is kept'),
}).meta({ id: 'ClientWithSecret' })

export const RegisteredClient = ClientWithSecret.extend({ grantId: GrantId }).meta({ id: 'RegisteredClient' })

export function viewClient(row: Client & { credentials: Credential[] }): z.infer<typeof ClientView> {
  const { id, name, scopes, createdAt, revokedAt, madeThrough } = row
  return {
    id,
    name,
    scopes,
    createdAt: createdAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
    madeThrough,
    credentials: revokedAt ? [] : row.credentials.map(viewCredential),
  }
}
