import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { Tx } from '../../../db/client.ts'
import type { Fault } from '../../../errors.ts'
import { refusalOf } from '../../../platform/actions/may.ts'
import type { Actor } from '../../../platform/auth/access.ts'
import { organisationActions } from '../actions.ts'
import type { NewMember } from '../schemas.ts'
import type { Member } from '../store.ts'
import { findMembers } from './store.ts'

type Given = z.infer<typeof NewMember>

/** What has to be done so that a member is registered as given. */
export type MemberEntry =
  | { fate: 'create'; given: Given }
  | { fate: 'update'; member: Member; wanted: Partial<Member> }
  | { fate: 'unchanged' }
  | { fate: 'refused'; faults: Fault[] }

/**
 * Holds members as they are given against those who are registered: by their external id, and else by their address.
 * What a row leaves out stays as it is.
 */
export async function compareMembers(
  tx: Tx,
  actor: Actor,
  rows: readonly Given[],
  { hold }: { hold: boolean },
): Promise<MemberEntry[]> {
  const keys = rows.flatMap(({ externalId }) => externalId ?? [])
  const addresses = rows.flatMap(({ email }) => email ?? [])
  const found = await findMembers(tx, actor.organisationId, { keys, addresses }, { hold })
  return rows.map((row) => {
    const member = whoIs(row, found)
    return member ? changeOf(row, member, actor) : { fate: 'create', given: row }
  })
}

function whoIs({ externalId, email }: Given, found: readonly Member[]): Member | undefined {
  const byKey = externalId ? found.find((member) => member.externalId === externalId) : undefined
  const byAddress = email
    ? found.find((member) => member.email === email && (!externalId || member.externalId === null))
    : undefined
  return byKey ?? byAddress
}

function changeOf({ name, email, roles, externalId }: Given, member: Member, actor: Actor): MemberEntry {
  const given = { name, email, roles: [...new Set(roles)], externalId }
  const wanted = Object.fromEntries(
    Object.entries(given).filter(
      ([field, value]) => value != null && !isSame(value, member[field as keyof typeof given]),
    ),
  ) as Partial<Member>
  if (Object.keys(wanted).length === 0) return { fate: 'unchanged' }
  const refusal = refusalOf(organisationActions.changeMember, { ...member, state: null, wanted }, actor)
  return refusal
    ? { fate: 'refused', faults: [{ in: 'body', pointer: '/roles', detail: refusal.sentence }] }
    : { fate: 'update', member, wanted }
}

const isSame = (given: unknown, known: unknown): boolean =>
  Array.isArray(given) && Array.isArray(known)
    ? isDeepStrictEqual(given.toSorted(), known.toSorted())
    : given === known
