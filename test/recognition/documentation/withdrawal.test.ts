import { buffer } from 'node:stream/consumers'
import { beforeAll, describe, expect, test } from 'vitest'
import { removeFiles } from '../../../src/custody/erasure/remove-files.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('a piece of evidence', () => {
  let world: World
  let made: Case
  beforeAll(async () => {
    world = await newWorld()
    made = await given(world).documentation()
  })
  const mentor = () => world.as({ school: world.host, role: 'mentor' })
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const withdraw = (id: unknown, by = mentor(), of = made.id) =>
    by.post(`/v1/recognitions/${of}/evidence/${id}/withdrawal`).send({ reason: 'It is the wrong file.' })
  const list = async (of = made.id) =>
    (await coordinator().get(`/v1/recognitions/${of}/evidence`)).body as {
      items: { id: string; sameFileIn: string[] }[]
      withdrawn: {
        id: string
        sha256: string
        title: string
        withdrawalReason: string
        withdrawnBy: string
      }[]
    }
  const blockers = async (of = made.id) =>
    (await coordinator().get(`/v1/recognitions/${of}`)).body.blockers.map(
      ({ code, competence = '' }: { code: string; competence?: string }) => `${code} ${competence}`.trim(),
    )

  test('is taken back by whoever brought it alone, with a reason, and once', async () => {
    const piece = await given(world).evidence(made.id, ['1.1'], 'The wrong file.')
    expect(await blockers()).not.toContain('evidence-missing 1.1')
    expect((await withdraw(piece.id, coordinator())).status).toBe(403)
    const none = await mentor().post(`/v1/recognitions/${made.id}/evidence/${piece.id}/withdrawal`).send({})
    expect(none.status).toBe(400)
    const done = await withdraw(piece.id)
    expect(done.status).toBe(200)
    expect(done.body).toMatchObject({ id: piece.id, withdrawnBy: world.host.members.mentor })
    expect((await withdraw(piece.id)).status).toBe(409)
    expect((await withdraw(world.school.id)).status).toBe(404)
  })

  test('counts for nothing then: what was missing before is missing again, and the reason stays', async () => {
    expect(await blockers()).toContain('evidence-missing 1.1')
    const { items, withdrawn } = await list()
    expect(items).toEqual([])
    expect(withdrawn[0]).toMatchObject({ title: 'Portfolio', withdrawalReason: 'It is the wrong file.' })
    const gone = await mentor().get(`/v1/recognitions/${made.id}/evidence/${withdrawn[0]!.id}/content`)
    expect(gone.status).toBe(409)
  })

  test('takes its file with it, unless other evidence has the same', async () => {
    const { sha256 } = (await list()).withdrawn[0]!
    await removeFiles(world.services)
    await expect(world.services.storage.open(sha256)).rejects.toThrow()
    // Brought again it is there again.
    const again = await given(world).evidence(made.id, ['1.1'], 'The wrong file.')
    expect((await buffer(await world.services.storage.open(sha256))).toString()).toBe('The wrong file.')
    const other = await given(world).documentation()
    await given(world).evidence(other.id, ['1.1'], 'The wrong file.')
    await withdraw(again.id)
    await removeFiles(world.services)
    expect((await buffer(await world.services.storage.open(sha256))).length).toBe(15)
  })

  test('stays once it was judged, and the case file tells what was taken back', async () => {
    const judged = await given(world).assessment()
    const id = judged.evidence['1.1']!
    const assessor = world.as({ school: world.school, role: 'assessor' })
    const marks = given(world).marksFor(judged, '1.1', 4)
    await given(world).ok(assessor.post(`/v1/recognitions/${judged.id}/marks`).send(marks))
    const refused = await withdraw(id, mentor(), judged.id)
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('judged already')])
    expect((await withdraw(judged.evidence['2.4'], mentor(), judged.id)).status).toBe(200)
    const file = await coordinator().get(`/v1/recognitions/${judged.id}/file.pdf`)
    expect(file.status).toBe(200)
    // Marks that name it are refused.
    const late = await assessor
      .post(`/v1/recognitions/${judged.id}/marks`)
      .send(given(world).marksFor(judged, '2.4', 5))
    expect(late.status).toBe(422)
  })

  test('that another learner of the same organisation brought, too, is remarked and not refused', async () => {
    const [first, second] = [await given(world).documentation(), await given(world).documentation()]
    await given(world).evidence(first.id, ['1.1'], 'One file for two learners.')
    await given(world).evidence(second.id, ['1.1'], 'One file for two learners.')
    expect((await list(second.id)).items[0]!.sameFileIn).toEqual([first.id])
    expect((await list(first.id)).items[0]!.sameFileIn).toEqual([second.id])
    const seen = await world
      .as({ school: world.host, role: 'mentor' })
      .get(`/v1/recognitions/${first.id}/evidence`)
    expect(seen.body.items[0].sameFileIn).toEqual([second.id])
  })

  test('that somebody of another organisation brought, too, is remarked to nobody', async () => {
    const one = await given(world).documentation()
    await given(world).evidence(one.id, ['1.1'], 'A file in two organisations.')
    const elsewhere = { ...world, school: world.stranger }
    const other = await given(elsewhere).documentation()
    await given(elsewhere).evidence(other.id, ['1.1'], 'A file in two organisations.')
    expect((await list(one.id)).items[0]!.sameFileIn).toEqual([])
    const host = await mentor().get(`/v1/recognitions/${one.id}/evidence`)
    expect(host.body.items[0].sameFileIn).toEqual([])
  })
})
