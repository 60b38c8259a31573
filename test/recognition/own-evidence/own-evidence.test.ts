import { beforeAll, describe, expect, test } from 'vitest'
import { diaryEntries } from '../../../src/db/schema/recognition/diary.ts'
import { type Case, given } from '../../setup/given.ts'
import { giveWord, pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { docx } from '../documentation/formats.ts'

type Body = Record<string, unknown>

describe('what a learner brings from their own page', () => {
  let world: World
  const step = () => given(world)
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const pageIn = async ({ mobilityId }: Case) =>
    pageOf(world, (await step().ok(coordinator().get(`/v1/mobilities/${mobilityId}`))).learnerId)
  const bring = (at: string, over: Body = {}, text = 'A plan of my own.') =>
    world.anyone
      .post(at)
      .field({ title: 'Plan', producedOn: '2026-09-20', competences: '1.1', ...over })
      .attach('file', Buffer.from(text), 'plan.txt')

  beforeAll(async () => {
    world = await newWorld()
  })

  test('is evidence as any other: it says who brought it, is attested and declared, and judged', async () => {
    const made = await step().documentation()
    const page = await pageIn(made)
    const at = `${page}/evidence/${made.id}`
    const { items } = await step().ok(bring(at))
    const [piece] = items as Body[]
    const list = await step().ok(coordinator().get(`/v1/recognitions/${made.id}/evidence`))
    const { learnerId } = await step().ok(coordinator().get(`/v1/mobilities/${made.mobilityId}`))
    expect(list.items).toMatchObject([
      { id: piece!.id, personId: learnerId, submittedBy: null, title: 'Plan' },
    ])
    await step().evidence(made.id, ['2.4'])
    const blockers = async () =>
      (
        (await step().ok(coordinator().get(`/v1/recognitions/${made.id}`))).blockers as { code: string }[]
      ).map(({ code }) => code)
    expect(await blockers()).toEqual(['authorship-missing', 'attestation-missing'])
    await giveWord(world, `${page}/declare/${made.id}`)
    const mentor = world.as({ school: world.host, role: 'mentor' })
    await step().ok(mentor.post(`/v1/recognitions/${made.id}/attestation`).send({ statement: 'Done here.' }))
    expect(await blockers()).toEqual([])
    // More of it asks for both words anew.
    world.clock.advance(1)
    await step().ok(bring(at, {}, 'Another plan.'))
    expect(await blockers()).toEqual(['authorship-missing', 'attestation-missing'])
  })

  test('shows beside each file what can be read from it, in the language of the page', async () => {
    const made = await step().documentation()
    const at = `${await pageIn(made)}/evidence/${made.id}`
    const fields = { title: 'Report', producedOn: '2026-09-20', competences: '1.1' }
    await step().ok(
      world.anyone
        .post(at)
        .field(fields)
        .attach('file', await docx(), 'report.docx'),
    )
    const page = async (language: string) =>
      (await world.anyone.get(`${at}?lang=${language}`).set('accept', 'text/html')).text
    expect(await page('en')).toContain('<summary>What can be read from the file</summary>')
    expect(await page('lv')).toContain('<summary>Kas nolasāms no datnes</summary>')
  })

  test('is taken back by them alone, with a reason', async () => {
    const made = await step().documentation()
    const at = `${await pageIn(made)}/evidence/${made.id}`
    const { items } = await step().ok(bring(at, {}, 'The wrong plan.'))
    const [own] = items as [Body]
    const others = await step().evidence(made.id, ['2.4'])
    const back = (id: unknown) =>
      world.anyone.post(`${at}/pieces/${id}/withdrawal`).send({ reason: 'It is the wrong plan.' })
    expect((await back(others.id)).status).toBe(403)
    const mentor = world.as({ school: world.host, role: 'mentor' })
    const path = `/v1/recognitions/${made.id}/evidence/${own.id}/withdrawal`
    expect((await mentor.post(path).send({ reason: 'Not mine.' })).status).toBe(403)
    expect(await step().ok(back(own.id))).toMatchObject({ id: own.id, withdrawnBy: null })
    expect((await back(own.id)).status).toBe(409)
    const { pieces } = await step().ok(world.anyone.get(at))
    expect(pieces).toMatchObject([{ id: others.id }])
  })

  test('comes back as it was typed where something is missing, with what it is beside the field', async () => {
    const made = await step().documentation()
    const at = `${await pageIn(made)}/evidence/${made.id}`
    const refused = await world.anyone
      .post(`${at}?lang=lv`)
      .set('accept', 'text/html')
      .field({ title: 'Plāns, ko veidoju', producedOn: '2026-09-20' })
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('value="Plāns, ko veidoju"')
    expect(refused.text).toContain('id="competences-wrong"')
    expect(refused.text).toContain('Izvēlieties datni vai nofotografējiet.')
    const taken = await bring(`${at}?lang=lv`).set('accept', 'text/html')
    expect([taken.status, taken.text.includes('Saglabāts 1 pierādījums.')]).toEqual([201, true])
    const twice = await bring(`${at}?lang=en`).set('accept', 'text/html')
    expect([twice.status, twice.text.includes('The case has this file already')]).toEqual([409, true])
  })

  test('is taken while the case is in documentation, and of nobody else', async () => {
    const made = await step().identification()
    const page = await pageIn(made)
    expect((await bring(`${page}/evidence/${made.id}`)).status).toBe(409)
    const other = await step().documentation()
    expect((await bring(`${page}/evidence/${other.id}`)).status).toBe(404)
    const shown = await world.anyone.get(`${page}/evidence/${made.id}`).set('accept', 'text/html')
    expect(shown.text).not.toContain('type="file"')
  })

  test('is a diary that only they read, until they hand a day in', async () => {
    const made = await step().documentation()
    const page = await pageIn(made)
    const at = `${page}/diary/${made.id}`
    const day = { writtenOn: '2026-09-20', text: 'Set up the plan.' }
    const entry = await step().ok(world.anyone.post(at).send(day))
    const ahead = await world.anyone.post(at).send({ ...day, writtenOn: '2027-01-01' })
    expect([ahead.status, ahead.body.errors[0].pointer]).toEqual([422, '/writtenOn'])
    const changed = { writtenOn: '2026-09-21', text: 'Set up the plan, alone.' }
    await step().ok(world.anyone.post(`${at}/entries/${entry.id}`).send(changed))
    expect((await step().ok(coordinator().get(`/v1/recognitions/${made.id}/evidence`))).items).toEqual([])
    const submission = `${at}/entries/${entry.id}/submission`
    const piece = await step().ok(world.anyone.post(submission).send({ competences: ['1.1'] }))
    const mentor = world.as({ school: world.host, role: 'mentor' })
    const file = await mentor.get(`/v1/recognitions/${made.id}/evidence/${piece.id}/content`)
    expect([file.headers['content-type'], file.text]).toEqual(['text/plain; charset=utf-8', changed.text])
    for (const again of [
      world.anyone.post(submission).send({ competences: ['1.1'] }),
      world.anyone.post(`${at}/entries/${entry.id}`).send(day),
    ])
      expect((await again).status).toBeGreaterThanOrEqual(404)
    const { entries } = await step().ok(world.anyone.get(at))
    expect(entries).toMatchObject([{ ...changed, evidenceId: piece.id }])
    const page2 = await world.anyone.get(`${at}?lang=lv`).set('accept', 'text/html')
    expect(page2.text).toContain('Iesniegts kā pierādījums.')
  })

  test('stands in what is kept of them, and goes when they are erased', async () => {
    const made = await step().documentation()
    const page = await pageIn(made)
    const day = { writtenOn: '2026-09-20', text: 'A day of which only I know.' }
    await step().ok(world.anyone.post(`${page}/diary/${made.id}`).send(day))
    await step().move(made.id, 'withdraw', 'It ended early.')
    world.clock.advance(60)
    const { learnerId } = await step().ok(coordinator().get(`/v1/mobilities/${made.mobilityId}`))
    const admin = world.as({ school: world.school, role: 'admin' })
    const data = await admin.get(`/v1/people/${learnerId}/data`)
    expect(JSON.stringify(data.body)).toContain(day.text)
    await step().ok(admin.post(`/v1/people/${learnerId}/erasure`).send({ reason: 'no-longer-needed' }))
    const { owner } = world.services.db
    expect((await owner.select().from(diaryEntries)).map(({ text }) => text)).not.toContain(day.text)
  })
})
