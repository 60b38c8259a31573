import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { groups } from '../../setup/group.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('The papers of a group', () => {
  let world: World
  let go: ReturnType<typeof groups>
  const school = () => world.as({ school: world.school, role: 'coordinator' })
  const host = () => world.as({ school: world.host, role: 'coordinator' })

  beforeAll(async () => {
    world = await newWorld()
    go = groups(world)
  })

  const draw = (groupId: unknown, kind: string, language = 'en', client = school()) =>
    client.post(`/v1/group-mobilities/${groupId}/papers`).send({ kind, language })
  const textOf = async (groupId: unknown, paper: { id: string }) => {
    const path = `/v1/group-mobilities/${groupId}/papers/${paper.id}.pdf`
    const { body } = await host().get(path).buffer().parse(asBytes).expect(200)
    return { bytes: body as Buffer, text: (await readPdf(body)).text.replace(/\s+/g, ' ') }
  }
  const standing = async ({ url }: { url: string }) =>
    (await world.anyone.get(new URL(url).pathname).expect(200)).body

  test('are its learning programme, in either language, with its days, outcomes and who has signed', async () => {
    const { id: groupId } = await go.group()
    const { hash } = await go.programme(groupId)
    await go.signBy(school(), groupId, hash).expect(201)
    for (const [language, words] of [
      ['en', ['Learning programme', 'Logistics, autumn', 'A tour of the workshop.', 'Hosting organisation']],
      ['lv', ['Mācību programma', 'Pa dienām', 'Sasniedzamie mācīšanās rezultāti', 'Paraksti']],
    ] as const) {
      const { body: paper } = await draw(groupId, 'programme', language).expect(201)
      const { text } = await textOf(groupId, paper)
      for (const word of [...words, paper.number]) expect(text).toContain(word)
      expect(text.replaceAll(' ', '')).toContain(String(hash))
      expect(paper).toMatchObject({ kind: 'programme', language, version: 1, participants: null })
      expect(paper.signatures).toEqual([{ party: 'sending', on: '2026-11-21' }])
      expect(paper.number).toMatch(/^DCR-LP-\d{4}-[0-9A-Z]{8}$/)
    }
  })

  test('are drawn once for the same facts, and their public page says what has become of them', async () => {
    const { id: groupId } = await go.group()
    const { hash } = await go.programme(groupId)
    const { body: unsigned } = await draw(groupId, 'programme')
    const { body: again } = await draw(groupId, 'programme', 'en', host())
    expect(again).toEqual(unsigned)
    expect(await standing(unsigned)).toMatchObject({ standing: 'current', group: 'Logistics, autumn' })
    await go.sign(groupId, hash)
    expect((await standing(unsigned)).standing).toBe('more-signed')
    await go.programme(groupId, { procedure: 'Portfolio and observation.' })
    expect((await standing(unsigned)).standing).toBe('newer-version')
    const { bytes } = await textOf(groupId, unsigned)
    const page = new URL(unsigned.url).pathname
    const { body: compared } = await world.anyone.post(page).attach('file', bytes, 'paper.pdf').expect(200)
    expect(compared.isSame).toBe(true)
    const { body: listed } = await school().get(`/v1/group-mobilities/${groupId}/papers`).expect(200)
    expect(listed.items).toEqual([unsigned])
  })

  test('are the list of its participants: by name and days, with who goes with them, and no birth date', async () => {
    const { person, mobility } = given(world)
    const { id: groupId } = await go.group({
      companions: [{ name: 'Teacher One', role: 'Accompanying teacher' }],
    })
    const { hash } = await go.programme(groupId)
    await go.sign(groupId, hash)
    const learner = await person({ givenName: 'Learner', familyName: 'One' })
    const [one, two] = [await mobility({ learnerId: learner.id }), await mobility()]
    await go.joinRequest(groupId, one.id, two.id).expect(200)
    const { body: before } = await draw(groupId, 'participants').expect(201)
    expect(before).toMatchObject({ participants: 2, version: null, signatures: [] })
    expect(before.number).toMatch(/^DCR-PL-/)
    await go.adds(one.id)
    expect((await standing(before)).standing).toBe('list-changed')
    const { body: paper } = await draw(groupId, 'participants', 'lv').expect(201)
    const { text } = await textOf(groupId, paper)
    for (const word of ['Dalībnieku saraksts', 'Learner One', 'Teacher One', 'Accompanying teacher'])
      expect(text).toContain(word)
    expect(text).not.toContain('2006')
    const seen = await standing(paper)
    expect(seen).toMatchObject({ standing: 'current', kind: 'participants', participants: 2 })
    expect(JSON.stringify(seen)).not.toContain('Learner')
    const html = await world.anyone
      .get(`${new URL(paper.url).pathname}?lang=lv`)
      .set('accept', 'text/html')
      .expect(200)
    expect(html.text).toContain('Dalībnieku saraksts')
    expect(html.text).not.toContain('Learner')
  })

  test('are for its two organisations alone', async () => {
    const { groupId } = await go.grouped()
    const { body: paper } = await draw(groupId, 'participants').expect(201)
    const stranger = world.as({ school: world.stranger, role: 'coordinator' })
    await draw(groupId, 'participants', 'en', stranger).expect(404)
    await stranger.get(`/v1/group-mobilities/${groupId}/papers`).expect(404)
    await stranger.get(`/v1/group-mobilities/${groupId}/papers/${paper.id}.pdf`).expect(404)
  })

  test('certify who went with it, once the host has attested the days of one of its companions', async () => {
    const { id: groupId } = await go.group({ companions: go.companions })
    const unknown = await go.attestRequest(groupId, 'Teacher Three', { endsOn: '2026-09-01' })
    expect([unknown.status, unknown.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      422,
      ['/name', '/endsOn'],
    ])
    await go.attestRequest(groupId, 'Teacher One', { endsOn: '2026-12-24' }).expect(422)
    const attestations = `/v1/group-mobilities/${groupId}/companion-attestations`
    await school().post(attestations).send({ name: 'Teacher One' }).expect(403)
    const { body: attested } = await go
      .attestRequest(groupId, 'one TEACHER', { endsOn: '2026-09-14' })
      .expect(201)
    expect(attested).toMatchObject({
      name: 'Teacher One',
      role: 'Accompanying teacher',
      startsOn: '2026-09-07',
      endsOn: '2026-09-14',
      attested: { memberId: world.host.members.coordinator },
    })
    const again = await go.attestRequest(groupId, 'Teacher One')
    expect([again.status, again.body.detail]).toEqual([409, 'The host has attested this already.'])
    const { body: listed } = await school().get(attestations).expect(200)
    expect(listed.items).toEqual([attested])
    const issue = (client = school(), language = 'lv') =>
      client.post(`${attestations}/${attested.id}/papers`).send({ language })
    await issue(host()).expect(404)
    const { body: paper } = await issue().expect(201)
    expect(paper).toMatchObject({ kind: 'accompanying', participants: null, version: null })
    expect(paper.number).toMatch(/^DCR-AP-/)
    expect((await issue()).body).toEqual(paper)
    const { text } = await textOf(groupId, paper)
    for (const words of [
      'Pavadošās personas apliecinājums',
      'Teacher One',
      'Accompanying teacher',
      paper.number,
    ])
      expect(text).toContain(words)
    expect(await standing(paper)).toMatchObject({ kind: 'accompanying', standing: 'current' })
    const page = await world.anyone.get(new URL(paper.url).pathname).set('accept', 'text/html').expect(200)
    expect(page.text).not.toContain('Teacher One')
  })

  test('certify a companion once, when the host attests them many times at once', async () => {
    const { id: groupId } = await go.group({ companions: go.companions })
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => go.attestRequest(groupId, 'Teacher One')),
    )
    const made = answers.filter(({ status }) => status === 201)
    expect([made.length, answers.filter(({ status }) => status === 409).length]).toEqual([1, 11])
  })
})
