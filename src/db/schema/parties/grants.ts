import { boolean, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Role, Scope } from '../../../platform/auth/access.ts'
import { id, moment } from '../columns.ts'
import { protect } from '../protect.ts'
import { edit, keptInSteps, ownRows } from '../protections.ts'
import { clients, members, organisations } from './organisations.ts'
import type { RestrainingSetting } from './settings.ts'
import type { clientCredentials } from './sign-in.ts'

type Credential = typeof clientCredentials.$inferSelect

export const grantKinds = ['member', 'client', 'credential', 'setting'] as const
export const grantStates = ['proposed', 'confirmed', 'rejected'] as const

/**
 * What is to be given: roles, a membership and who signs in as it; scopes; a secret or a key of a client; or that what held
 * rights down is switched off.
 */
export type GrantedRights = {
  roles?: Role[]
  active?: true
  /** What the OpenID provider calls the member. */
  subject?: string
  scopes?: Scope[]
  credential?: { id: string; kind: Credential['kind'] }
} & { [K in RestrainingSetting]?: false }

/** A right that waits for a second person of the organisation, or waited. */
export const grants = pgTable(
  'grants',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    kind: text({ enum: grantKinds }).notNull(),
    /** The member, the client (of a credential, too), or the organisation whose setting it is. */
    subjectId: uuid().notNull(),
    rights: jsonb().$type<GrantedRights>().notNull(),
    state: text({ enum: grantStates }).notNull().default('proposed'),
    /** Null while it was asked for through a client that named nobody. */
    proposedBy: uuid().references(() => members.id),
    proposedThrough: uuid()
      .notNull()
      .references(() => clients.id),
    proposedAt: moment().notNull(),
    /** Through which client somebody took on what one had asked for that named nobody. */
    takenOnThrough: uuid().references(() => clients.id),
    /** Whether whoever stands in `proposedBy` had signed in themselves; null for those of the release before. */
    proposedInPerson: boolean(),
    /** Whether one client asked and confirmed, without both having signed in; null unless confirmed, and before this was kept. */
    byOneClient: boolean(),
    decidedBy: uuid().references(() => members.id),
    decidedAt: moment(),
  },
  (t) => [
    index('grants_by_organisation').on(t.organisationId, t.id),
    index('grants_by_state').on(t.organisationId, t.state, t.proposedAt, t.id),
  ],
)

protect(grants, {
  rows: [ownRows],
  may: { dcr_app: edit },
  guards: [
    keptInSteps(
      'keep_grant()',
      'a grant',
      ['proposed_by', 'taken_on_through', 'proposed_in_person'],
      ['decided_at', 'decided_by', 'state', 'by_one_client'],
    ),
  ],
})
