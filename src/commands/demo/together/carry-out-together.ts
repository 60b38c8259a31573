import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DEFAULT_ZONE, dayOf } from '../../../platform/time-zone.ts'
import { type Api, apiClient } from '../api-client.ts'
import { registerWorkshop, type Workshop } from '../hosts/host-by-desk.ts'
import { termOf } from '../measure.ts'
import type { Progress } from '../progress.ts'
import { type Party, registerParty } from '../register.ts'
import { signForHost, signForSchool, templateOf } from './agree-together.ts'
import { type CaseOf, makeTogether, together } from './batch.ts'
import { decideTogether, markTogether } from './judge.ts'
import { bringEvidence, giveWord, openPage, type Person, until } from './learner.ts'
import { requestCounter, tableOfRequests } from './requests.ts'
import {
  byClient,
  byDesk,
  outcomes,
  projectCode,
  type Row,
  rosterOf,
  sendingSchool,
  sheetOf,
} from './roster.ts'

type Learner = Row &
  Person & { page: Api & { at: string }; mobilityId: string; guardianPage: (Api & { at: string }) | null }

/**
 * Takes a cohort of any size from its spreadsheet to certificates, as a school would that has more to do: what is alike is
 * asked for once for all, what nobody has to judge is ordered, and each judgement says what it judges. Counts who of the
 * staff sent how many requests.
 */
export async function carryOutTogether(
  { stage }: Progress,
  url: string,
  operator: Api,
  { size, out, mails }: { size: number; out: string; mails: string },
): Promise<{ certificates: number; requests: number; table: string }> {
  const { byActor, counted } = requestCounter()
  const once = <T>(name: string, work: () => Promise<T>) =>
    stage(name, [null], work).then(([done]) => done as T)

  // Who takes part is there before: organisations, members and their rights are no part of a cohort.
  const [school, host] = (await stage(
    'Organisations and members',
    [sendingSchool, byClient],
    (organisation) => registerParty(url, operator, organisation),
  )) as [Party, Party]
  const [workshop] = (await stage('Hosts without software', [byDesk], (organisation) =>
    registerWorkshop(url, operator, organisation),
  )) as [Workshop]
  const [second, third] = await Promise.all(['Second', 'Third'].map((which) => addAssessor(school, which)))
  await school.client.patch('/v1/settings', { secondMarkingRate: 0.2, secondMarkingMinimum: 0 })

  const coordinator = counted('Coordinator of the school', school.as.coordinator)
  const hostCoordinator = counted('Coordinator of the host', host.as.coordinator)
  const mentor = counted('Mentor of the host', host.as.mentor)
  const validator = counted('Validator', school.as.validator)
  const issuer = counted('Issuer', school.as.issuer)

  const { rows, starts_on, ends_on } = rosterOf(size, dayOf(new Date(), DEFAULT_ZONE))
  await mkdir(out, { recursive: true })
  await writeFile(join(out, 'roster.csv'), sheetOf(rows))
  const stay = { starts_on, ends_on }
  const hosts = { [byClient.name]: host.id, [byDesk.name]: workshop.id }
  const ids = await once('Learners and mobilities', () => register(coordinator, rows, hosts, stay))
  await stage('Desks', [workshop], (each) => each.invite({ ...school, as: { ...school.as, coordinator } }))
  const cohortId = await once('Cohort and orders', () => prepare(coordinator, ids))

  const mobilities = await once('Learning agreements', async () => {
    const template = await coordinator.post<{ id: string }>('/v1/agreement-templates', templateOf())
    await together(coordinator, 'draftAgreement', { cohortId, body: { template: { id: template.id } } })
    return signForSchool(coordinator, cohortId)
  })
  await once('Signatures of the host', () => signForHost(hostCoordinator, coordinator))
  const atDesk = rows.flatMap(({ hosting }, place) => (hosting === byDesk.name ? [ids[place]!] : []))
  await stage('Signatures at desks', atDesk, (mobilityId) => workshop.sign(mobilityId))
  if (mobilities.length !== size) throw new Error('Not everyone has an agreement.')

  const learners = await stage('Pages of learners', rows, async (row): Promise<Learner> => {
    const email = `${row.learner.toLowerCase()}@example.org`
    // Each comes from an address of their own, as telephones do.
    const place = rows.indexOf(row) + 1
    const anyone = apiClient(url, null, { 'x-forwarded-for': `198.51.100.${place}` })
    const person = { learner: row.learner, name: `${row.given_name} ${row.family_name}`, email }
    const guardian = { ...person, name: row.guardian, email: `guardian.${email}` }
    return {
      ...row,
      ...person,
      mobilityId: ids[place - 1]!,
      page: await openPage(person, anyone, mails),
      guardianPage: row.guardian ? await openPage(guardian, anyone, mails) : null,
    }
  })
  await stage('Signatures of learners', learners, async (learner) => {
    await giveWord(learner.page, learner, 'sign')
    if (learner.guardianPage)
      await giveWord(learner.guardianPage, { ...learner, name: learner.guardian }, 'sign')
  })
  await stage('Information read', learners, (learner) => giveWord(learner.page, learner, 'inform'))

  const cases = await once('Claims', () => claim(coordinator, cohortId))
  await stage('Evidence of learners', learners, (learner) => bringEvidence(learner.page, learner, ends_on))
  await once('Attestation by the host', () => attest(mentor))
  const deskCases = cases.filter(({ mobilityId }) => atDesk.includes(mobilityId))
  await stage('Attestation at desks', deskCases, ({ id }) =>
    workshop.attest(id, 'They did this work with us.'),
  )
  await stage('Declarations', learners, (learner) => giveWord(learner.page, learner, 'declare'))
  await stage('Assessment begins', learners, ({ page }) => until(page, ({ stage }) => stage === 'assessment'))

  const marked = await once('Marks', () =>
    markTogether(coordinator, counted, {
      school,
      assessors: [school.assessorId, second!, third!],
      cohortId,
      cases,
    }),
  )
  await stage('Validation begins', learners, ({ page }) => until(page, ({ stage }) => stage === 'validation'))
  await once('Decisions', () => decideTogether(validator, cohortId))
  const certificates = await once('Certificates', async () => {
    const items = cases.map(({ id }) => ({ body: { recognitionId: id } }))
    const made = await makeTogether(issuer, 'issueCertificate', items)
    const zip = await issuer.download(`/v1/certificates.zip?cohortId=${cohortId}`, '*/*')
    await writeFile(join(out, 'certificates.zip'), zip)
    return made.length
  })
  const { table, all } = tableOfRequests(byActor)
  console.log(
    `${marked.twice} of ${marked.outcomes} outcomes were marked twice, ${marked.settled} a third time.`,
  )
  return { certificates, requests: all, table }
}

