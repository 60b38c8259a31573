import { beforeAll, describe, expect, test } from 'vitest'
import type { ElectronicSeal } from '../../../src/certification/documents/seal/electronic-seal.ts'
import { checkCertificates } from '../../../src/certification/register-check/check-certificates.ts'
import { resignCertificates } from '../../../src/certification/resigning/resign-certificates.ts'
import { compromiseKey } from '../../../src/platform/signing/keys.ts'
import { openSigner } from '../../../src/platform/signing/signer.ts'
import { asBytes } from '../../setup/bytes.ts'
import { testSecret } from '../../setup/database.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { hasOpenssl, newSeal, rsa, subject } from './credentials/seals.ts'

const outcome = [{ competence: '1.1', baseline: 2, target: 4 }]
const types = {
  pdf: 'application/pdf',
  jwt: 'application/jwt',
  'ob3.json': 'application/json',
  svg: 'image/svg+xml',
  json: 'application/json',
  'edc.jsonld': 'application/ld+json',
}
type Form = keyof typeof types
type Made = { id: string; code: string; forms: Record<Form, Buffer> }

let world: World
/** Milliseconds that the signer believes to have gone by. */
let elapsed = 0

async function begin(): Promise<void> {
  world = await newWorld({ pageImages: async () => [new Uint8Array(1)] })
  world.services.signer = await openSigner(world.services.db, testSecret, () => elapsed)
}

const download = async (id: string, form: Form): Promise<Buffer> =>
  (
    await world
      .as({ school: world.school })
      .get(`/v1/certificates/${id}.${form}`)
      .buffer()
      .parse(asBytes)
      .expect(200)
  ).body

async function formsOf(id: string): Promise<Record<Form, Buffer>> {
  const forms = await Promise.all(
    (Object.keys(types) as Form[]).map(async (form) => [form, await download(id, form)]),
  )
  return Object.fromEntries(forms)
}

async function certificate(): Promise<Made> {
  const { id, verificationUrl } = await given(world).certificate(outcome)
  const code = String(verificationUrl).split('/').at(-1)!
  return { id: String(id), code, forms: await formsOf(String(id)) }
}

type Told = { status: string; signature: string; issuer: string; bytes: string; registered: string }

function told(body: { status: string; checks: { check: string; finding: string }[] }): Told {
  const found = (name: string) => body.checks.find(({ check }) => check === name)!.finding
  return {
    status: body.status,
    signature: found('signature'),
    issuer: found('issuer'),
    bytes: found('bytes'),
    registered: found('registered'),
  }
}

async function drop(form: Form, bytes: Buffer): Promise<Told> {
  const asked = world.anyone.post('/v1/verifications')
  const { body } = await (form === 'jwt'
    ? asked.send({ jwt: bytes.toString() })
    : asked.set('content-type', types[form]).send(form === 'pdf' ? bytes : bytes.toString()))
  return told(body)
}

/** What a stranger is told of every form, and of the code. */
async function everyForm({ code, forms }: Made): Promise<Record<string, Told>> {
  const { body } = await world.anyone.get(`/verify/${code}`).set('accept', 'application/json')
  const dropped = Object.entries(forms).map(
    async ([form, bytes]) => [form, await drop(form as Form, bytes)] as const,
  )
  return { code: told(body), ...Object.fromEntries(await Promise.all(dropped)) }
}

async function everyStatus(made: Made): Promise<string[]> {
  return [...new Set(Object.values(await everyForm(made)).map(({ status }) => status))]
}

async function compromise(purpose: 'credential' | 'proof', from: Date): Promise<void> {
  const { signer, db } = world.services
  const kid = await signer.keyIdOf(world.school.id, purpose)
  await compromiseKey(db.owner, testSecret, kid, from, world.clock.now)
  elapsed += 6_000
}

async function resign() {
  const done: { number: string; result: string; detail: string }[] = []
  await resignCertificates(world.services, (resigned) => done.push(resigned))
  return done
}

