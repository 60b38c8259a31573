import { beforeAll, describe, expect, test } from 'vitest'
import { type Case, given } from '../../setup/given.ts'
import { pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

const within = 'multipart/form-data; boundary=x'
const file =
  'Content-Disposition: form-data; name="files"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nHalf'

describe('a form with files that arrives in part', () => {
  let world: World
  let made: Case
  let path: string
  const kept = async () => {
    const answer = await world.anyone.get(path).set('accept', 'application/json').expect(200)
    return answer.body.pieces ?? answer.body.items
  }

  beforeAll(async () => {
    world = await newWorld()
    made = await given(world).documentation()
    const sender = world.as({ school: world.school, role: 'coordinator' })
    const { learnerId } = await given(world).ok(sender.get(`/v1/mobilities/${made.mobilityId}`))
    path = `${await pageOf(world, String(learnerId))}/evidence/${made.id}`
  })

  test.each([
    ['without a boundary', 'multipart/form-data', '{"title":"Work"}'],
    ['that is no form at all', within, '{"title":"Work"}'],
    ['cut off in a heading', within, '--x\r\nContent-Disposition:'],
    ['cut off in a file', within, `--x\r\n${file}`],
  ])('is refused as such, and nothing of it is kept: %s', async (_how, type, body) => {
    const before = await kept()
    const sent = world.anyone.post(path).set('content-type', type).send(body)
    const answer = await sent.set('accept', 'application/json')
    expect([answer.status, answer.body.detail]).toEqual([400, 'The body is not a whole multipart form.'])
    const shown = await world.anyone.post(path).set({ 'content-type': type, accept: 'text/html' }).send(body)
    expect([shown.status, shown.type]).toEqual([400, 'text/html'])
    expect(await kept()).toEqual(before)
  })
})
