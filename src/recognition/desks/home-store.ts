import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import { agreementVersions } from '../../db/schema/mobility/agreements.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { mobilityStays } from '../../db/schema/mobility/stays.ts'
import { members, organisations } from '../../db/schema/parties/organisations.ts'
import { people } from '../../db/schema/parties/people.ts'
import { assignments } from '../../db/schema/recognition/assignments.ts'
import { deskActs, invitations } from '../../db/schema/recognition/desks.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { rowsOf, together } from '../../db/together.ts'
import { fullName } from '../../parties/names/names.ts'
import type { Actor } from '../../platform/auth/access.ts'

/** So many of what was done last are shown. */
const LAST = 30

/** Who works at a desk, for whom, who invited them, what they did last and what of it is unconfirmed; whose conflicts are undeclared. */
export async function gatherDesk(tx: Tx, { organisationId, memberId }: Actor) {
  const me = memberId!
  const inviters = sql`select ${invitations.organisationId} from ${invitations}
    where ${eq(invitations.memberId, me)} and ${invitations.withdrawnAt} is null`
  const [found, did] = [
    await together(tx, {
      members: rowsOf(members, eq(members.id, me), members.id),
      organisations: rowsOf(
        organisations,
        sql`${organisations.id} = ${organisationId} or ${organisations.id} in (${inviters})`,
        organisations.id,
        ['skeletons'],
      ),
      unconfirmed: rowsOf(
        deskActs,
        and(eq(deskActs.memberId, me), isNull(deskActs.confirmedAt)),
        deskActs.id,
      ),
      undeclared: rowsOf(
        assignments,
        and(eq(assignments.memberId, me), eq(assignments.state, 'assigned')),
        assignments.id,
      ),
    }),
    await tx
      .select({
        action: ledger.action,
        at: ledger.at,
        recognitionId: ledger.recognitionId,
        subjectId: ledger.subjectId,
      })
      .from(ledger)
      .where(and(eq(ledger.organisationId, organisationId), eq(ledger.memberId, me)))
      .orderBy(desc(ledger.id))
      .limit(LAST),
  ]
  return { ...found, did }
}

export type Named = {
  mobilityId: string
  recognitionId: string | null
  versionIds: string[]
  stage: (typeof recognitions.$inferSelect)['stage'] | null
  learner: { givenName: string | null; familyName: string | null }
  sending: string
  startsOn: string
  endsOn: string
}

/** Whom and what cases and mobilities are about, by any id that leads to them: of a case, a mobility, a part of one, or a version of an agreement. */
export async function nameCases(tx: Tx, ids: readonly string[]): Promise<Named[]> {
  if (ids.length === 0) return []
  const known = [...new Set(ids)]
  const versionIds = sql<string[]>`array(select ${agreementVersions.id} from ${agreementVersions}
    where ${eq(agreementVersions.mobilityId, mobilities.id)}
    union select ${mobilityStays.id} from ${mobilityStays} where ${eq(mobilityStays.mobilityId, mobilities.id)})`
  // Looked up by one index after the other: of conditions on three tables at once PostgreSQL would read them whole.
  const meant = sql`array(
    select id from ${mobilities} where ${inArray(mobilities.id, known)}
    union select ${recognitions.mobilityId} from ${recognitions} where ${inArray(recognitions.id, known)}
    union select ${agreementVersions.mobilityId} from ${agreementVersions} where ${inArray(agreementVersions.id, known)}
    union select ${mobilityStays.mobilityId} from ${mobilityStays} where ${inArray(mobilityStays.id, known)})`
  return tx
    .select({
      mobilityId: mobilities.id,
      recognitionId: recognitions.id,
      stage: recognitions.stage,
      versionIds,
      learner: { givenName: people.givenName, familyName: people.familyName },
      sending: organisations.name,
      startsOn: mobilities.startsOn,
      endsOn: mobilities.endsOn,
    })
    .from(mobilities)
    .innerJoin(people, eq(people.id, mobilities.learnerId))
    .innerJoin(organisations, eq(organisations.id, mobilities.organisationId))
    .leftJoin(recognitions, eq(recognitions.mobilityId, mobilities.id))
    .where(sql`${mobilities.id} = any(${meant})`)
}

export type CaseAbout = Omit<Named, 'learner' | 'versionIds'> & { learner: string }

export function aboutOf({ learner, versionIds: _versions, ...rest }: Named): CaseAbout {
  const { givenName, familyName } = learner
  return { ...rest, learner: fullName({ givenName: givenName ?? '', familyName: familyName ?? '' }) }
}
