import type { Tx } from '../../../db/client.ts'
import type { Fault } from '../../../errors.ts'
import type { FrameworkLibrary } from '../../../measure/frameworks/framework.ts'
import { findMembers } from '../../../parties/organisations/many/store.ts'
import type { Member } from '../../../parties/organisations/store.ts'
import { say } from '../words.ts'
import type { AuthorisationRow } from './rows.ts'
import { scopeFaults } from './scope-faults.ts'
import { type Authorisation, listAuthorisationsOf } from './store.ts'

/** What has to be done so that a member is authorised as a row says. */
export type AuthorisationEntry =
  | { fate: 'create'; member: Member; row: AuthorisationRow }
  | { fate: 'unchanged' }
  | { fate: 'refused'; faults: Fault[] }

/**
 * Holds authorisations as they are given against those that members have: what one covers already, for all of the days, is
 * not given again. `hold`: they are to be entered in this transaction, and who gives the same to them waits.
 */
export async function compareAuthorisations(
  tx: Tx,
  { organisationId, frameworks }: { organisationId: string; frameworks: FrameworkLibrary },
  rows: readonly AuthorisationRow[],
  { hold }: { hold: boolean },
): Promise<AuthorisationEntry[]> {
  const names = [...new Set(rows.map(({ member }) => member))]
  const members = await findMembers(tx, organisationId, { keys: names, addresses: names }, { hold })
  const held = await listAuthorisationsOf(
    tx,
    organisationId,
    members.map(({ id }) => id),
  )
  return rows.map((row) => {
    const member =
      members.find(({ externalId }) => externalId === row.member) ??
      members.find(({ email }) => email === row.member)
    const { member: _, ...scope } = row
    const unknown: Fault[] = member ? [] : [{ in: 'body', pointer: '/member', detail: say('no-such-member') }]
    const faults = [...unknown, ...scopeFaults(frameworks, scope)]
    if (!member || faults.length > 0) return { fate: 'refused', faults }
    const has = held.some((authorisation) => authorisation.memberId === member.id && says(authorisation, row))
    return has ? { fate: 'unchanged' } : { fate: 'create', member, row }
  })
}

/** Of the very scope, for all of these days or more. */
const says = (
  held: Authorisation,
  { framework, area, competence, validFrom, validUntil }: AuthorisationRow,
) =>
  held.revokedAt === null &&
  held.frameworkId === framework &&
  held.area === area &&
  held.competence === competence &&
  held.validFrom <= validFrom &&
  held.validUntil >= validUntil
