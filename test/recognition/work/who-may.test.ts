import { beforeAll, describe, expect, test } from 'vitest'
import { actions } from '../../../src/actions.ts'
import type { Action, ActionTable, Subject } from '../../../src/platform/actions/action.ts'
import { refusalOf } from '../../../src/platform/actions/may.ts'
import { type Actor, type Role, roles, scopes } from '../../../src/platform/auth/access.ts'
import { DEFAULT_ZONE } from '../../../src/platform/time-zone.ts'
import { theAppeal } from '../../../src/recognition/appeals/hold-appeal.ts'
import { getAppealToMark } from '../../../src/recognition/appeals/store.ts'
import { loadCase } from '../../../src/recognition/load-case.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { newWorld, type School, type World } from '../../setup/world.ts'

type Task = { code: string; competence?: string; waitsFor: { who: string; side: string } }
type Item = { kind: string; id: string; recognitionId: string | null; tasks: Task[] }

const planned = [{ competence: '1.1', baseline: 2, target: 4 }]
const table: ActionTable = actions

/** The row of the table by which each task is done. */
const rows: Record<string, string> = {
  'agreement-outdated': 'draftAgreement',
  'amendment-unsigned': 'signAgreement',
  'outcome-open': 'claimOutcome',
  'attestation-missing': 'attestEvidence',
  'marks-missing': 'recordMarks',
  'decision-missing': 'decideOutcomes',
  'complete-identification': 'completeIdentification',
  'complete-assessment': 'completeAssessment',
  issue: 'issueCertificate',
  'hear-appeal': 'hearAppeal',
  'decide-appeal': 'upholdAppeal',
  'mark-again': 'markAgain',
  'record-act': 'recordAct',
  'decide-revocation': 'confirmRevocation',
  'sign-agreement': 'signAgreement',
  'open-recognition': 'openRecognition',
  'confirm-memorandum': 'confirmMemorandum',
}

