import { eq } from 'drizzle-orm'
import { certificates } from '../../src/db/schema/certification/certificates.ts'
import { mobilities } from '../../src/db/schema/mobility/mobilities.ts'
import { people } from '../../src/db/schema/parties/people.ts'
import type { Placed } from './growing.ts'
import type { Values } from './questions.ts'

/** What each filter is asked for: something that the organisations have, once or a great many times. */
export async function values({ world, ids }: Placed): Promise<Values> {
  const [found] = await world.services.db.owner
    .select({
      externalId: people.externalId,
      projectCode: mobilities.projectCode,
      learnerId: people.id,
      number: certificates.number,
    })
    .from(mobilities)
    .innerJoin(people, eq(people.id, mobilities.learnerId))
    .innerJoin(certificates, eq(certificates.id, ids.certificates!))
    .where(eq(mobilities.id, ids.mobilities!))
  const { externalId, ...once } = found!
  return {
    ...once,
    externalId: String(externalId),
    personId: once.learnerId,
    mobilityId: ids.mobilities!,
    groupId: ids['group-mobilities']!,
    cohortId: ids.cohorts!,
    projectId: ids.projects!,
    jointId: ids.projects!,
    code: '2026-1-LV01-KA121-VET-000012345',
    recognitionId: ids.recognitions!,
    partnerId: [world.host.id, world.school.id],
    purpose: ['sign-agreement', 'appeal'],
    subject: ids.recognitions!,
    action: ['recognition.open', 'person.erase'],
    memberId: [world.school.members.assessor, world.host.members.mentor],
    from: ['2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    until: ['2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
    since: ['2020-01-01T00:00:00Z', '2025-01-01T00:00:00Z'],
    after: ['0', '1160000'],
    types: 'certificate.revoked',
    wait: '0',
    search: 'nobody of that name',
    bornOn: '1999-12-31',
  }
}
