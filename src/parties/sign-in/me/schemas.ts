import { z } from 'zod'
import { type Actor, roles, scopes } from '../../../platform/auth/access.ts'
import type { Names } from './store.ts'

const Named = z.object({ id: z.uuid(), name: z.string() })

export const MeView = z
  .object({
    organisation: Named.extend({ country: z.string() }),
    client: Named.nullable().describe('through which you came; null where a desk asks'),
    member: Named.extend({ roles: z.array(z.enum(roles)).describe('that they have now') })
      .nullable()
      .describe('the person that the token names; null where it names nobody'),
    signedIn: z.boolean().describe('whether that person signed in with the OpenID provider'),
    signInRequired: z
      .boolean()
      .describe('whether your organisation asks that people sign in themselves for what is weighty'),
    scopes: z.array(z.enum(scopes)).describe('of the token and, at this moment, of its client'),
    until: z.iso.datetime().nullable().describe('when the token ends; a client asks for the next one before'),
  })
  .meta({ id: 'Me' })

export function viewMe(
  { organisation, country, client, member }: Names,
  actor: Actor,
  until: Date | null,
): z.infer<typeof MeView> {
  const { organisationId, clientId, memberId, signedIn = false, mustSignIn = false } = actor
  return {
    organisation: { id: organisationId, name: organisation, country },
    client: clientId === null ? null : { id: clientId, name: client ?? '' },
    member: memberId === null ? null : { id: memberId, name: member ?? '', roles: [...actor.roles] },
    signedIn,
    signInRequired: mustSignIn,
    scopes: [...actor.scopes],
    until: until?.toISOString() ?? null,
  }
}
