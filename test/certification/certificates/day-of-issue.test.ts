import { beforeAll, describe, expect, test } from 'vitest'
import type { CertificateSnapshot } from '../../../src/certification/certificates/snapshot.ts'
import { learningClaims } from '../../../src/certification/documents/credentials/learning-credential.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
/** The last day of the mobility is the day on which tests begin, by UTC. */
const stay = { startsOn: '2026-09-07', endsOn: '2026-11-21' }

describe.each([
  // Tomorrow has come where it is still today in UTC, and has not where it has come in UTC.
  ['Europe/Riga', '2026-11-21T21:59:59Z', '2026-11-21T22:00:00Z'],
  ['America/Los_Angeles', '2026-11-22T07:59:59Z', '2026-11-22T08:00:00Z'],
])('a certificate of an organisation in %s', (timeZone, last, next) => {
  let world: World
  let id: string
  let snapshot: CertificateSnapshot
  const issue = () =>
    world.as({ school: world.school, role: 'issuer' }).post('/v1/certificates').send({ recognitionId: id })

  beforeAll(async () => {
    world = await newWorld()
    const admin = world.as({ school: world.school, role: 'admin' })
    await given(world).ok(admin.patch('/v1/settings').set('if-match', '*').send({ timeZone }))
    const made = await given(world).validation(one, {}, stay)
    const outcomes = [{ competence: '1.1', result: 'reached' }]
    const validator = world.as({ school: world.school, role: 'validator' })
    await given(world).ok(validator.post(`/v1/recognitions/${made.id}/decision`).send({ outcomes }))
    id = made.id
  })

  test('is issued from the day after the last day of the mobility, by their own calendar', async () => {
    world.clock.now = new Date(last)
    const refused = await issue()
    expect(refused.body.blockers).toMatchObject([{ code: 'mobility-not-ended' }])
    world.clock.now = new Date(next)
    expect((await issue()).status).toBe(201)
  })

  test('says their day of issue in every form, and the moment where a moment is asked for', async () => {
    const reader = world.as({ school: world.school, role: 'issuer' })
    const { body } = await reader.get('/v1/certificates')
    const certificate = body.items[0]
    const kept = await reader.get(`/v1/certificates/${certificate.id}.json`).buffer().parse(asBytes)
    snapshot = JSON.parse(String(kept.body))
    expect(snapshot).toMatchObject({
      issuedAt: new Date(next).toISOString(),
      issuedOn: '2026-11-22',
      timeZone,
    })
    const paper = await reader.get(`/v1/certificates/${certificate.id}.pdf`).buffer().parse(asBytes)
    const { text } = await readPdf(paper.body)
    expect(text).toContain('22 November 2026')
    expect(text).not.toMatch(/issued[^.]{0,40}21 November 2026/i)
    expect(learningClaims(snapshot)).toMatchObject({ date_of_issuance: '2026-11-22' })
    const { pathname } = new URL(certificate.verificationUrl)
    const page = await world.anyone.get(`${pathname}?lang=en`).set('accept', 'text/html')
    expect(page.text).toContain('22\u00a0November\u00a02026')
    const shown = await world.anyone.get(pathname).set('accept', 'application/json')
    expect(shown.body.certificate).toMatchObject({ issuedOn: '2026-11-22', issuedAt: snapshot.issuedAt })
  })
})

describe('the time zone of an organisation', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  test('is one that the database of zones has; any other is refused where it stands', async () => {
    const admin = world.as({ school: world.school, role: 'admin' })
    for (const timeZone of ['Europe/Rīga', '+02:00', 'Mars/Olympus', '', 7]) {
      const answer = await admin.patch('/v1/settings').set('if-match', '*').send({ timeZone })
      expect([timeZone, answer.status]).toEqual([timeZone, 400])
      expect(answer.body.errors).toMatchObject([{ pointer: '/timeZone' }])
    }
  })

  test("decides for its cases whoever acts: a guardian signs by the sending organisation's birthday", async () => {
    const host = world.as({ school: world.host, role: 'admin' })
    await given(world).ok(
      host.patch('/v1/settings').set('if-match', '*').send({ timeZone: 'America/Los_Angeles' }),
    )
    // Of age from 22 November in Riga, which begins at 22:00 UTC.
    const learner = await given(world).person({ birthDate: '2008-11-22' })
    const made = await given(world).mobility({ learnerId: learner.id })
    await given(world).draft(made.id, one)
    const path = `/v1/mobilities/${made.id}/agreement/links`
    const link = () =>
      world.as({ school: world.school, role: 'coordinator' }).post(path).send({ party: 'guardian' })
    world.clock.now = new Date('2026-11-21T21:59:00Z')
    const early = await given(world).ok(link())
    world.clock.now = new Date('2026-11-21T22:00:00Z')
    expect((await link()).status).toBe(409)
    const { body } = await world
      .as({ school: world.host, role: 'coordinator' })
      .get(path.replace('/links', ''))
    const form = { name: 'Guardian One', accept: true, hash: body.hash }
    expect((await world.anyone.post(new URL(String(early.url)).pathname).send(form)).status).toBe(409)
  })
})
