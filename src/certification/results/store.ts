import { and, eq, isNull, lt, ne, not, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { projects } from '../../db/schema/mobility/projects.ts'
import { organisations } from '../../db/schema/parties/organisations.ts'
import { people } from '../../db/schema/parties/people.ts'
import { decisions } from '../../db/schema/recognition/decisions.ts'
import { outcomes, recognitions } from '../../db/schema/recognition/recognitions.ts'
import { isNamed, type MobilityNames, onSide, type SentOrHosted } from '../../db/sides.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { Keyset } from '../../platform/http/pages.ts'

export type ResultFilter = MobilityNames & {
  until?: string | undefined
  recognitionId?: string | undefined
}

const sending = alias(organisations, 'sending')
const hosting = alias(organisations, 'hosting')

/** The case of a decision in a statement that reads decisions. */
const itsCase = sql`${decisions.recognitionId}`

/** An appeal that was upheld puts another decision in its place. */
const stands = sql`not exists (select 1 from decisions newer where newer.supersedes = ${decisions.id})`

/**
 * What was decided of one outcome each, the earliest first, with whose it is and the certificate that is valid for it,
 * without those from whose cases the reader is kept.
 */
export async function listResults(
  tx: Tx,
  { organisationId, memberId }: Pick<Actor, 'organisationId' | 'memberId'>,
  side: SentOrHosted,
  keyset: Keyset,
  filter: ResultFilter,
) {
  const { where, orderBy, limit } = page(keyset, { id: decisions.id, updatedAt: decisions.decidedAt })
  const mine = and(
    onSide(decisions, side, organisationId),
    // While a case has no host, the organisation that sends stands in for one.
    side === 'hosted' ? ne(decisions.organisationId, organisationId) : undefined,
  )
  const valid = and(
    eq(certificates.recognitionId, decisions.recognitionId),
    eq(certificates.status, 'issued'),
    isNull(certificates.revokedAt),
  )
  const project = and(
    eq(projects.organisationId, mobilities.organisationId),
    eq(projects.code, mobilities.projectCode),
  )
  const rows = await tx
    .select({
      decision: decisions,
      outcome: {
        competence: outcomes.competence,
        kind: outcomes.kind,
        baseline: outcomes.baseline,
        target: outcomes.target,
        partial: outcomes.partial,
      },
      framework: recognitions.frameworkId,
      mobility: mobilities,
      learner: people,
      projectId: projects.id,
      sending: {
        id: sending.id,
        name: sending.name,
        country: sending.country,
        city: sending.city,
        oid: sending.oid,
      },
      hosting: {
        id: hosting.id,
        name: hosting.name,
        country: hosting.country,
        city: hosting.city,
        oid: hosting.oid,
      },
      certificate: {
        id: certificates.id,
        number: certificates.number,
        code: certificates.code,
        issuedAt: certificates.issuedAt,
        expiresAt: certificates.expiresAt,
      },
    })
    .from(decisions)
    .innerJoin(outcomes, eq(outcomes.id, decisions.outcomeId))
    .innerJoin(recognitions, eq(recognitions.id, decisions.recognitionId))
    .innerJoin(mobilities, eq(mobilities.id, recognitions.mobilityId))
    .innerJoin(people, eq(people.id, mobilities.learnerId))
    .innerJoin(sending, eq(sending.id, decisions.organisationId))
    .innerJoin(hosting, eq(hosting.id, decisions.hostingOrganisationId))
    .leftJoin(projects, project)
    .leftJoin(certificates, valid)
    .where(and(mine, ...filtersOf(filter), stands, not(isBlindTo(memberId, itsCase)), where))
    .orderBy(...orderBy)
    .limit(limit)
  return rows.map((row) => ({ ...row, id: row.decision.id, updatedAt: row.decision.decidedAt }))
}

export type ResultRow = Awaited<ReturnType<typeof listResults>>[number]

const filtersOf = ({ until, recognitionId, ...names }: ResultFilter): (SQL | undefined)[] => [
  until === undefined ? undefined : lt(decisions.decidedAt, new Date(until)),
  recognitionId === undefined ? undefined : eq(decisions.recognitionId, recognitionId),
  isNamed(names),
]