describe.each(['credential', 'proof'] as const)('a certificate whose %s key others know', (purpose) => {
  let before: Made
  let since: Made
  let from: Date
  beforeAll(async () => {
    await begin()
    before = await certificate()
    world.clock.advance(1)
    from = world.clock.now
    since = await certificate()
    await compromise(purpose, from)
  })

  test('has the same verdict in every form, by what the register had before', async () => {
    const { code, json, ...others } = await everyForm(before)
    for (const said of [code, json, ...Object.values(others)])
      expect(said).toMatchObject({ status: 'valid', issuer: 'register-vouches' })
    expect(others.jwt).toMatchObject({ signature: 'holds', bytes: 'same' })
    expect(others['ob3.json']).toMatchObject({ signature: 'holds', bytes: 'same' })
    for (const said of Object.values(await everyForm(since)))
      expect(said).toMatchObject({ status: 'unconfirmed', issuer: 'unconfirmed' })
    const page = await world.anyone.get(`/verify/${since.code}?lang=en`).set('accept', 'text/html')
    expect(page.text).toContain('It can be relied on once it has been signed anew.')
    const saved = Buffer.from(JSON.stringify(JSON.parse(before.forms['ob3.json'].toString()), null, 2))
    expect(await drop('ob3.json', saved)).toMatchObject({ status: 'valid', bytes: 'rewritten' })
  })

  test('is not vouched for when somebody else signs the same with that key', async () => {
    const { signer } = world.services
    const [header = '', payload = ''] = before.forms.jwt.toString().split('.')
    const { kid, ...rest } = JSON.parse(Buffer.from(header, 'base64url').toString())
    const forged = await signer.sign('credential', JSON.parse(Buffer.from(payload, 'base64url').toString()), {
      ...rest,
      kid,
    })
    expect(forged).not.toBe(before.forms.jwt.toString())
    const answer = await drop('jwt', Buffer.from(forged))
    if (purpose === 'credential')
      expect(answer).toMatchObject({
        status: 'altered',
        issuer: 'compromised-key',
        signature: 'not-checked',
        registered: 'same',
      })
    else expect(answer).toMatchObject({ status: 'valid', issuer: 'register-vouches' })
  })

  test('is signed anew: new and old forms are valid, and the old ones superseded', async () => {
    expect((await resign()).map(({ result }) => result)).toEqual(['signed', 'signed'])
    expect(await resign()).toEqual([])
    // A picture is made anew with what is baked into it.
    const touched: Form[] = purpose === 'credential' ? ['pdf', 'jwt'] : ['pdf', 'ob3.json', 'svg']
    // The paper has both inside: its verdict rests on the signature of the one.
    const under: Form[] = purpose === 'credential' ? touched : ['ob3.json', 'svg']
    for (const old of [before, since]) {
      for (const [form, said] of Object.entries(await everyForm(old))) {
        expect([form, said]).toMatchObject([form, { status: 'valid' }])
        if (touched.includes(form as Form)) expect(said.bytes).toBe('superseded')
        if (under.includes(form as Form)) expect(said.issuer).toBe('register-vouches')
      }
      const forms = await formsOf(old.id)
      const changed = Object.keys(types).filter(
        (form) => !forms[form as Form].equals(old.forms[form as Form]),
      )
      expect(changed).toEqual(touched)
      for (const [form, said] of Object.entries(await everyForm({ ...old, forms }))) {
        expect(said.status).toBe('valid')
        expect(said.issuer).not.toBe('register-vouches')
        if (touched.includes(form as Form)) expect(said).toMatchObject({ signature: 'holds', bytes: 'same' })
      }
    }
    const faults: unknown[] = []
    await checkCertificates(world.services, (fault) => faults.push(fault))
    expect(faults).toEqual([])
  })
})

describe.runIf(hasOpenssl)('a sealed certificate whose key others know', () => {
  test('is signed and sealed anew, or left as it is while there is no seal', async () => {
    await begin()
    const seal = newSeal(rsa, subject)
    const renewed: ElectronicSeal = newSeal(rsa, subject)
    world.services.eseal = { ...seal, organisationId: world.school.id }
    const made = await certificate()
    world.clock.advance(1)
    await compromise('credential', world.clock.now)
    world.services.eseal = null
    expect(await resign()).toMatchObject([{ result: 'failed', detail: expect.stringContaining('e-seal') }])
    expect(await everyStatus(made)).toEqual(['valid'])
    expect((await drop('pdf', made.forms.pdf)).bytes).toBe('sealed')
    world.services.eseal = { ...renewed, organisationId: world.school.id }
    expect(await resign()).toMatchObject([{ result: 'signed', detail: 'jwt, pdf, sealed.pdf' }])
    const pdf = await download(made.id, 'pdf')
    expect(await drop('pdf', pdf)).toMatchObject({ status: 'valid', bytes: 'sealed', issuer: 'own-key' })
    expect(await drop('pdf', made.forms.pdf)).toMatchObject({ status: 'valid', bytes: 'superseded' })
    const faults: unknown[] = []
    await checkCertificates(world.services, (fault) => faults.push(fault))
    expect(faults).toEqual([])
  })
})
