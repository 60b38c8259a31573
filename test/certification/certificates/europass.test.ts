import { beforeAll, describe, expect, test } from 'vitest'
import type { CertificateSnapshot } from '../../../src/certification/certificates/snapshot.ts'
import { asBytes } from '../../setup/bytes.ts'
import { describeMobility, hostingDescription, sendingDescription } from '../../setup/describe-mobility.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

const planned = [{ competence: '1.1', baseline: 2, target: 4 }]

type Snapshot = Pick<CertificateSnapshot, 'verification' | 'issuedOn'> & {
  europass: Required<NonNullable<CertificateSnapshot['europass']>>
}

describe('what the organisations describe for Europass Mobility', () => {
  let world: World
  let mobilityId: string
  let id: string
  let snapshot: Snapshot
  const as = (role: 'coordinator' | 'issuer') => world.as({ school: world.school, role })
  const mentor = () => world.as({ school: world.host, role: 'mentor' })
  const path = (side: string, of = mobilityId) => `/v1/mobilities/${of}/europass/${side}`
  const patch = (client: ReturnType<typeof as>, side: string, version: number, body: object) =>
    client.patch(path(side)).set('if-match', `"${version}"`).send(body)

  beforeAll(async () => {
    world = await newWorld()
    const made = await given(world).decided(planned)
    mobilityId = made.mobilityId
    await describeMobility(world, mobilityId)
    const issued = await given(world).ok(
      as('issuer').post('/v1/certificates').send({ recognitionId: made.id }),
    )
    id = String(issued.id)
    snapshot = (await as('coordinator').get(`/v1/certificates/${id}.json`)).body
  })

  test('is written by the side that knows it, in the version that was read, and read by both', async () => {
    const read = await as('coordinator').get(path('hosting'))
    expect([read.status, read.headers.etag, read.body.tasks]).toEqual([200, '"1"', hostingDescription.tasks])
    expect(read.body.writtenBy).toBe(snapshot.europass.hosting.described?.by)
    expect((await mentor().get(path('sending'))).body).toMatchObject(sendingDescription)
    expect((await patch(as('coordinator'), 'hosting', 1, {})).status).toBe(403)
    expect((await patch(mentor(), 'sending', 1, {})).status).toBe(403)
    const host = world.as({ school: world.host, role: 'coordinator' })
    expect((await patch(host, 'sending', 1, {})).status).toBe(404)
    expect((await patch(as('coordinator'), 'sending', 0, {})).status).toBe(412)
    expect((await as('coordinator').patch(path('sending')).send({})).status).toBe(428)
    const stranger = world.as({ school: world.stranger, role: 'coordinator' })
    expect((await stranger.get(path('sending'))).status).toBe(404)
  })

  test('is nothing before anybody wrote, and asks for that version', async () => {
    const other = await given(world).mobility()
    const { body, headers } = await as('coordinator').get(path('sending', String(other.id)))
    expect([headers.etag, body]).toEqual([
      '"0"',
      { referencePerson: null, initiative: null, qualification: null, writtenBy: null, updatedAt: null },
    ])
  })

  test('is bounded, in letters that papers have, and has no place for digital skills', async () => {
    const body = { tasks: 'a'.repeat(1001), languageSkills: '\u{1F600}', digitalSkills: 'All.' }
    const refused = await patch(mentor(), 'hosting', 1, { ...body, referencePerson: { phone: 'call me' } })
    expect(refused.status).toBe(400)
    const at = refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(at.sort()).toEqual(
      [
        '/digitalSkills',
        '/languageSkills',
        '/referencePerson/name',
        '/referencePerson/phone',
        '/tasks',
      ].sort(),
    )
  })

  test('stands in the certificate with who wrote it and who confirmed it, by the numbers of the named edition', async () => {
    expect(snapshot.europass).toMatchObject({
      edition: '2241/2004/EC',
      sending: sendingDescription,
      hosting: { ...hostingDescription, described: { on: snapshot.issuedOn } },
      attested: { on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      declared: { by: 'Learner One' },
    })
    const pdf = await as('coordinator').get(`/v1/certificates/${id}.pdf`).buffer().parse(asBytes)
    const close = (said: string) => said.replace(/\s+/g, '')
    const text = close((await readPdf(pdf.body)).text)
    const ours = ['Activities and tasks carried out', '31. Valodu prasmes', 'were not assessed']
    for (const said of ['form of Decision No 2241/2004/EC', ...ours]) expect(text).toContain(close(said))
    const { referencePerson: host, ...skills } = hostingDescription
    for (const said of [...Object.values(skills), ...Object.values(host)]) expect(text).toContain(close(said))
  })

  test('stands in the European Digital Credential with whose words it is', async () => {
    const { body } = await as('coordinator').get(`/v1/certificates/${id}.edc.jsonld`).buffer().parse(asBytes)
    const text = String(body)
    for (const said of [hostingDescription.tasks, 'nav vērtēti', sendingDescription.initiative])
      expect(text).toContain(said)
  })

  test('is shown to strangers as what nobody assessed, without those who wrote it, where the learner shows everything', async () => {
    const link = await given(world).ok(as('coordinator').post(`/v1/certificates/${id}/learner-links`))
    const holder = new URL(String(link.url)).pathname
    const seen = async (level: string) => {
      await given(world).ok(world.anyone.post(`${holder}/level`).send({ level }))
      const address = new URL(snapshot.verification.url).pathname
      return (await world.anyone.get(`${address}?lang=en`).set('accept', 'text/html')).text
    }
    expect(await seen('outcomes')).not.toContain(hostingDescription.tasks)
    const all = await seen('everything')
    expect(all).toContain(hostingDescription.tasks)
    expect(all).toContain('Nobody assessed them')
    expect(all).not.toContain('workshop@example.org')
    expect(all).not.toContain('Mentor One')
  })

  test('stands beside a passage on the skills that were judged, for the document that others make', async () => {
    const { body } = await as('coordinator').get(`/v1/certificates/${id}/skills-passage`).expect(200)
    expect([body.status, body.passages.length]).toEqual(['valid', 4])
    for (const { text } of body.passages) {
      expect(text).toContain(snapshot.verification.code)
      expect(text).not.toContain(hostingDescription.tasks)
    }
    const refused = await mentor().get(`/v1/certificates/${id}/skills-passage`)
    const host = world.as({ school: world.host, role: 'coordinator' })
    const hidden = await host.get(`/v1/certificates/${id}/skills-passage`)
    expect([refused.status, hidden.status]).toEqual([403, 403])
  })

  test('goes on in a certificate as it was, until a correction names all of a statement that was written anew', async () => {
    const anew = { ...hostingDescription, tasks: 'Set up servers.', otherSkills: null }
    world.clock.advance(1)
    await given(world).ok(patch(mentor(), 'hosting', 1, anew))
    expect((await as('coordinator').get(`/v1/certificates/${id}.json`)).body).toEqual(snapshot)
    const tasks = { field: 'europass.hosting.tasks', wrong: hostingDescription.tasks, right: anew.tasks }
    const other = {
      field: 'europass.hosting.otherSkills',
      wrong: hostingDescription.otherSkills,
      right: null,
    }
    const propose = (fields: object[]) =>
      as('coordinator').post(`/v1/certificates/${id}/correction`).send({ reason: 'Written anew.', fields })
    const half = await propose([tasks])
    expect(half.status).toBe(422)
    expect(half.body.errors[0].detail).toContain('europass.hosting.otherSkills')
    expect((await propose([tasks, other])).status).toBe(202)
    world.clock.advance(1)
    const made = await as('issuer').post(`/v1/certificates/${id}/correction/confirmation`)
    expect(made.status, made.text).toBe(201)
    const { europass } = (await as('coordinator').get(`/v1/certificates/${made.body.id}.json`)).body
    const { otherSkills: _, ...rest } = anew
    const { described, ...hosting } = europass.hosting
    expect(hosting).toEqual(rest)
    expect(described.on).not.toBe(snapshot.europass.hosting.described?.on)
    expect(europass.sending).toEqual(snapshot.europass.sending)
  })
})
