import { and, asc, eq, exists, gt, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import { messages } from '../../db/schema/exchange/messages.ts'
import { links } from '../../db/schema/mobility/links.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import type { Recognition } from '../../recognition/store.ts'
import type { DueLink } from './order.ts'

/** A line of the ledger that may make something due: of a case, or of what a mobility has before it. */
export type Happened = { position: number; leadsFrom: string }

/** What was done after a position, in the cases and with the mobilities that an organisation sends. */
export async function happenedAfter(
  tx: Tx,
  organisationId: string,
  { position: after, upTo, limit }: { position: number; upTo: number; limit: number },
): Promise<Happened[]> {
  const { position } = ledger
  const linesOf = (whose: SQL) =>
    tx
      .select({
        position: sql<number>`${position}`.mapWith(Number).as('position'),
        leadsFrom: sql<string>`coalesce(${ledger.recognitionId}::text, ${ledger.subjectId})`,
      })
      .from(ledger)
      .where(
        and(
          whose,
          sql`${position} > ${after}`,
          sql`${position} <= ${upTo}`,
          sql`(${ledger.recognitionId} is not null or ${ledger.action} ~ '^(mobility|agreement|recognition)[.]')`,
        ),
      )
      .orderBy(asc(position))
      .limit(limit)
  return unionAll(
    linesOf(eq(ledger.organisationId, organisationId)),
    linesOf(eq(ledger.caseOrganisationId, organisationId)),
  )
    .orderBy(sql`position`)
    .limit(limit)
}

/** Something that is open: a mobility that waits for signatures or for its case, or a case. */
export type OpenThing = { id: string; mobilityId: string }

/** What is open of an organisation, from a thing on, in the order of their ids. */
export async function openAfter(
  tx: Tx,
  organisationId: string,
  after: string | null,
  limit: number,
): Promise<OpenThing[]> {
  const from = (column: typeof mobilities.id | typeof recognitions.id) =>
    after === null ? undefined : gt(column, after)
  return unionAll(
    tx
      .select({
        id: sql<string>`${mobilities.id}`.as('thing'),
        mobilityId: sql<string>`${mobilities.id}`.as('leads_to'),
      })
      .from(mobilities)
      .where(
        and(
          eq(mobilities.organisationId, organisationId),
          or(isNotNull(mobilities.unsignedSince), isNotNull(mobilities.signedSince)),
          from(mobilities.id),
        ),
      )
      .orderBy(asc(mobilities.id))
      .limit(limit),
    tx
      .select({
        id: sql<string>`${recognitions.id}`.as('thing'),
        mobilityId: sql<string>`${recognitions.mobilityId}`.as('leads_to'),
      })
      .from(recognitions)
      .where(
        and(
          eq(recognitions.organisationId, organisationId),
          inArray(recognitions.stage, ['identification', 'documentation', 'assessment']),
          from(recognitions.id),
        ),
      )
      .orderBy(asc(recognitions.id))
      .limit(limit),
  )
    .orderBy(sql`thing`)
    .limit(limit)
}

/** The cases of mobilities, of those that an organisation sends. */
export async function listCasesFor(
  tx: Tx,
  organisationId: string,
  mobilityIds: string[],
): Promise<Recognition[]> {
  if (mobilityIds.length === 0) return []
  return tx
    .select()
    .from(recognitions)
    .where(
      and(eq(recognitions.organisationId, organisationId), inArray(recognitions.mobilityId, mobilityIds)),
    )
}

/** Whether a link was sent already, or its holder has one that they can still act through. */
export async function isUnderWay(tx: Tx, organisationId: string, link: DueLink, now: Date): Promise<boolean> {
  const { template, purpose, subjectId, party, secondGuardian = false, since } = link
  const after = since ?? new Date(0)
  const sent = tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.organisationId, organisationId),
        eq(messages.subjectId, subjectId),
        eq(messages.template, template),
        eq(messages.party, party),
        eq(messages.secondGuardian, secondGuardian),
        gt(messages.createdAt, after),
      ),
    )
  const held = tx
    .select({ id: links.id })
    .from(links)
    .where(
      and(
        eq(links.subjectId, subjectId),
        eq(links.purpose, purpose),
        eq(links.party, party),
        eq(links.secondGuardian, secondGuardian),
        isNull(links.usedAt),
        isNull(links.endedAt),
        gt(links.expiresAt, now),
      ),
    )
  const [found] = await tx
    .select({ yes: sql<boolean>`(${exists(sent)} or ${exists(held)})` })
    .from(sql`(select 1) once`)
  return found!.yes
}
