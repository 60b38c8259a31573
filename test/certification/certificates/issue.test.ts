import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

const credits = { kind: 'credit', reference: '2 credit points' }

describe('a certificate', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  test('is issued for a decided case, downloaded byte for byte alike, and verified by a stranger', async () => {
    const certificate = await given(world).certificate()
    const client = world.as({ school: world.school })
    const first = await client.get(`/v1/certificates/${certificate.id}.pdf`).buffer().parse(asBytes)
    const second = await client.get(`/v1/certificates/${certificate.id}.pdf`).buffer().parse(asBytes)
    expect(first.status).toBe(200)
    expect(Buffer.compare(first.body, second.body)).toBe(0)

    const checked = await world.anyone
      .post('/v1/verifications')
      .set('content-type', 'application/pdf')
      .send(first.body)
    expect(checked.body.status).toBe('valid')
    const page = await world.anyone
      .get(new URL(String(certificate.verificationUrl)).pathname)
      .set('accept', 'text/html')
    expect(page.text).toContain('Valid')
  })

  test('names the credits that the agreement counts an outcome as, and no others', async () => {
    const credit = { competence: '1.1', baseline: 2, target: 4, recognisedAs: credits }
    const { id } = await given(world).certificate([credit, { competence: '2.4', baseline: 2, target: 4 }])
    const client = world.as({ school: world.school })
    const snapshot = JSON.parse(
      (await client.get(`/v1/certificates/${id}.json`).buffer().parse(asBytes)).body,
    )
    const named = snapshot.outcomes.map((one: Record<string, unknown>) => [one.competence, one.credits])
    expect(named).toEqual([
      ['1.1', '2 credit points'],
      ['2.4', undefined],
    ])
    const badge = JSON.parse(
      (await client.get(`/v1/certificates/${id}.ob3.json`).buffer().parse(asBytes)).body,
    )
    expect(badge.credentialSubject.achievement.criteria.narrative).toContain(
      'Credits by the learning agreement: 2 credit points (1.1)',
    )
  })
})