describe('the work of a person', () => {
  let world: World
  /** Who is asked beside the members whom each organisation has: they took no part in anything. */
  const fresh: Partial<Record<Role, string>> = {}

  beforeAll(async () => {
    world = await newWorld()
    const make = given(world)
    const as = (role: Role, memberId?: string) =>
      world.as({ school: world.school, role, ...(memberId ? { memberId } : {}) })
    await make.identification(planned)
    await make.draft((await make.identification(planned)).mobilityId, [
      { competence: '1.1', baseline: 2, target: 5 },
    ])
    const moved = await make.identification(planned)
    await make.ok(
      as('coordinator').patch(`/v1/mobilities/${moved.mobilityId}`).set('if-match', '*').send({
        endsOn: '2026-10-03',
      }),
    )
    await make.documentation(planned)
    await make.assessment(planned)
    await make.validation(planned)
    await make.decided(planned)
    await make.certificate(planned)
    const contested = String((await make.certificate(planned)).id)
    await make.ok(as('issuer').post(`/v1/certificates/${contested}/revocation`).send({ reason: 'fraud' }))
    for (const role of ['validator', 'assessor', 'issuer'] as const)
      fresh[role] = await newMember(world, world.school, [role])
    for (const isHeard of [false, true]) {
      const made = await make.decided(planned, { '1.1': 'partly' }, { '1.1': 3 })
      await make.ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
      const links = `/v1/recognitions/${made.id}/appeal-links`
      const link = await make.ok(as('coordinator').post(links).send({ party: 'learner' }))
      const form = { kind: 'appeal', competences: ['1.1'], grounds: 'Not seen.', name: 'Learner One' }
      const page = await make.ok(world.anyone.post(new URL(String(link.url)).pathname).send(form))
      if (!isHeard) continue
      const appeal = `/v1/appeals/${(page.appeals as { id: string }[])[0]!.id}`
      await make.ok(as('validator', fresh.validator).post(`${appeal}/hearing`))
      await make.ok(as('coordinator').post(`${appeal}/marking-request`))
    }
    await make.draft((await make.mobility()).id, planned)
    await make.signedMobility(planned)
    const terms = { scope: 'Mobilities.', startsOn: '2026-12-01', endsOn: null, mutualAcceptance: true }
    const proposal = { ...terms, partnerId: world.host.id, assessedBy: 'either' }
    await make.ok(as('coordinator').post('/v1/partnerships').send(proposal))
  })

  async function list(school: School, role: Role, view: 'mine' | 'all', memberId?: string): Promise<Item[]> {
    const who = { school, role, ...(memberId ? { memberId } : {}) }
    const answer = await world.as(who).get(`/v1/work?view=${view}&limit=200`)
    expect(answer.status, answer.text).toBe(200)
    return answer.body.items
  }

  /** What the table has to know of whatever a task is about. */
  async function subjectOf({ kind, id, recognitionId }: Item, school: School): Promise<Subject> {
    const { owner } = world.services.db
    const organisations = { organisationId: world.school.id, hostingOrganisationId: world.host.id }
    if (kind === 'agreement') return { state: null, ...organisations }
    if (kind === 'memorandum')
      return { state: 'proposed', organisationId: world.school.id, partnerId: world.host.id }
    if (kind === 'recognition-act') return { state: 'valid', ...organisations }
    if (kind === 'revocation') {
      const requestedBy = world.school.members.issuer
      return Object.assign({ state: 'revocation-asked', ...organisations }, { requestedBy })
    }
    if (kind === 'appeal') {
      const actor = { ...someone, organisationId: school.id }
      return owner.transaction((tx) => theAppeal({ actor, now: world.services.now }, id, getAppealToMark)(tx))
    }
    return loadCase(owner, recognitionId!, world.services.now())
  }

  const someone: Actor = {
    organisationId: '',
    clientId: 'client',
    memberId: null,
    personId: null,
    roles: [],
    zone: DEFAULT_ZONE,
    scopes,
  }

  /** By the table alone, which of all tasks somebody may do now. */
  async function allowed(all: Item[], school: School, role: Role, memberId: string): Promise<string[]> {
    const actor: Actor = { ...someone, organisationId: school.id, memberId, roles: [role] }
    const found: string[] = []
    for (const item of all) {
      const subject = await subjectOf(item, school)
      for (const task of item.tasks) {
        const { who, side } = task.waitsFor
        const own = school === world.school ? 'sending' : 'hosting'
        // What waits for the learner, or for the signature of the other side, waits for nobody here.
        if (who === 'learner' || (task.code === 'sign-agreement' && side !== own)) continue
        const action: Action | undefined = table[rows[task.code] ?? '']
        expect(action, task.code).toBeDefined()
        if (refusalOf(action!, subject, actor) === null && !action!.blockers?.(subject).length)
          found.push(`${item.id} ${task.code}`)
      }
    }
    return found.sort()
  }

  const told = (items: Item[]) => items.flatMap(({ id, tasks }) => tasks.map(({ code }) => `${id} ${code}`))

  test.each(roles)('as %s is what the table allows them, of all that waits, on either side', async (role) => {
    for (const school of [world.school, world.host]) {
      const all = await list(school, 'auditor', 'all')
      expect(all.length).toBeGreaterThan(5)
      const members = [school.members[role], ...(school === world.school ? [fresh[role]] : [])]
      for (const memberId of members.filter((member) => member !== undefined)) {
        const mine = told(await list(school, role, 'mine', memberId)).sort()
        expect(mine).toEqual(await allowed(all, school, role, memberId))
      }
    }
  })

  test('is something for everyone but an auditor, an admin among them', async () => {
    const counts = await Promise.all(
      roles.map(async (role) => {
        const school = role === 'mentor' ? world.host : world.school
        return [role, told(await list(school, role, 'mine', fresh[role])).length > 0]
      }),
    )
    expect(counts).toEqual(roles.map((role) => [role, role !== 'auditor']))
    const admin = (await list(world.school, 'admin', 'mine')).flatMap(({ tasks }) => tasks)
    expect([...new Set(admin.map(({ code }) => code))].sort()).toEqual([
      'agreement-outdated',
      'decide-revocation',
      'open-recognition',
      'record-act',
    ])
  })

  test('is listed in at most twelve statements, whatever stands on a page', async () => {
    const statements: string[] = []
    const { options } = Reflect.get(Reflect.get(world.services.db.owner, 'session'), 'client')
    options.debug = (_connection: number, query: string) => statements.push(query)
    const counted = async (limit: number) => {
      statements.length = 0
      const who = world.as({ school: world.school, role: 'coordinator' })
      const { status, body } = await who.get(`/v1/work?view=all&limit=${limit}`)
      const sent = statements.filter((query) => !/^(begin|commit)/i.test(query))
      return { status, kinds: new Set((body.items as Item[]).map(({ kind }) => kind)), sent: sent.length }
    }
    const few = await counted(1)
    const many = await counted(200)
    delete options.debug
    expect([...many.kinds].sort()).toEqual([
      'agreement',
      'appeal',
      'case',
      'memorandum',
      'recognition-act',
      'revocation',
    ])
    expect(few.sent).toBeGreaterThan(3)
    expect(many.sent).toBeLessThanOrEqual(12)
  })
})
