import { beforeAll, describe, expect, test } from 'vitest'
import {
  type CertificateSnapshot,
  canonicalSnapshot,
} from '../../../src/certification/certificates/snapshot.ts'
import { certificates } from '../../../src/db/schema/certification/certificates.ts'
import { sha256 } from '../../../src/platform/hash.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Checked = {
  status: string
  checks: { check: string; result: string; finding: string; sentence: string }[]
  certificate?: Record<string, unknown>
}

describe('checking a document', () => {
  let world: World
  let id: string
  let code: string
  let pdf: Buffer
  let jwt: string
  let badge: string
  let snapshot: CertificateSnapshot

  beforeAll(async () => {
    world = await newWorld()
    const made = await given(world).certificate()
    id = String(made.id)
    code = String(made.verificationUrl).split('/').at(-1)!
    const client = world.as({ school: world.school })
    const download = async (form: string): Promise<Buffer> =>
      (await client.get(`/v1/certificates/${id}.${form}`).buffer().parse(asBytes)).body
    pdf = await download('pdf')
    jwt = (await download('jwt')).toString()
    badge = (await download('ob3.json')).toString()
    snapshot = JSON.parse((await download('json')).toString())
  })

  const send = async (contentType: string, body: string | Buffer): Promise<Checked> => {
    const answer = await world.anyone.post('/v1/verifications').set('content-type', contentType).send(body)
    expect([answer.status, answer.body]).toEqual([200, expect.anything()])
    return answer.body
  }
  const results = (checked: Checked) =>
    Object.fromEntries(checked.checks.map(({ check, result }) => [check, result]))
  const find = (checked: Checked, check: string) => checked.checks.find((one) => one.check === check)?.finding

  test('tells each of nine checks apart, with one sentence each', async () => {
    const checked = await send('application/pdf', pdf)
    expect(checked.status).toBe('valid')
    expect(results(checked)).toEqual({
      format: 'pass',
      schema: 'pass',
      signature: 'pass',
      issuer: 'pass',
      status: 'pass',
      dates: 'pass',
      registered: 'pass',
      bytes: 'pass',
      seal: 'not-checked',
    })
    for (const { sentence } of checked.checks) expect(sentence).toMatch(/^[A-Z][^.]+[.]$/)
  })

  test.each(['lv', 'en'])('words every check in %s', async (language) => {
    const answer = await world.anyone.get(`/verify/${code}?lang=${language}`)
    for (const { sentence } of answer.body.checks) expect(sentence).toMatch(/\.$/)
    expect(JSON.stringify(answer.body.checks)).toMatch(language === 'lv' ? /[āčēģīķļņšūž]/ : /register/)
  })

  test('says of a code what was not checked, and never that it passed', async () => {
    const answer = await world.anyone.get(`/verify/${code}`)
    expect(results(answer.body)).toEqual({
      format: 'not-checked',
      schema: 'not-checked',
      signature: 'not-checked',
      issuer: 'pass',
      status: 'pass',
      dates: 'pass',
      registered: 'pass',
      bytes: 'not-checked',
      seal: 'not-checked',
    })
  })

  test.each([
    ['application/vc+jwt', () => jwt],
    ['application/vc+ld+json', () => badge],
    ['application/json', () => badge],
    ['application/json', () => JSON.stringify({ jwt })],
    ['application/json', () => `\uFEFF${badge}`],
    ['application/json', () => JSON.stringify({ code: ` ${code.toLowerCase()} ` })],
  ])('takes %s', async (contentType, body) => {
    expect((await send(contentType, body())).status).toBe('valid')
  })

  test('takes the snapshot, unsigned as it is, by comparing it with the register', async () => {
    const checked = await send('application/json', canonicalSnapshot(snapshot))
    expect(checked.status).toBe('valid')
    expect(results(checked)).toMatchObject({ signature: 'not-checked', registered: 'pass', bytes: 'pass' })
    const changed = await send(
      'application/json',
      canonicalSnapshot({ ...snapshot, number: 'DCR-2026-ZZZZZZZZ' }),
    )
    expect(changed.status).toBe('altered')
    expect(changed.certificate).toBeUndefined()
  })

  test('takes a file in a form, for whoever uses no JSON', async () => {
    const answer = await world.anyone
      .post('/v1/verifications')
      .attach('file', pdf, 'certificate.pdf')
      .field('birthDate', '2006-05-14')
    expect(answer.body.status).toBe('valid')
    expect(find(answer.body, 'person')).toBe('matches')
  })

  test('checks the proof of an Open Badge: a changed word breaks it', async () => {
    const changed = JSON.parse(badge)
    changed.credentialSubject.licenseNumber = 'DCR-2026-00000000'
    const checked = await send('application/vc+ld+json', JSON.stringify(changed))
    expect(checked.status).toBe('altered')
    expect(results(checked)).toMatchObject({ schema: 'pass', signature: 'fail', registered: 'fail' })
    expect(checked.certificate).toBeUndefined()
  })

  test('an Open Badge that was only written anew stays valid, with a warning', async () => {
    const checked = await send('application/vc+ld+json', JSON.stringify(JSON.parse(badge), null, 2))
    expect(checked.status).toBe('valid')
    expect(results(checked)).toMatchObject({ signature: 'pass', registered: 'pass', bytes: 'warning' })
  })

  test('compares content with the register, not the id alone, even under our own signature', async () => {
    const credential = JSON.parse(badge)
    const { proof: _, ...content } = credential
    const forged = { ...content, name: 'Doctor of everything' }
    const kid = `${content.issuer.id}#${await world.services.signer.keyIdOf(world.school.id, 'credential')}`
    const signed = await world.services.signer.sign('credential', forged, { typ: 'vc+jwt', kid })
    const checked = await send('application/vc+jwt', signed)
    expect(results(checked)).toMatchObject({ signature: 'pass', registered: 'fail', bytes: 'fail' })
    expect(checked.status).toBe('altered')
  })

  test('a PDF of which one byte was changed is altered, though its credential is genuine', async () => {
    const changed = Buffer.from(pdf)
    const at = changed.lastIndexOf('startxref')
    changed[at - 1] = 0x20
    const checked = await send('application/pdf', changed)
    expect(checked.status).toBe('altered')
    expect(results(checked)).toMatchObject({ signature: 'pass', registered: 'pass', bytes: 'fail' })
  })

  test('never trusts a key that the document carries', async () => {
    const { generateKeyPair, exportJWK, CompactSign } = await import('jose')
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
    const jwk = await exportJWK(publicKey)
    const { proof: _, ...content } = JSON.parse(badge)
    const forged = await new CompactSign(Buffer.from(JSON.stringify(content)))
      .setProtectedHeader({ alg: 'ES256', typ: 'vc+jwt', kid: `${content.issuer.id}#theirs`, jwk })
      .sign(privateKey)
    const checked = await send('application/vc+jwt', forged)
    expect(checked.status).toBe('altered')
    expect(results(checked)).toMatchObject({ issuer: 'fail', signature: 'not-checked' })

    const did = `did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK`
    const other = JSON.parse(badge)
    other.proof[0].verificationMethod = `${did}#${did.slice(8)}`
    expect(results(await send('application/vc+ld+json', JSON.stringify(other)))).toMatchObject({
      issuer: 'fail',
      signature: 'not-checked',
    })
  })

  test.each([5, null, ['x'], { a: 1 }])('a header whose kid is %j names no key', async (kid) => {
    const [, payload, signature] = jwt.split('.')
    const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'vc+jwt', kid })).toString('base64url')
    const checked = await send('application/vc+jwt', `${header}.${payload}.${signature}`)
    expect(checked.status).toBe('altered')
    expect(find(checked, 'issuer')).toBe('foreign-key')
  })

  test.each([{ alg: 'none' }, { alg: 'HS256' }, { alg: 'ES256', crit: ['x'], x: 1 }, { alg: null }])(
    'never says that our key was used where the header %j has none looked for',
    async (over) => {
      const [given, payload, signature] = jwt.split('.')
      const { kid } = JSON.parse(Buffer.from(given!, 'base64url').toString())
      const start = Buffer.from(JSON.stringify({ typ: 'vc+jwt', kid, ...over })).toString('base64url')
      const checked = await send('application/vc+jwt', `${start}.${payload}.${signature}`)
      expect(checked.status).toBe('altered')
      expect([find(checked, 'signature'), find(checked, 'issuer')]).toEqual(['broken', 'not-checked'])
    },
  )

  test('tells nothing of a certificate to one who only knows its id', async () => {
    const bare = { '@context': [], id: `urn:uuid:${id}` }
    for (const body of [JSON.stringify(bare), JSON.stringify({ ...bare, verification: {}, id })]) {
      const checked = await send('application/json', body)
      expect(checked.status).toBe('altered')
      expect(checked.certificate).toBeUndefined()
    }
  })

  test.each([
    ['application/pdf', Buffer.from('%PDF-1.7\nnothing in it')],
    ['application/vc+jwt', Buffer.from('not a token')],
    ['application/vc+jwt', Buffer.from('e30.e30.e30')],
    ['application/vc+ld+json', Buffer.from('[]')],
    ['application/vc+ld+json', Buffer.from('{"id":5,"proof":{"type":[{}]}}')],
    ['application/vc+ld+json', `{"@context":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['application/pdf', Buffer.alloc(0)],
  ])('is unmoved by %s that is none of ours', async (contentType, body) => {
    expect((await send(contentType, body)).status).toBe('unknown')
  })

  test('nesting that cannot be written down is no document, and is refused as JSON', async () => {
    const deep = `{"@context":[],"id":"urn:uuid:${id}","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    expect((await send('application/vc+ld+json', deep)).status).toBe('unknown')
    const answer = await world.anyone
      .post('/v1/verifications')
      .set('content-type', 'application/json')
      .send(deep)
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, ''])
  })

  /** What is forged stands before what is genuine: here the last one would count, elsewhere the first. */
  const doubled = (text: string, name: string) => text.replace(`"${name}":`, `"${name}":"Forged","${name}":`)

  test('a document in which a name comes twice is none, whatever the second one says', async () => {
    const kept = canonicalSnapshot(snapshot)
    for (const [text, name] of [
      [badge, 'licenseNumber'],
      [badge, 'name'],
      [kept, 'number'],
    ] as const) {
      expect(doubled(text, name)).not.toBe(text)
      const checked = await send('application/vc+ld+json', doubled(text, name))
      expect([name, checked.status, checked.certificate]).toEqual([name, 'unknown', undefined])
      const answer = await world.anyone
        .post('/v1/verifications')
        .set('content-type', 'application/json')
        .send(doubled(text, name))
      expect([name, answer.status]).toEqual([name, 400])
      expect(answer.body.errors[0].pointer).toMatch(new RegExp(`/${name}$`))
    }
    const [header, payload, signature] = jwt.split('.')
    const encode = (text: string) => Buffer.from(text).toString('base64url')
    const decode = (part: string) => Buffer.from(part, 'base64url').toString()
    for (const forged of [
      `${header}.${encode(doubled(decode(payload!), 'name'))}.${signature}`,
      `${encode(doubled(decode(header!), 'typ'))}.${payload}.${signature}`,
    ]) {
      const checked = await send('application/vc+jwt', forged)
      expect([checked.status, find(checked, 'signature')]).toEqual(['unknown', 'broken'])
      expect(checked.certificate).toBeUndefined()
    }
  })

  test('a form in which a field comes twice is refused', async () => {
    const answer = await world.anyone.post('/v1/verifications').field('code', 'A').field('code', code)
    expect([answer.status, answer.body.errors?.[0].pointer]).toEqual([400, '/code'])
  })

  test('a PDF made to keep us looking is answered all the same', async () => {
    const hostile = Buffer.alloc(9 * 1024 * 1024, '/EmbeddedFile stream\n')
    Buffer.from('%PDF-1.7').copy(hostile)
    expect((await send('application/pdf', hostile)).status).toBe('unknown')
  })

  test('refuses more than 10 MiB, raw or as a file', async () => {
    const large = Buffer.alloc(10 * 1024 * 1024 + 100 * 1024)
    const raw = await world.anyone
      .post('/v1/verifications')
      .set('content-type', 'application/pdf')
      .send(large)
      .catch((error: { code?: string }) => ({ status: error.code === 'EPIPE' ? 413 : 0 }))
    expect(raw.status).toBe(413)
    const form = await world.anyone.post('/v1/verifications').attach('file', large, 'large.pdf')
    expect(form.status).toBe(413)
  })

  test('names every fault of what was typed at once', async () => {
    const answer = await world.anyone
      .post('/v1/verifications')
      .send({ code, birthDate: 'yesterday', email: 'nobody' })
    expect(answer.status).toBe(400)
    expect(answer.body.errors.map((one: { pointer: string }) => one.pointer).sort()).toEqual([
      '/birthDate',
      '/email',
    ])
    expect((await world.anyone.post('/v1/verifications').send([1])).status).toBe(400)
  })

  test('is answered shortly, however many properties are unknown', async () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`x${index}`, 1]))
    const json = await world.anyone.post('/v1/verifications').send(many)
    const form = await world.anyone.post('/verify').type('form').set('accept', 'text/html').send(many)
    for (const answer of [json, form]) {
      expect(answer.status).toBe(400)
      expect(answer.text.length).toBeLessThan(30_000)
    }
  })

  test('reads the period of validity that a credential itself gives', async () => {
    const { proof: _, ...content } = JSON.parse(badge)
    const kid = `${content.issuer.id}#${await world.services.signer.keyIdOf(world.school.id, 'credential')}`
    for (const [validUntil, finding] of [
      ['2026-11-21T13:54:59Z', 'expired'],
      ['2026-11-21T13:55:01Z', 'current'],
    ]) {
      const signed = await world.services.signer.sign(
        'credential',
        { ...content, validUntil },
        { typ: 'vc+jwt', kid },
      )
      expect(find(await send('application/vc+jwt', signed), 'dates')).toBe(finding)
    }
  })

  test('a certificate from the future is not yet in force, one past its end only warns', async () => {
    const expiring: CertificateSnapshot = {
      ...snapshot,
      id: '01993c7e-0000-7000-8000-00000000e001',
      number: 'DCR-2026-EXP1RE00',
      verification: { ...snapshot.verification, code: 'EXP1RE00000000000000000000' },
      expiresAt: '2026-12-01T00:00:00.000Z',
    }
    const text = canonicalSnapshot(expiring)
    const [row] = await world.services.db.owner.select().from(certificates)
    await world.services.db.owner.insert(certificates).values({
      ...row!,
      id: expiring.id,
      number: expiring.number,
      code: expiring.verification.code,
      status: 'voided',
      statusIndex: row!.statusIndex === 0 ? 1 : 0,
      snapshot: text,
      snapshotSha256: sha256(text),
    })
    const look = async () => (await world.anyone.get(`/verify/${expiring.verification.code}`)).body
    expect((await look()).status).toBe('unknown')

    await revokeFirst()
    await world.services.db.owner.execute('alter table certificates disable trigger kept')
    await world.services.db.owner.execute(
      `update certificates set status = 'issued' where id = '${expiring.id}'`,
    )
    await world.services.db.owner.execute('alter table certificates enable trigger kept')
    expect(find(await look(), 'dates')).toBe('current')
    world.clock.advance(30)
    const late = await look()
    expect(late.status).toBe('expired')
    expect(results(late)).toMatchObject({ dates: 'warning', status: 'pass' })
    world.clock.advance(-60)
    const early = await look()
    expect(early.status).toBe('not-yet-valid')
    expect(results(early)).toMatchObject({ dates: 'fail' })
    world.clock.advance(30)
  })

  /** One certificate of a case may be in force: the other has to go first. */
  async function revokeFirst(): Promise<void> {
    await world.services.db.owner.execute(
      `update certificates set revoked_at = '${world.clock.now.toISOString()}', revocation_reason = 'wrong-data', revoked_by = issuer_id where id = '${id}'`,
    )
  }

  test('a revoked certificate fails in every form, and is never unknown', async () => {
    for (const [contentType, body] of [
      ['application/pdf', pdf],
      ['application/vc+jwt', jwt],
      ['application/vc+ld+json', badge],
      ['application/json', JSON.stringify({ code })],
    ] as const) {
      const checked = await send(contentType, body)
      expect(checked.status).toBe('revoked')
      expect(results(checked)).toMatchObject({ status: 'fail' })
      expect(checked).toMatchObject({ revocationReason: 'wrong-data' })
    }
  })
})
