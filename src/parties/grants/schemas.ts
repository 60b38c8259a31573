import { z } from 'zod'
import { grantKinds, grantStates } from '../../db/schema/parties/grants.ts'
import { credentialKinds } from '../../db/schema/parties/sign-in.ts'
import { roles, scopes } from '../../platform/auth/access.ts'
import type { Grant } from './grant.ts'

export const GrantId = z
  .uuid()
  .nullable()
  .describe('what of it waits for a second administrator, under /v1/grants; null: nothing')

export const GrantView = z
  .object({
    id: z.uuid(),
    kind: z.enum(grantKinds),
    subjectId: z
      .uuid()
      .describe(
        'of the member, the client (of a secret or key, too), or the organisation whose setting it is',
      ),
    rights: z
      .object({
        roles: z.array(z.enum(roles)).optional(),
        active: z.literal(true).optional().describe('a membership that had ended begins again'),
        subject: z.string().optional().describe('who signs in with the OpenID provider is this member'),
        scopes: z.array(z.enum(scopes)).optional(),
        credential: z
          .object({ id: z.uuid(), kind: z.enum(credentialKinds) })
          .optional()
          .describe('a further secret or key of the client, which works from then on'),
        requireSignIn: z
          .literal(false)
          .optional()
          .describe('a secret of a client speaks for people from then on'),
        secondPersonForRights: z.literal(false).optional().describe('rights are given by one from then on'),
      })
      .describe('what is to be given'),
    state: z.enum(grantStates),
    proposedBy: z
      .uuid()
      .nullable()
      .describe('null: a client that named nobody; two administrators confirm it'),
    proposedAt: z.iso.datetime(),
    decidedBy: z.uuid().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    byOneClient: z
      .boolean()
      .nullable()
      .describe(
        'true: it was asked for and confirmed through the same client, and not by two who had both signed in themselves, so whoever has its secret can have been both; null unless confirmed, or where that was not kept yet',
      ),
  })
  .meta({ id: 'Grant' })

export const GrantState = z.enum(grantStates)

export function viewGrant(grant: Grant): z.infer<typeof GrantView> {
  const { id, kind, subjectId, rights, state, proposedBy, decidedBy, byOneClient } = grant
  return {
    ...{ id, kind, subjectId, rights, state, proposedBy, decidedBy, byOneClient },
    proposedAt: grant.proposedAt.toISOString(),
    decidedAt: grant.decidedAt?.toISOString() ?? null,
  }
}
