import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

const act = {
  decision: 'in-full',
  recognisedAs: [{ kind: 'module', reference: 'Digital skills' }],
  legalBasis: 'Cabinet Regulation No. 70 of 21 February 2023, point 2.3',
  decidedOn: '2026-11-21',
}

describe("the sending organisation's act of recognition", () => {
  let world: World
  let id: string
  beforeAll(async () => {
    world = await newWorld()
    id = String((await given(world).certificate()).id)
  })
  const issuer = () => world.as({ school: world.school, role: 'issuer' })
  const pathOf = (certificate: string) => `/v1/certificates/${certificate}/acts`

  test('stands beside the certificate, whose every byte stays as it was', async () => {
    const reader = world.as({ school: world.school })
    const before = await reader.get(`/v1/certificates/${id}`)
    expect(before.body.recognition).toBeNull()
    const paper = await reader.get(`/v1/certificates/${id}.pdf`).buffer().parse(asBytes)
    const said = await reader.get(`/v1/certificates/${id}.json`)

    const made = await issuer().post(pathOf(id)).send(act)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      ...act,
      number: 1,
      certificateId: id,
      snapshotSha256: before.body.snapshotSha256,
      person: { memberId: world.school.members.issuer },
    })

    const after = await reader.get(`/v1/certificates/${id}`)
    expect(after.body.recognition).toEqual(made.body)
    expect({ ...after.body, recognition: null }).toEqual(before.body)
    const listed = await world.as({ school: world.host }).get('/v1/certificates?side=hosted')
    expect(listed.body.items[0].recognition).toEqual(made.body)
    const paperAfter = await reader.get(`/v1/certificates/${id}.pdf`).buffer().parse(asBytes)
    expect(Buffer.compare(paper.body, paperAfter.body)).toBe(0)
    expect((await reader.get(`/v1/certificates/${id}.json`)).text).toBe(said.text)
  })

  test('is corrected by a further one, and the newest stands', async () => {
    const over = { ...act, decision: 'in-part', reason: 'Half of the module was covered.' }
    const second = await issuer().post(pathOf(id)).send(over)
    expect(second.body.number).toBe(2)
    const list = await issuer().get(pathOf(id))
    expect(list.body.items.map((one: { decision: string }) => one.decision)).toEqual(['in-full', 'in-part'])
    expect((await issuer().get(`/v1/certificates/${id}`)).body.recognition.decision).toBe('in-part')
  })

  test('names every gap at once', async () => {
    const none = await issuer()
      .post(pathOf(id))
      .send({ decision: 'in-part', legalBasis: 'Rule', decidedOn: '2026-11-22' })
    expect(none.status).toBe(422)
    expect(none.body.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
      '/recognisedAs',
      '/reason',
      '/decidedOn',
    ])
    const early = await issuer()
      .post(pathOf(id))
      .send({ ...act, decision: 'not-recognised', reason: 'No.', decidedOn: '2026-11-20' })
    expect(early.body.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
      '/recognisedAs',
      '/decidedOn',
    ])
  })

  test('is made by an issuer or admin of the sending organisation alone', async () => {
    for (const role of ['coordinator', 'validator', 'auditor'] as const) {
      expect((await world.as({ school: world.school, role }).post(pathOf(id)).send(act)).status).toBe(403)
    }
    expect((await world.as({ school: world.host, role: 'issuer' }).post(pathOf(id)).send(act)).status).toBe(
      403,
    )
    const stranger = world.as({ school: world.stranger, role: 'issuer' })
    expect((await stranger.post(pathOf(id)).send(act)).status).toBe(404)
    expect((await stranger.get(pathOf(id))).status).toBe(404)
  })

  test('is refused on a revoked certificate, and no database user of the service can change one', async () => {
    const other = String((await given(world).certificate()).id)
    await issuer().post(pathOf(other)).send(act)
    await world.services.db.owner.execute(
      `update certificates set revoked_at = now(), revocation_reason = 'wrong-data', revoked_by = issuer_id where id = '${other}'`,
    )
    expect((await issuer().post(pathOf(other)).send(act)).status).toBe(409)
    const change = `update recognition_acts set decision = 'not-recognised'`
    await expect(world.services.db.owner.execute(change)).rejects.toThrow()
  })

  test('is numbered once where two are recorded at the same moment', async () => {
    const other = String((await given(world).certificate()).id)
    const made = await Promise.all([1, 2, 3, 4].map(() => issuer().post(pathOf(other)).send(act)))
    expect(made.map((one) => one.status)).toEqual([201, 201, 201, 201])
    expect(made.map((one) => one.body.number).sort()).toEqual([1, 2, 3, 4])
  })
})
