import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

const person = {
  name: 'Teacher One',
  role: 'Accompanying teacher',
  startsOn: '2026-09-07',
  endsOn: '2026-09-14',
}

describe('Somebody who accompanies a learner', () => {
  let world: World
  const school = (role: 'coordinator' | 'issuer' = 'coordinator') => world.as({ school: world.school, role })
  const host = () => world.as({ school: world.host, role: 'mentor' })

  beforeAll(async () => {
    world = await newWorld()
  })

  const recorded = async (over: object = {}) => {
    const { id } = await given(world).mobility()
    const path = `/v1/mobilities/${id}/accompanying-persons`
    return {
      id,
      path,
      answer: await school()
        .post(path)
        .send({ ...person, ...over }),
    }
  }

  test('is recorded with name, role and days, and certified once the host has attested it', async () => {
    const { id, path, answer } = await recorded()
    expect([answer.status, answer.body]).toEqual([
      201,
      expect.objectContaining({ ...person, attested: null }),
    ])
    const whose = `${path}/${answer.body.id}`
    const early = await school('issuer').post(`${whose}/papers`).send({ language: 'en' })
    expect([early.status, early.body.blockers?.map(({ code }: { code: string }) => code)]).toEqual([
      409,
      ['accompanying-not-attested'],
    ])
    await school().post(`${whose}/attestation`).expect(403)
    const attested = await host().post(`${whose}/attestation`).expect(201)
    expect(attested.body.attested).toMatchObject({ memberId: world.host.members.mentor })
    await host().post(`${whose}/attestation`).expect(409)
    const { body: listed } = await host().get(path).expect(200)
    expect(listed.items).toEqual([attested.body])
    for (const [language, words] of [
      ['en', ['Certificate of an accompanying person', 'Nothing of what they know or can do was assessed']],
      ['lv', ['Pavadošās personas apliecinājums', 'Zināšanas un prasmes nav vērtētas']],
    ] as const) {
      const made = await school('issuer').post(`${whose}/papers`).send({ language })
      const again = await school('issuer').post(`${whose}/papers`).send({ language })
      expect([made.status, again.body]).toEqual([201, made.body])
      expect(made.body.number).toMatch(/^DCR-AP-\d{4}-[0-9A-Z]{8}$/)
      const pdf = await school().get(`/v1/papers/${made.body.id}.pdf`).buffer().parse(asBytes).expect(200)
      const text = (await readPdf(pdf.body as Buffer)).text.replace(/\s+/g, ' ')
      for (const said of [...words, 'Teacher One', 'Accompanying teacher']) expect(text).toContain(said)
      expect(text).not.toContain('Learner')
      const page = await world.anyone
        .get(new URL(made.body.url).pathname)
        .set('accept', 'text/html')
        .set('accept-language', language)
      expect(page.text).toContain(`<h1>${words[0]}</h1>`)
      expect(page.text).not.toContain('Teacher One')
    }
    const { body: papers } = await school().get(`/v1/mobilities/${id}/papers`).expect(200)
    expect(papers.items.map(({ kind }: { kind: string }) => kind)).toEqual(['accompanying', 'accompanying'])
  })

  test('is attested by nobody before their last day, and leaves no earlier than they come', async () => {
    const wrong = await recorded({ endsOn: '2026-09-01' })
    expect([wrong.answer.status, wrong.answer.body.errors[0].pointer]).toEqual([422, '/endsOn'])
    const ahead = await recorded({ endsOn: '2027-01-10' })
    const answer = await host().post(`${ahead.path}/${ahead.answer.body.id}/attestation`)
    expect([answer.status, answer.body.detail]).toEqual([409, 'Their last day is still to come.'])
  })

  test('is for the two organisations alone', async () => {
    const { path } = await recorded()
    const stranger = world.as({ school: world.stranger, role: 'coordinator' })
    await stranger.get(path).expect(404)
    await stranger.post(path).send(person).expect(404)
    await host().post(path).send(person).expect(403)
  })
})
