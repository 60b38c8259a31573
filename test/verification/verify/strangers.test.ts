import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { certificateFiles } from '../../../src/db/schema/certification/certificate-files.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('a stranger who asks', () => {
  let world: World
  let code: string
  let path: string
  let share: string
  const heard: string[] = []

  beforeAll(async () => {
    world = await newWorld({}, (statement) => heard.push(statement))
    const { certificate } = given(world)
    const made = await certificate()
    path = new URL(String(made.verificationUrl)).pathname
    code = path.split('/').at(-1)!
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const link = await coordinator.post(`/v1/certificates/${made.id}/learner-links`)
    const shares = `${new URL(link.body.url).pathname}/shares`
    const shared = await world.anyone.post(shares).send({ level: 'validity', days: 7 })
    share = new URL(shared.body.url).pathname
  })

  const ask = async (body: object) => world.anyone.post('/v1/verifications').send(body)
  const personOf = (body: { checks: { check: string; finding: string }[] }) =>
    body.checks.find(({ check }) => check === 'person')?.finding

  test('is told only whether a birth date or an e-mail address is the learner’s', async () => {
    expect(personOf((await ask({ code })).body)).toBeUndefined()
    const right = await ask({ code, birthDate: '2006-05-14' })
    expect(personOf(right.body)).toBe('matches')
    expect(right.body.status).toBe('valid')
    expect(personOf((await ask({ code, birthDate: '2006-05-15' })).body)).toBe('differs')
    expect(personOf((await ask({ code, email: 'learner@example.org' })).body)).toBe('not-known')
    await world.services.db.owner.execute("update people set email = 'Learner@Example.org'")
    const known = await ask({ code, email: 'learner@example.ORG' })
    expect(personOf(known.body)).toBe('matches')
    expect(JSON.stringify(known.body).toLowerCase()).not.toContain('learner@example.org')
    expect(personOf((await ask({ code, email: 'other@example.org' })).body)).toBe('differs')
    const both = { code, birthDate: '2006-05-15', email: 'learner@example.org' }
    expect(personOf((await ask(both)).body)).toBe('differs')
  })

  test.each([
    ['ob3.json', 'application/vc+ld+json'],
    ['jwt', 'application/vc+jwt'],
    ['pdf', 'application/pdf'],
  ] as const)('has a file as %s checked with one question to the database', async (form, type) => {
    const { owner } = world.services.db
    const [file] = await owner
      .select({ bytes: certificateFiles.bytes })
      .from(certificateFiles)
      .where(eq(certificateFiles.form, form))
    const bytes = Buffer.from(file!.bytes)
    heard.length = 0
    const sent = world.anyone.post('/v1/verifications').set('content-type', type)
    const { body } = await (form === 'pdf' ? sent.send(bytes) : sent.send(bytes.toString()))
    expect(body.status).toBe('valid')
    expect(heard.filter((statement) => statement.includes('"certificates"'))).toHaveLength(1)
    expect(heard.filter((statement) => /certificate_files/.test(statement))).toHaveLength(1)
  })

  test('is not told whose a certificate is that is not there', async () => {
    const none = await ask({ code: '0'.repeat(26), birthDate: '2006-05-14' })
    expect([none.body.status, personOf(none.body)]).toEqual(['unknown', 'not-checked'])
  })

  test('asks the same on the page of a share, and is shown no more than the share shows', async () => {
    const form = (body: object) => world.anyone.post(`${share}?lang=en`).type('form').send(body)
    const right = await form({ birthDate: '2006-05-14', email: '' })
    expect([right.status, right.body.level, personOf(right.body)]).toEqual([200, 'validity', 'matches'])
    expect(right.body.certificate.outcomes).toBeUndefined()
    const wrong = await world.anyone.post(share).send({ birthDate: '2006-05-15' })
    expect(personOf(wrong.body)).toBe('differs')
    const nothing = await form({ birthDate: '', email: '' })
    expect([nothing.status, personOf(nothing.body)]).toEqual([200, undefined])
    const page = (body: object) => form(body).set('accept', 'text/html').redirects(0)
    expect((await page({})).headers.location).toBe(`${share}?lang=en`)
    const bad = await page({ birthDate: '14.05.2006' })
    expect([bad.status, bad.text.includes('Write the date of birth like this')]).toEqual([400, true])
    expect(bad.text).toContain(`action="${share}?lang=en"`)
    expect(bad.text).not.toContain(code)
    expect((await form({ birthDate: '14.05.2006', code })).body.errors).toHaveLength(2)
    const never = await world.anyone.post(`/share/${'x'.repeat(43)}`).send({ birthDate: '2006-05-14' })
    expect([never.status, never.body.status, personOf(never.body)]).toEqual([200, 'unknown', 'not-checked'])
  })

  test('cannot try out birth dates: after ten questions in an hour it is refused, for this certificate alone', async () => {
    const statuses: number[] = []
    for (let day = 10; day < 22; day++) {
      statuses.push((await ask({ code, birthDate: `2005-01-${day}` })).status)
    }
    expect(statuses.at(-1)).toBe(429)
    expect((await world.anyone.post(share).send({ birthDate: '2006-05-14' })).status).toBe(429)
    expect((await ask({ code })).status).toBe(200)
    expect((await ask({ code: '0'.repeat(26), birthDate: '2006-05-14' })).status).toBe(200)
  })

  test('gets the same answer for every code that is none, well-formed or not', async () => {
    const answers = await Promise.all(
      ['0'.repeat(26), 'Z'.repeat(26), 'xyz', '1'].map((one) => world.anyone.get(`/verify/${one}`)),
    )
    for (const { status, body } of answers) expect([status, body]).toEqual([404, answers[0]!.body])
  })

  test('is answered with one query for a code and for a share, by an index', async () => {
    const statements: { sql: string; params: unknown[] }[] = []
    const { owner, publicReader } = world.services.db
    type Client = { unsafe: (sql: string, params: unknown[], ...more: unknown[]) => unknown }
    const { client } = Reflect.get(publicReader!, 'session') as { client: Client }
    const send = client.unsafe
    client.unsafe = (query, params, ...more) => {
      statements.push({ sql: query, params })
      return send.call(client, query, params, ...more)
    }
    try {
      expect((await world.anyone.get(path)).status).toBe(200)
      expect((await world.anyone.get(`/share/${'x'.repeat(43)}`)).status).toBe(404)
    } finally {
      client.unsafe = send
    }
    const queries = statements
    expect(queries).toHaveLength(2)
    for (const { sql, params } of queries) {
      const literal = params.reduce<string>((text, value, index) => {
        const written = value instanceof Date ? value.toISOString() : String(value)
        return text.replaceAll(new RegExp(`\\$${index + 1}\\b`, 'g'), `'${written}'`)
      }, sql)
      const plan = await owner.transaction(async (tx) => {
        await tx.execute('set local enable_seqscan = off')
        return JSON.stringify(await tx.execute(`explain ${literal}`))
      })
      expect(plan).toContain('Index Scan')
      expect(plan).not.toContain('Seq Scan')
    }
  })

  test('at a browser reads a page also where something is wrong, in the language asked for', async () => {
    const browser = (given: string) =>
      world.anyone.get(given).set('accept', 'text/html,application/xhtml+xml').set('accept-language', 'lv')
    const nowhere = await browser('/nowhere')
    expect([nowhere.status, nowhere.type]).toEqual([404, 'text/html'])
    expect(nowhere.text).toContain('Šeit nekā nav')
    expect((await browser('/verify?lang=fr')).type).toBe('text/html')
    expect((await browser(`/sign/${'x'.repeat(43)}`)).text).toContain('lang="lv"')
    const large = Buffer.alloc(10 * 1024 * 1024 + 1)
    const refused = await world.anyone
      .post('/verify?lang=lv')
      .set('accept', 'text/html')
      .attach('file', large, 'c.pdf')
    expect([refused.status, refused.type]).toEqual([413, 'text/html'])
    expect(refused.text).toContain('Datne ir pārāk liela')
    const json = await world.anyone.get('/nowhere').set('accept', 'application/json')
    expect(json.type).toBe('application/problem+json')
  })

  test('is slowed down: so many questions a minute and no more, with a page for a browser', async () => {
    let last = await world.anyone.get('/verify').set('accept', 'text/html')
    for (let asked = 0; asked < 320 && last.status !== 429; asked++) {
      last = await world.anyone.get('/verify').set('accept', 'text/html')
    }
    expect([last.status, last.type]).toEqual([429, 'text/html'])
    for (let asked = 0; asked < 130; asked++) last = await ask({ code: 'none' })
    expect(last.status).toBe(429)
  })
})
