import { eq, type SQL, sql } from 'drizzle-orm'
import { type Context, read, type Services } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { agreementVersions } from '../../db/schema/mobility/agreements.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { people } from '../../db/schema/parties/people.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { isUnderAge } from '../ages.ts'
import { linkRefusal } from '../pages/link-page.ts'
import { dayOf } from '../time-zone.ts'
import { type LinkHolder, type LinkPurpose, openedByPage } from './link-terms.ts'
import { followLink, type Link } from './links.ts'

/** Of what the links of a purpose are for: in which mobility it lies. */
const mobilityOf: Partial<Record<LinkPurpose, (id: string) => SQL>> = {
  'sign-agreement': (id) =>
    sql`select ${agreementVersions.mobilityId} from ${agreementVersions} where ${agreementVersions.id} = ${id}`,
  'acknowledge-information': ofCase,
  'declare-authorship': ofCase,
  appeal: ofCase,
  me: ofCase,
  'share-certificate': (id) =>
    sql`select ${recognitions.mobilityId} from ${recognitions} join ${certificates} on ${certificates.recognitionId} = ${recognitions.id} where ${certificates.id} = ${id}`,
}

function ofCase(id: string): SQL {
  return sql`select ${recognitions.mobilityId} from ${recognitions} where ${recognitions.id} = ${id}`
}

/** The link of a learner's page; that of a guardian ends on the day on which the learner is of age. */
export async function followMyPage(
  services: Services,
  secret: string,
  requestId: string,
): Promise<{ link: Link; ctx: Context }> {
  const { link, ctx } = await followLink(services, 'me', secret, requestId)
  if (link.party === 'guardian') await read(ctx, (tx) => assertUnderAge(tx, link, ctx.now()))
  return { link, ctx }
}

/**
 * The link of a learner's page, to act for what is asked with a thing: refused as unknown where that is not theirs, or not
 * for whoever holds the page.
 */
export async function followPage(
  services: Services,
  purpose: LinkPurpose,
  secret: string,
  subjectId: string,
  requestId: string,
  parties: readonly LinkHolder[] = openedByPage[purpose] ?? [],
): Promise<{ link: Link; ctx: Context }> {
  const { link, ctx } = await followMyPage(services, secret, requestId)
  const isFor = parties.includes(link.party)
  const hostingOrganisationId = isFor
    ? await read(ctx, (tx) => findHost(tx, purpose, subjectId, link))
    : undefined
  if (!hostingOrganisationId) throw linkRefusal('unknown')
  return { link: { ...link, subjectId, hostingOrganisationId }, ctx }
}

async function findHost(
  tx: Tx,
  purpose: LinkPurpose,
  subjectId: string,
  { personId }: Link,
): Promise<string | undefined> {
  const mobility = mobilityOf[purpose]
  if (!mobility) return undefined
  const [row] = await tx
    .select({ host: mobilities.hostingOrganisationId, learnerId: mobilities.learnerId })
    .from(mobilities)
    .where(sql`${mobilities.id} = (${mobility(subjectId)})`)
  return row?.learnerId === personId ? row.host : undefined
}

async function assertUnderAge(tx: Tx, { personId, zone }: Link, now: Date): Promise<void> {
  const [row] = await tx
    .select({ birthDate: people.birthDate, ofAge: people.ofAge })
    .from(people)
    .where(eq(people.id, personId))
  const { birthDate = null, ofAge = null } = row ?? {}
  const isMinor = birthDate === null ? ofAge === false : isUnderAge(birthDate, dayOf(now, zone))
  if (!isMinor) throw linkRefusal('ended')
}
