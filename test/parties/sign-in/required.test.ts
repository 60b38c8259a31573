import { beforeAll, describe, expect, test } from 'vitest'
import { actions } from '../../../src/actions.ts'
import type { Action } from '../../../src/platform/actions/action.ts'
import { refusalOf } from '../../../src/platform/actions/may.ts'
import { roles } from '../../../src/platform/auth/access.ts'
import { DEFAULT_ZONE } from '../../../src/platform/time-zone.ts'
import { type Case, given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { newWorld, type Who, type World } from '../../setup/world.ts'

const english =
  'Your organisation asks that people sign in themselves for this. Sign in with the OpenID provider and have your software exchange its token; the secret of a client is not enough.'

describe('an organisation that asks its people to sign in themselves', () => {
  let world: World
  let made: Case
  const by = (role: Who['role'] & string, over: Partial<Who> = {}) =>
    world.as({ school: world.school, role, ...over })
  const signedIn = { signedIn: true } as const
  const require = (over: Partial<Who>, requireSignIn: boolean | null) =>
    by('admin', over).patch('/v1/settings').set('if-match', '*').send({ requireSignIn })

  beforeAll(async () => {
    world = await newWorld()
    made = await given(world).assessment()
    // Several act as admins here, each alone.
    const alone = { secondPersonForRights: false }
    await by('admin').patch('/v1/settings').set('if-match', '*').send(alone)
  })

  test('says so, and takes it back, through an admin who has signed in', async () => {
    for (const over of [{}, { memberId: await newMember(world, world.school, ['admin']) }]) {
      const refused = await require(over, true)
      expect([refused.status, refused.body.detail]).toEqual([
        403,
        'Only an admin who has signed in themselves may say whether people have to. First enter the "subject" of an admin and sign in with the OpenID provider.',
      ])
    }
    expect((await require(signedIn, true)).body).toMatchObject({ requireSignIn: true })
    expect((await require({}, false)).status).toBe(403)
    expect((await require({}, null)).status).toBe(403)
    const unchanged = await by('admin')
      .patch('/v1/settings')
      .set('if-match', '*')
      .send({ requireSignIn: true, evidenceDays: 31 })
    expect(unchanged.status).toBe(200)
  })

  test('lets no secret of a client judge, decide, issue or revoke for a member, and says why in their language', async () => {
    const step = given(world)
    const certificates = async () => {
      const { items } = (await by('coordinator').get('/v1/certificates')).body
      return items[0].id as string
    }
    const second = await newMember(world, world.school, ['issuer'])
    type Act = {
      role: Who['role'] & string
      over?: Partial<Who>
      path: () => Promise<string>
      body: object | undefined
    }
    const of = (path: string) => async () => path
    const outcomes = made.outcomes.map(({ competence }) => ({ competence, result: 'reached' }))
    const marks = made.outcomes.map(
      ({ competence }): Act => ({
        role: 'assessor',
        path: of(`/v1/recognitions/${made.id}/marks`),
        body: step.marksFor(made, competence, competence === '1.1' ? 4 : 5),
      }),
    )
    const later: Act[] = [
      { role: 'validator', path: of(`/v1/recognitions/${made.id}/decision`), body: { outcomes } },
      { role: 'issuer', path: of('/v1/certificates'), body: { recognitionId: made.id } },
      {
        role: 'issuer',
        path: async () => `/v1/certificates/${await certificates()}/revocation`,
        body: { reason: 'wrong-data' },
      },
      {
        role: 'issuer',
        over: { memberId: second },
        path: async () => `/v1/certificates/${await certificates()}/revocation/confirmation`,
        body: undefined,
      },
    ]
    const take = async ({ role, over, path, body }: Act) => {
      const at = await path()
      const refused = await by(role, over).post(at).send(body)
      expect([at, refused.status, refused.body.detail]).toEqual([at, 403, english])
      const latvian = await by(role, over).post(at).set('accept-language', 'lv').send(body)
      expect(latvian.body.detail).toContain('ar klienta noslēpumu nepietiek')
      const answer = await by(role, { ...over, ...signedIn })
        .post(at)
        .send(body)
      expect([at, answer.status < 300, answer.body.detail]).toEqual([at, true, undefined])
    }
    for (const act of marks) await take(act)
    await step.move(made.id, 'complete-assessment')
    for (const act of later) await take(act)
  })

  test('offers no such action to who came in by a secret, and still tells them what waits for them', async () => {
    const other = await given(world).assessment()
    const offered = async (over: Partial<Who>) =>
      (await by('assessor', over).get(`/v1/recognitions/${other.id}`)).body.actions.map(
        ({ action }: { action: string }) => action,
      ) as string[]
    expect(await offered({})).not.toContain('record-marks')
    expect(await offered(signedIn)).toContain('record-marks')
    const { items } = (await by('assessor').get('/v1/work')).body as { items: { recognitionId: string }[] }
    expect(items.map(({ recognitionId }) => recognitionId)).toContain(other.id)
    const { status } = await by('coordinator').get(`/v1/recognitions/${other.id}`)
    expect(status).toBe(200)
  })

  test('lets no secret say who it is that signs in', async () => {
    const member = `/v1/members/${world.school.members.assessor}`
    const enter = (over: Partial<Who>, body: object) =>
      by('admin', over).patch(member).set('if-match', '*').send(body)
    const refused = await enter({}, { subject: 'admin-one' })
    expect([refused.status, refused.body.detail]).toEqual([
      403,
      'Where people sign in themselves, only an admin who has done so may enter the "subject" by which the OpenID provider knows a member.',
    ])
    expect((await enter({}, { name: 'Assessor One' })).status).toBe(200)
    expect((await enter(signedIn, { subject: 'assessor-one' })).body.subject).toBe('assessor-one')
    const made = { name: 'Assessor Two', roles: ['assessor'], subject: 'admin-one' }
    expect((await by('admin').post('/v1/members').send(made)).status).toBe(403)
    expect((await by('admin', signedIn).post('/v1/members').send(made)).status).toBe(201)
  })

  test('asks nothing of the people of another one', async () => {
    const { body } = await world.as({ school: world.host, role: 'admin' }).get('/v1/settings')
    expect(body.requireSignIn).toBe(false)
    const theirs = await world
      .as({ school: world.host, role: 'admin' })
      .patch(`/v1/members/${world.host.members.assessor}`)
      .set('if-match', '*')
      .send({ subject: 'assessor-one' })
    expect(theirs.status).toBe(200)
  })
})

describe('the table of actions', () => {
  const rows = Object.values<Action>(actions)

  test('marks all that judges, decides, issues, revokes or confirms a right as what people sign in for', () => {
    expect(rows.filter(({ signIn }) => signIn).map(({ key }) => key)).toEqual([
      'confirmGrant',
      'saveDraft',
      'recordMarks',
      'decideOutcomes',
      'refuseRecognition',
      'issueCertificate',
      'markAgain',
      'upholdAppeal',
      'rejectAppeal',
      'requestRevocation',
      'confirmRevocation',
      'dismissRevocation',
      'proposeCorrection',
      'confirmCorrection',
      'dismissCorrection',
      'recordAct',
    ])
    const judging = rows.filter(
      ({ apart, by, on }) =>
        (apart && apart !== 'mentor' && apart !== 'any') ||
        (on === 'certificate' && 'person' in by && by.person),
    )
    expect(judging.filter(({ signIn }) => !signIn).map(({ key }) => key)).toEqual([])
  })

  test('refuses whoever has not signed in for these rows alone', () => {
    const school = crypto.randomUUID()
    const actor = {
      organisationId: school,
      clientId: school,
      memberId: crypto.randomUUID(),
      personId: null,
      roles,
      scopes: [],
      zone: DEFAULT_ZONE,
      mustSignIn: true,
    }
    const subject = { state: null, organisationId: school, hostingOrganisationId: school, partnerId: school }
    const refused = (action: Action, signedIn: boolean) => {
      const { by, hinders: _, ...row } = action
      return refusalOf({ ...row, from: null, by }, subject, { ...actor, signedIn })?.message === english
    }
    expect(rows.filter((row) => refused(row, false)).map(({ key }) => key)).toEqual(
      rows.filter(({ signIn }) => signIn).map(({ key }) => key),
    )
    expect(rows.filter((row) => refused(row, true))).toEqual([])
  })
})