async function addAssessor(school: Party, which: string): Promise<string> {
  const { id } = await school.client.post<{ id: string }>('/v1/members', {
    name: `${which} assessor of ${school.name}`,
    roles: ['assessor'],
  })
  await school.client.post(`/v1/members/${id}/authorisations`, termOf())
  return id
}

/** Enters all learners, and then all mobilities. */
async function register(
  coordinator: Api,
  rows: readonly Row[],
  hosts: Record<string, string>,
  { starts_on: startsOn, ends_on: endsOn }: { starts_on: string; ends_on: string },
): Promise<string[]> {
  const people = await makeTogether(
    coordinator,
    'registerLearner',
    rows.map(({ learner, given_name, family_name, birth_date, guardian }) => ({
      id: learner,
      body: {
        givenName: given_name,
        familyName: family_name,
        birthDate: birth_date,
        email: `${learner.toLowerCase()}@example.org`,
        externalId: learner,
        ...(guardian && {
          guardianName: guardian,
          guardianEmail: `guardian.${learner.toLowerCase()}@example.org`,
        }),
      },
    })),
  )
  return makeTogether(
    coordinator,
    'registerMobility',
    rows.map(({ learner, hosting }, place) => ({
      id: learner,
      body: {
        ...{ learnerId: people[place], hostingOrganisationId: hosts[hosting], projectCode, startsOn, endsOn },
        ...{ workloadHours: 120, externalId: learner },
      },
    })),
  )
}

/** Names the cohort, and orders what nobody has to judge. */
async function prepare(coordinator: Api, mobilityIds: string[]): Promise<string> {
  const { id } = await coordinator.post<{ id: string }>('/v1/cohorts', {
    name: 'Together',
    projectCode,
    mobilityIds,
  })
  for (const order of ['open-cases', 'complete-stages']) await coordinator.put(`/v1/settings/orders/${order}`)
  return id
}

async function claim(coordinator: Api, cohortId: string): Promise<CaseOf[]> {
  const { items } = await coordinator.get<{ items: CaseOf[] }>(
    `/v1/recognitions?limit=200&cohortId=${cohortId}`,
  )
  await together(coordinator, 'claimOutcome', {
    items: items.flatMap(({ id }) =>
      outcomes.map(({ competence }) => ({ params: { id, competence }, body: { status: 'claimed' } })),
    ),
  })
  return items
}

async function attest(mentor: Api): Promise<void> {
  const { items } = await mentor.get<{ items: CaseOf[] }>('/v1/recognitions?limit=200&side=hosted')
  await together(mentor, 'attestEvidence', {
    items: items.map(({ id }) => ({ params: { id }, body: { statement: 'They did this work with us.' } })),
  })
}
