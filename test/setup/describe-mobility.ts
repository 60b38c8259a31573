import { given } from './given.ts'
import type { World } from './world.ts'

const reached = { position: 'Workshop manager', phone: '+371 20000000', email: 'workshop@example.org' }

/** What the school of a world describes of a mobility for Europass Mobility. */
export const sendingDescription = {
  referencePerson: { name: 'Coordinator One', ...reached },
  initiative: 'Practical training of the third year',
  qualification: 'Programming technician',
}

/** What its host does. */
export const hostingDescription = {
  referencePerson: { name: 'Mentor One', ...reached },
  tasks: 'Set up workstations.',
  jobRelatedSkills: 'Laid and tested cables.',
  languageSkills: 'Spoke English with customers.',
  organisationalSkills: 'Kept the stock list.',
  communicationSkills: 'Explained faults to customers.',
  otherSkills: 'Gave first aid.',
}

/** Has each organisation describe a mobility. */
export async function describeMobility(world: World, mobilityId: string): Promise<void> {
  const { ok } = given(world)
  const { school, host } = world
  const path = `/v1/mobilities/${mobilityId}/europass`
  const byHost = world.as({ school: host, role: 'mentor' })
  const bySchool = world.as({ school, role: 'coordinator' })
  await ok(bySchool.patch(`${path}/sending`).set('if-match', '"0"').send(sendingDescription))
  await ok(byHost.patch(`${path}/hosting`).set('if-match', '"0"').send(hostingDescription))
}
