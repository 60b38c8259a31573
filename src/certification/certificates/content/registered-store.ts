import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { ledger } from '../../../db/schema/custody/ledger.ts'
import { agreementVersions } from '../../../db/schema/mobility/agreements.ts'
import { europassDescriptions } from '../../../db/schema/mobility/europass-descriptions.ts'
import type { linkTravels } from '../../../db/schema/mobility/links.ts'
import { projects } from '../../../db/schema/mobility/projects.ts'
import { organisations } from '../../../db/schema/parties/organisations.ts'
import { people } from '../../../db/schema/parties/people.ts'
import { deskActs } from '../../../db/schema/recognition/desks.ts'
import { recognitions } from '../../../db/schema/recognition/recognitions.ts'
import { rowsOf, together } from '../../../db/together.ts'
import { notFound } from '../../../errors.ts'
import { agreementActions } from '../../../mobility/agreements/actions.ts'
import type { Mobility } from '../../../mobility/mobilities/store.ts'
import { knownPerson } from '../../../parties/people/person.ts'
import { assessmentActions } from '../../../recognition/assessment/actions.ts'
import { documentationActions } from '../../../recognition/documentation/actions.ts'

/** How the link came by which somebody signed, attested or marked; and whether they confirmed since that it was them. */
export type DeskUsed = {
  travelled: (typeof linkTravels)[number]
  /** Which organisation gave the address, or the link. */
  givenBy: string
  confirmed: boolean
}

/** What is to be the host's own act, as the ledger calls it. */
const ofTheirOwn = [
  agreementActions.signAgreement.ledger,
  documentationActions.attestEvidence.ledger,
  assessmentActions.recordMarks.ledger,
]

/** The desks at which any of that was done for a mobility, each way once; in the order in which links were used first. */
function desksUsed(mobilityId: string): SQL<DeskUsed[]> {
  const versions = sql`select ${agreementVersions.id}::text from ${agreementVersions} where ${eq(agreementVersions.mobilityId, mobilityId)}`
  const cases = sql`select ${recognitions.id} from ${recognitions} where ${eq(recognitions.mobilityId, mobilityId)}`
  const lines = sql`select ${ledger.seq} as seq, ${ledger.details} -> 'desk' as desk from ${ledger}
    where (${ledger.recognitionId} in (${cases}) or ${ledger.subjectId} in (${versions}))
      and ${inArray(ledger.action, ofTheirOwn)} and ${ledger.details} ? 'desk'`
  const isConfirmed = sql`exists (select 1 from ${deskActs} where ${deskActs.deskId}::text = l.desk ->> 'id'
    and ${deskActs.confirmedAt} is not null and not coalesce(${deskActs.vouched}, false))`
  return sql<DeskUsed[]>`(select coalesce(json_agg(json_build_object('travelled', l.desk ->> 'travelled',
    'givenBy', l.desk ->> 'givenByOrganisation', 'confirmed', ${isConfirmed}) order by l.seq), '[]'::json) from (${lines}) l)`
}

/** The learner, both organisations, what they describe and the sender's project, as the registers have them now. Refuses where the learner was erased. */
export async function readRegistered(
  tx: Tx,
  { id, learnerId, organisationId, hostingOrganisationId, projectCode }: Mobility,
) {
  const parties = [organisationId, hostingOrganisationId]
  const ofSender = and(eq(projects.organisationId, organisationId), eq(projects.code, projectCode))
  const {
    learners,
    projects: kept,
    ...found
  } = await together(tx, {
    learners: rowsOf(people, eq(people.id, learnerId), people.id),
    organisations: rowsOf(organisations, inArray(organisations.id, parties), organisations.id),
    descriptions: rowsOf(
      europassDescriptions,
      eq(europassDescriptions.mobilityId, id),
      europassDescriptions.side,
    ),
    desks: desksUsed(id),
    projects: rowsOf(projects, ofSender, projects.id),
  })
  const [learner] = learners
  if (!learner) throw notFound('person')
  return { ...found, learner: knownPerson(learner), project: kept[0] }
}
