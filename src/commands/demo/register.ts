import { type Api, apiClient } from './api-client.ts'
import type { Host } from './hosts/host.ts'
import type { Participant } from './input/read-marks.ts'
import { termOf } from './measure.ts'

const roles = ['coordinator', 'mentor', 'assessor', 'validator', 'issuer'] as const

/** An organisation with a client of its own, and with one member for each role who acts through it. */
export type Party = {
  id: string
  name: string
  client: Api
  as: Record<(typeof roles)[number], Api>
  assessorId: string
  /** As another member of it. */
  acting(member: string): Api
}

export type Registered = Participant & { host: Host; mobilityId: string }

export type Organisation = { name: string; city: string | null; country: string }
type Answer = { id: string; client: { id: string; secret: string } }

/** As whoever runs the service: enters an organisation. From then on it acts for itself. */
export async function registerParty(url: string, operator: Api, organisation: Organisation): Promise<Party> {
  const { id, client: first } = await operator.post<Answer>('/v1/organisations', {
    ...organisation,
    client: {
      name: 'School information system',
      scopes: ['read', 'register', 'recognise', 'administer'],
    },
  })
  const credentials = { clientId: first.id, clientSecret: first.secret }
  const client = apiClient(url, credentials)
  const members = await Promise.all(
    roles.map(async (role) => {
      const name = `${role[0]!.toUpperCase()}${role.slice(1)} of ${organisation.name}`
      const member = await client.post<{ id: string }>('/v1/members', { name, roles: [role] })
      return [role, member.id] as const
    }),
  )
  const ids = Object.fromEntries(members) as Record<(typeof roles)[number], string>
  const as = Object.fromEntries(
    members.map(([role, member]) => [role, apiClient(url, { ...credentials, member })]),
  ) as Party['as']
  await client.post(`/v1/members/${ids.assessor}/authorisations`, termOf())
  const acting = (member: string) => apiClient(url, { ...credentials, member })
  return { id, name: organisation.name, client, as, assessorId: ids.assessor, acting }
}

export function sendingOf([first]: Participant[]): Organisation {
  return { name: first!.sending, city: first!.sending_city, country: first!.sending_country }
}

/** Each hosting organisation of the cohort once. */
export function hostsOf(participants: Participant[]): Organisation[] {
  const byName = new Map(participants.map((participant) => [participant.hosting, participant]))
  return [...byName.values()].map((participant) => ({
    name: participant.hosting,
    city: participant.hosting_city,
    country: participant.hosting_country,
  }))
}

/** Enters a learner and their mobility. */
export async function registerMobility(
  participant: Participant,
  school: Party,
  hosts: Host[],
): Promise<Registered> {
  const host = hosts.find(({ name }) => name === participant.hosting)!
  const coordinator = school.as.coordinator
  const person = await coordinator.post<{ id: string }>('/v1/people', {
    givenName: participant.given_name,
    familyName: participant.family_name,
    birthDate: participant.birth_date,
    email: `${participant.learner.toLowerCase()}@example.org`,
    guardianName: participant.guardian,
    ...(participant.guardian && {
      guardianEmail: `guardian.${participant.learner.toLowerCase()}@example.org`,
    }),
    ...(participant.second_guardian && {
      secondGuardianName: participant.second_guardian,
      secondGuardianEmail: `second.guardian.${participant.learner.toLowerCase()}@example.org`,
    }),
    externalId: participant.learner,
    // The table tells its learners apart itself.
    sameNameIsAnother: true,
  })
  const mobility = await coordinator.post<{ id: string }>('/v1/mobilities', {
    learnerId: person.id,
    hostingOrganisationId: host.id,
    projectCode: participant.project_code,
    startsOn: participant.starts_on,
    endsOn: participant.ends_on,
    workloadHours: participant.workload_hours,
    programme: participant.programme,
    externalId: participant.learner,
  })
  return { ...participant, host, mobilityId: mobility.id }
}
