import { dayOf, type Zone } from '../time-zone.ts'

export const roles = ['coordinator', 'mentor', 'assessor', 'validator', 'issuer', 'auditor', 'admin'] as const
export type Role = (typeof roles)[number]

/** What a client may be allowed at all, whoever acts through it. */
export const scopes = ['read', 'register', 'recognise', 'administer', 'operate', 'verify'] as const
export type Scope = (typeof scopes)[number]

/** On whose behalf something is asked for, as the token or the link says. */
export type Asker = {
  organisationId: string
  clientId: string | null
  memberId: string | null
  /** Set instead of a client when a learner or guardian acts through a link. */
  personId: string | null
  /** The link that they act through. */
  linkId?: string
  /** Whose link it is: the person's own, or one of a guardian of theirs. */
  through?: { party: 'learner' | 'guardian'; secondGuardian?: true }
  /** The person signed in themselves, with the OpenID provider; otherwise the client says who it is. */
  signedIn?: boolean
  /** The secret or key that the token was given for; null for a token of the release before. */
  credentialId?: string | null
  /** As whom they signed in, as `subjectHash` has it; null where nobody did, and for a token of the release before. */
  subjectHash?: string | null
  /** The desk at which somebody works who came by a link, and so without a client. */
  deskId?: string
  /** How the link to it came to them, and the organisation, and its member, who gave the address. */
  desk?: { travelled: 'mail' | 'by-hand'; givenByOrganisation: string; givenByMember: string | null }
}

/** Whoever asks, with what they may do at the moment of the transaction that they act in. */
export type Actor = Asker & {
  roles: readonly Role[]
  scopes: readonly Scope[]
  /** Whose days count for their organisation. */
  zone: Zone
  /** Their organisation asks that people sign in themselves for what is weighty. */
  mustSignIn?: boolean
  /** Who made the credential that they came by, and so knows it; null where that is nobody in person. */
  madeBy?: string | null
  /** They came by a link that somebody handed over, and nobody vouches for their address. */
  byHand?: boolean
}

/** The calendar day (YYYY-MM-DD) that a moment has for whoever asks. */
export const todayFor = ({ zone }: Pick<Actor, 'zone'>, now: Date): string => dayOf(now, zone)

/**
 * What the database says of a client that is not revoked, and of the member who acts through it; null where there is none,
 * where the credential that the token was given for has ended or expired, and where the member is no longer who signed in.
 */
export type HeldRights = {
  scopes: Scope[]
  active: boolean | null
  roles: Role[] | null
  mustSignIn: boolean
  /** The time zone that the organisation has set; null: none. */
  zone: Zone | null
  madeBy: string | null
  byHand?: boolean
}

/**
 * Who may call a route. `scope` is asked of the client. `roles` is asked of the person when the token names one: any of
 * them is enough. `except` refuses a person who holds any of those. `person: true` refuses a token that names nobody.
 */
export type Access =
  | 'public'
  | { scope: Scope; roles?: readonly Role[]; except?: readonly Role[]; person?: true }

/** The scopes that a token was made for, when it ends, and what the route that it came to asks. */
export type Admission = {
  scopes: readonly Scope[]
  until?: Date
  access: Exclude<Access, 'public'> | null
}

/** The sentence the API description carries for each route. */
export function describeAccess(access: Access): string {
  if (access === 'public') return 'Open to all.'
  const closed = access.except ? `, and none of: ${access.except.join(', ')}` : ''
  const who = access.roles && access.roles.join(', ') + closed
  if (access.person)
    return `Needs the scope \`${access.scope}\` and a token that acts for a person${who ? `: ${who}` : ''}.`
  return `Needs the scope \`${access.scope}\`${who ? `; a token that acts for a person needs one of: ${who}` : ''}.`
}
