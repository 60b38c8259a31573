import { eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { europassDescriptions } from '../../../db/schema/mobility/europass-descriptions.ts'
import { organisations } from '../../../db/schema/parties/organisations.ts'
import { people } from '../../../db/schema/parties/people.ts'
import { rowsOf, together } from '../../../db/together.ts'
import { notFound } from '../../../errors.ts'
import type { Mobility } from '../../../mobility/mobilities/store.ts'
import { knownPerson } from '../../../parties/people/person.ts'

/** The learner, both organisations and what they describe, as the registers have them now. Refuses where the learner was erased. */
export async function readRegistered(
  tx: Tx,
  { id, learnerId, organisationId, hostingOrganisationId }: Mobility,
) {
  const parties = [organisationId, hostingOrganisationId]
  const { learners, ...found } = await together(tx, {
    learners: rowsOf(people, eq(people.id, learnerId), people.id),
    organisations: rowsOf(organisations, inArray(organisations.id, parties), organisations.id),
    descriptions: rowsOf(
      europassDescriptions,
      eq(europassDescriptions.mobilityId, id),
      europassDescriptions.side,
    ),
  })
  const [learner] = learners
  if (!learner) throw notFound('person')
  return { ...found, learner: knownPerson(learner) }
}
