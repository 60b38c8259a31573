import { beforeAll, describe, expect, test } from 'vitest'
import { contrastWithWhite } from '../../../src/parties/organisations/presentation/presentation.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const change = (body: object) =>
  world
    .as({ school: world.school, role: 'admin' })
    .patch(`/v1/organisations/${world.school.id}`)
    .set('if-match', '*')
    .send(body)

describe('what an organisation says itself of its papers', () => {
  test('is changed by its own admin, also once its identity is confirmed, and taken back', async () => {
    const identity = { name: world.school.name, country: 'LV', checkedBy: 'Agency', checkedHow: 'visit' }
    const operator = world.as({ school: world.host, role: 'admin' })
    await operator
      .put(`/v1/organisations/${world.school.id}/identity`)
      .send({ ...identity, checkedOn: '2026-11-02' })
      .expect(200)
    const signatories = [{ name: 'Signatory One', title: { lv: 'direktors', en: 'Director' } }]
    const contact = { email: 'office@example.org', phone: null, url: null }
    expect((await change({ signatories, contact })).body).toMatchObject({ signatories, contact })
    const read = await world.as({ school: world.stranger }).get(`/v1/organisations/${world.school.id}`)
    expect(read.body).toMatchObject({ signatories, contact, address: null, colours: null })
    const { body } = await change({ signatories: [], contact: null }).expect(200)
    expect(body).toMatchObject({ signatories: [], contact: null })
  })

  test.each([
    ['/contact/phone', { contact: { email: null, phone: 'call us', url: null } }],
    ['/contact/url', { contact: { email: null, phone: null, url: 'http://example.org' } }],
    ['/contact/url', { contact: { email: null, phone: null, url: 'javascript:alert(1)' } }],
    ['/contact/email', { contact: { email: 'office', phone: null, url: null } }],
    ['/address/street', { address: { street: '王', postalCode: null } }],
    ['/colours/primary', { colours: { primary: 'red', accent: null } }],
    ['/signatories', { signatories: Array(5).fill({ name: 'One', title: { lv: 'viens', en: 'one' } }) }],
  ])('is refused where it cannot be shown: %s', async (pointer, body) => {
    const answer = await change(body)
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer])
  })

  test('is refused in colours that nobody can read on white, with the ratio', async () => {
    await change({ colours: { primary: '#767676', accent: '#000000' } }).expect(200)
    const { status, body } = await change({ colours: { primary: '#777777', accent: '#FFEE00' } })
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([
      { pointer: '/colours/primary', detail: expect.stringContaining('4.47 to 1') },
      { pointer: '/colours/accent', detail: expect.stringContaining('1.2 to 1') },
    ])
  })

  test.each([
    ['#ffffff', 1],
    ['#000000', 21],
    ['#767676', 4.54],
    ['#ff0000', 4],
    ['#0000ff', 8.59],
  ])('has in %s a contrast of %d with white', (colour, ratio) => {
    expect(contrastWithWhite(colour)).toBeCloseTo(ratio, 2)
  })
})
