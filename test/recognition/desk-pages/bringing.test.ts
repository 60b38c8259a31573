import { beforeAll, describe, expect, test } from 'vitest'
import { deskOf } from '../../setup/desk.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { photograph } from '../documentation/pictures.ts'

describe('a mentor at their desk', () => {
  let world: World
  let made: Case
  let desk: string
  let at: string
  beforeAll(async () => {
    world = await newWorld()
    made = await given(world).documentation()
    desk = await deskOf(world, world.host, world.host.members.mentor)
    at = `${desk}/recognitions/${made.id}`
  })
  const page = (address: string) => world.anyone.get(address).set('accept', 'text/html')
  const bring = (fields: Record<string, string | string[]>, files: [Buffer, string][]) => {
    let request = world.anyone.post(`${at}/evidence?lang=en`).set('accept', 'text/html')
    for (const [name, value] of Object.entries(fields))
      for (const each of [value].flat()) request = request.field(name, each)
    for (const [bytes, name] of files) request = request.attach('file', bytes, name)
    return request
  }
  const fields = { title: 'Plan of the workshop', producedOn: '2026-09-20', competences: ['1.1', '2.4'] }
  const listed = async () => {
    const { body } = await world
      .as({ school: world.host, role: 'mentor' })
      .get(`/v1/recognitions/${made.id}/evidence`)
    return body.items as { id: string; title: string; submittedBy: string; record: unknown }[]
  }

  test('brings several files at once, with the camera too, in their own name', async () => {
    const { text } = await page(`${at}/evidence?lang=en`)
    expect(text).toContain('capture="environment"')
    const sent = await bring(fields, [
      [Buffer.from('First file of the work.'), 'one.txt'],
      [photograph(), 'two.jpg'],
    ])
    expect(sent.status).toBe(201)
    expect(sent.text).toContain('2 pieces are there now.')
    expect((await listed()).map(({ title, submittedBy }) => [title, submittedBy])).toEqual([
      ['Plan of the workshop', world.host.members.mentor],
      ['Plan of the workshop (2)', world.host.members.mentor],
    ])
  })

  test('opens what is there', async () => {
    const [piece] = await listed()
    const opened = await world.anyone.get(`${at}/evidence/${piece!.id}`)
    expect([opened.status, opened.text]).toEqual([200, 'First file of the work.'])
    const others = await deskOf(world, world.stranger, world.stranger.members.mentor)
    expect((await world.anyone.get(`${others}/recognitions/${made.id}/evidence/${piece!.id}`)).status).toBe(
      404,
    )
  })

  test('is told of a file that is refused beside it, and those before it are kept', async () => {
    const sent = await bring({ ...fields, title: 'Half' }, [
      [Buffer.from('This one is good.'), 'one.txt'],
      [Buffer.from([0, 1, 2, 3]), 'two.bin'],
    ])
    expect(sent.status).toBe(415)
    expect(sent.text).toContain('One piece is there now.')
    expect(sent.text).toContain('id="file-wrong"')
    expect(sent.text).toContain('value="Half"')
    expect((await listed()).filter(({ title }) => title === 'Half')).toHaveLength(1)
  })

  test('says what else a piece shows', async () => {
    const sent = await bring({ ...fields, title: 'For one', competences: '1.1' }, [
      [Buffer.from('Shows one of them.'), 'one.txt'],
    ])
    expect(sent.status).toBe(201)
    const id = (await listed()).find(({ title }) => title === 'For one')!.id
    const more = await world.anyone
      .post(`${at}/evidence/${id}/outcomes`)
      .set('accept', 'text/html')
      .type('form')
      .redirects(0)
      .send({ competences: '2.4' })
    expect(more.status).toBe(303)
  })

  test('writes down what they saw, and it stands in their name', async () => {
    const sent = await world.anyone
      .post(`${at}/observations?lang=en`)
      .set('accept', 'text/html')
      .type('form')
      .send({
        text: 'Shared the folder alone.',
        producedOn: '2026-09-21',
        competences: '2.4',
        position: 'Workshop manager',
        title: '',
      })
    expect(sent.status).toBe(201)
    expect(sent.text).toContain('It is kept.')
    const written = (await listed()).find(({ title }) => title === 'Observation, Workshop manager')!
    expect(written.record).toMatchObject({
      text: 'Shared the folder alone.',
      by: { position: 'Workshop manager', organisation: world.host.name },
    })
  })
})
