import { beforeAll, describe, expect, test } from 'vitest'
import { deskOf } from '../../setup/desk.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Form = Record<string, string | string[]>

describe('an assessor at their desk', () => {
  let world: World
  let made: Case
  let other: Case
  let desk: string
  let at: string
  beforeAll(async () => {
    world = await newWorld()
    made = await given(world).assessment()
    other = await given(world).assessment()
    desk = await deskOf(world, world.school, world.school.members.assessor)
    at = `${desk}/recognitions/${made.id}/outcomes`
  })
  const page = (address: string) => world.anyone.get(address).set('accept', 'text/html')
  const send = (address: string, form: Form) =>
    world.anyone.post(address).set('accept', 'text/html').type('form').redirects(0).send(form)
  const criteria = (competence: string) =>
    made.outcomes.find((outcome) => outcome.competence === competence)!.criteria
  /** The whole form, with every criterion up to a level met. */
  function whole(competence: string, level: number): Form {
    const piece = made.evidence[competence]!
    return Object.fromEntries([
      [`counts:${piece}`, 'yes'],
      ...criteria(competence).flatMap(({ id, level: own }) => [
        [`mark:${id}`, (own ?? 1) <= level ? 'met' : 'not-met'],
        [`shown:${id}`, piece],
      ]),
    ])
  }

  test('reads each criterion in full, what it can look like and the evidence, and no level', async () => {
    const { status, text } = await page(`${at}/1.1?lang=en`)
    expect(status).toBe(200)
    expect(text).toContain('Learner One')
    expect(text).toContain('What it can look like')
    for (const { id } of criteria('1.1')) expect(text).toContain(`name="mark:${id}"`)
    expect(text).toContain(`/evidence/${made.evidence['1.1']}`)
    expect(text).not.toContain('With these marks')
    expect(text.length).toBeLessThan(100_000)
  })

  test('keeps a draft at each step, and is told when and that nobody else sees it', async () => {
    const [first, second] = criteria('1.1')
    const shown = (await page(`${at}/1.1?lang=en`)).text
    const [, next] = new RegExp(
      `id="([^"]+)"><legend>[^<]*</legend>(?:(?!</?fieldset).)*name="mark:${second!.id}"`,
      's',
    ).exec(shown)!
    expect(shown).toContain(`formaction="${at}/1.1?lang=en#${next}"`)
    const kept = await send(`${at}/1.1?lang=en`, {
      do: 'keep',
      [`mark:${first!.id}`]: 'partly',
      [`comment:${first!.id}`]: 'Names the site, not the author.',
    })
    expect([kept.status, kept.headers.location]).toEqual([303, `${at}/1.1?lang=en`])
    const { text } = await page(`${at}/1.1?lang=en`)
    expect(text).toContain('Kept at 16:00. Nobody else sees it.')
    expect(text).toContain('Names the site, not the author.')
    expect(text).toMatch(/value="partly" checked/)
    expect(text).not.toContain('With these marks')
  })

  test('is told beside each field what is missing, and what was marked is kept', async () => {
    const form = whole('1.1', 4)
    const [, second] = criteria('1.1')
    delete form[`mark:${second!.id}`]
    form[`comment:${second!.id}`] = 'Not seen yet.'
    const refused = await send(`${at}/1.1?lang=en`, { ...form, do: 'submit' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Choose an answer, or what you added cannot be kept')
    expect(refused.text).toContain('Not seen yet.')
    const { text } = await page(`${at}/1.1?lang=en`)
    expect(text.match(/type="radio"[^>]* checked/g)).toHaveLength(criteria('1.1').length)
  })

  test('sees the level that follows once all is marked, and gives the marks with one post more', async () => {
    await send(`${at}/1.1?lang=en`, { ...whole('1.1', 4), do: 'keep' })
    expect((await page(`${at}/1.1?lang=en`)).text).toMatch(/With these marks the level is .*4 of 8/)
    const sent = await send(`${at}/1.1?lang=en`, { ...whole('1.1', 4), do: 'submit' })
    expect(sent.status).toBe(200)
    expect(sent.text).toMatch(/the level is .*4 of 8/)
    expect(sent.text).toContain(`${at}/2.4?lang=en`)
    const { body } = await world
      .as({ school: world.school, role: 'assessor' })
      .get(`/v1/recognitions/${made.id}/assessments`)
    expect(body.items.map((row: { level: number }) => row.level)).toEqual([4])
    expect((await page(`${at}/1.1?lang=en`)).status).toBe(409)
  })

  test('is asked why where marks contradict themselves, and nothing typed is lost', async () => {
    const form = whole('2.4', 8)
    const lowest = criteria('2.4')[0]!
    form[`mark:${lowest.id}`] = 'not-met'
    form[`comment:${lowest.id}`] = 'Could not be seen here.'
    const refused = await send(`${at}/2.4?lang=en`, { ...form, do: 'submit' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('name="contradiction"')
    expect(refused.text).toContain('Could not be seen here.')
    const sent = await send(`${at}/2.4?lang=en`, {
      ...form,
      contradiction: 'The lower one was not asked for.',
      do: 'submit',
    })
    expect(sent.status).toBe(200)
    // All of this case is marked: the next one is a tap away.
    expect(sent.text).toContain(`${desk}/recognitions/${other.id}/outcomes/1.1?lang=en`)
  })

  test('of a second marking sees nothing of the first', async () => {
    await given(world).assign(made.id, world.host, 'second')
    const second = await deskOf(world, world.host, world.host.members.assessor)
    const { status, text } = await page(`${second}/recognitions/${made.id}/outcomes/2.4?lang=en`)
    expect(status).toBe(200)
    for (const said of [
      'Could not be seen here.',
      'The lower one was not asked for.',
      'contradict',
      ' checked',
    ])
      expect(text).not.toContain(said)
    expect(text).not.toMatch(/<input[^>]* checked/)
    const json = await world.anyone.get(`${second}/recognitions/${made.id}/outcomes/2.4`)
    expect(JSON.stringify(json.body)).not.toMatch(/not-met|Could not be seen/)
  })

  test('who has not said to be free of conflict, or is not assigned, reads nothing', async () => {
    const other = await deskOf(world, world.stranger, world.stranger.members.assessor)
    expect((await page(`${other}/recognitions/${made.id}/outcomes/2.4`)).status).toBe(404)
    const mentor = await deskOf(world, world.host, world.host.members.mentor)
    expect((await page(`${mentor}/recognitions/${made.id}/outcomes/2.4`)).status).toBe(403)
  })
})
