import { createHash } from 'node:crypto'
import { digest, ES256, generateSalt } from '@sd-jwt/crypto-nodejs'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasOfficial, official } from '../../certification/certificates/credentials/official.ts'
import { forWallets, given } from '../../setup/given.ts'
import { newWorld, publicUrl, type World } from '../../setup/world.ts'

let world: World
let id: string
const grant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

beforeAll(async () => {
  world = await newWorld({ eudiWallets: true })
  id = String((await given(world).certificate(undefined, forWallets)).id)
})

const coordinator = () => world.as({ school: world.school, role: 'coordinator' })

async function offer(certificate = id): Promise<string> {
  const answer = await coordinator().post(`/v1/certificates/${certificate}/credential-offers`)
  expect(answer.status).toBe(201)
  expect(answer.body.uri).toMatch(/^openid-credential-offer:\/\//)
  const said = JSON.parse(new URL(answer.body.uri).searchParams.get('credential_offer')!)
  expect(said).toMatchObject({
    credential_issuer: publicUrl,
    credential_configuration_ids: ['learning-credential'],
  })
  return said.grants[grant]['pre-authorized_code']
}

const redeem = (code: string) =>
  world.anyone.post('/wallet/token').type('form').send({ grant_type: grant, 'pre-authorized_code': code })
const access = async (certificate = id): Promise<string> =>
  (await redeem(await offer(certificate))).body.access_token
const nonce = async (): Promise<string> => (await world.anyone.post('/wallet/nonce')).body.c_nonce

async function wallet() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(publicKey)
  return {
    privateKey,
    jwk,
    prove: (value: string, over: { aud?: string; jwk?: object } = {}) =>
      new SignJWT({ nonce: value })
        .setProtectedHeader({ alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk: over.jwk ?? jwk })
        .setAudience(over.aud ?? publicUrl)
        .setIssuedAt(Math.floor(world.clock.now.getTime() / 1000))
        .sign(privateKey),
  }
}

const ask = (token: string, proof: string) =>
  world.anyone
    .post('/wallet/credential')
    .set('authorization', `Bearer ${token}`)
    .send({ credential_configuration_id: 'learning-credential', proofs: { jwt: [proof] } })

test('a wallet goes from the offer to a credential that others verify, showing only what it chooses', async () => {
  const issuer = (await world.anyone.get('/.well-known/openid-credential-issuer')).body
  const configuration = issuer.credential_configurations_supported['learning-credential']
  expect(configuration).toMatchObject({
    format: 'dc+sd-jwt',
    vct: 'urn:eu.europa.ec.eudi:learning:credential:1',
  })
  expect(configuration.credential_metadata.display).toEqual([
    { name: 'Mobilitātes apliecinājums', locale: 'lv' },
    { name: 'Mobility certificate', locale: 'en' },
  ])
  const server = (await world.anyone.get('/.well-known/oauth-authorization-server')).body
  expect(server).toMatchObject({
    token_endpoint: `${publicUrl}/wallet/token`,
    grant_types_supported: [grant],
  })

  const { jwk, prove } = await wallet()
  const answer = await ask(await access(), await prove(await nonce()))
  expect(answer.status, answer.text).toBe(200)
  const { credential } = answer.body.credentials[0]
  const header = decodeProtectedHeader(credential.split('~')[0])
  expect(header).toMatchObject({ alg: 'ES256', typ: 'dc+sd-jwt' })
  const verifier = await verifierOf(credential)
  const now = { currentDate: Math.floor(world.clock.now.getTime() / 1000) }
  const whole = await verifier.verify(credential, now)
  expect(whole.payload).toMatchObject({
    iss: `${publicUrl}/organisations/${world.school.id}`,
    cnf: { jwk },
    given_name: 'Learner',
    issuing_country: 'LV',
    expected_study_time: 'PT120H',
  })
  const shown = await verifier.present<Record<string, unknown>>(credential, { family_name: true })
  const { payload } = await verifier.verify(shown, now)
  expect(payload).toHaveProperty('family_name')
  for (const hidden of ['given_name', 'learner_identification', 'learning_outcomes', 'expected_study_time'])
    expect(payload).not.toHaveProperty(hidden)
  const [head, body, signature] = credential.split('~')[0].split('.')
  const forged = [head, `${body.slice(0, -2)}AA`, signature].join('.')
  await expect(verifier.verify(`${forged}~`, now)).rejects.toThrow()
})

type Described = { path: (string | null)[]; mandatory: boolean; sd: 'always' | 'never' }
const metadata = 'eudi/learning_credential-type-metadata.json'

test.runIf(hasOfficial)(
  'it has what the metadata of its type asks, shown and kept back as it says',
  async () => {
    const { claims: described } = JSON.parse(official(metadata)) as { claims: Described[] }
    const { prove } = await wallet()
    const { credential } = (await ask(await access(), await prove(await nonce()))).body.credentials[0]
    const [jwt = '', ...disclosures] = (credential as string).split('~').filter(Boolean)
    const shown = decodeJwt(jwt) as Record<string, unknown>
    const named = disclosures.map(
      (part) => JSON.parse(Buffer.from(part, 'base64url').toString())[1] as string,
    )
    for (const { path, mandatory, sd } of described.filter(({ path }) => path.length === 1)) {
      const name = String(path[0])
      if (mandatory) expect([name, name in shown || named.includes(name)]).toEqual([name, true])
      expect([name, sd === 'always' ? name in shown : named.includes(name)]).toEqual([name, false])
    }
    const known = new Set([...described.map(({ path }) => path[0]), '_sd', '_sd_alg', 'status'])
    expect([...Object.keys(shown), ...named].filter((name) => !known.has(name))).toEqual([])
    expect(
      JSON.stringify([shown, disclosures.map((part) => Buffer.from(part, 'base64url').toString())]),
    ).not.toContain('2006-05-14')
  },
)

test('without a true value for what the type asks there is no offer, and the answer says what is missing', async () => {
  const { id: other } = await given(world).certificate()
  const answer = await coordinator().post(`/v1/certificates/${other}/credential-offers`)
  expect(answer.status).toBe(409)
  expect(answer.body.missing).toMatchObject([
    { pointer: '/language_of_classes', form: 'dc+sd-jwt', detail: expect.stringContaining('language') },
    { pointer: '/level_of_learning_experience', detail: expect.stringContaining('European Qualifications') },
  ])
})

type Answer = {
  status: string
  kind: string
  checks: { check: string; finding: string }[]
  certificate?: object
}

describe('our own verification of what a wallet shows', () => {
  let credential: string
  let holder: Awaited<ReturnType<typeof wallet>>
  let certificate: string
  beforeAll(async () => {
    certificate = String((await given(world).certificate(undefined, forWallets)).id)
    holder = await wallet()
    const answer = await ask(await access(certificate), await holder.prove(await nonce()))
    credential = answer.body.credentials[0].credential
  })

  const check = async (shown: string): Promise<Answer> =>
    (await world.anyone.post('/v1/verifications').set('content-type', 'application/dc+sd-jwt').send(shown))
      .body
  const found = ({ checks }: Answer, name: string) => checks.find(({ check }) => check === name)?.finding
  const parts = () => credential.split('~').filter(Boolean) as [string, ...string[]]
  const bound = async (shown: string, over: { key?: typeof holder.privateKey; hash?: string } = {}) => {
    const sd_hash = over.hash ?? createHash('sha256').update(shown).digest('base64url')
    const proof = await new SignJWT({ nonce: 'n', aud: 'https://employer.example', sd_hash })
      .setProtectedHeader({ alg: 'ES256', typ: 'kb+jwt' })
      .setIssuedAt(Math.floor(world.clock.now.getTime() / 1000))
      .sign(over.key ?? holder.privateKey)
    return shown + proof
  }

  test('takes it whole, with and without the proof of its key, and tells as much as the learner allows', async () => {
    for (const shown of [credential, await bound(credential)]) {
      const said = await check(shown)
      expect(said).toMatchObject({ status: 'valid', kind: 'genuine' })
      expect(
        ['schema', 'signature', 'issuer', 'status', 'registered'].map((name) => found(said, name)),
      ).toEqual(['fits', 'holds', 'own-key', 'in-force', 'same'])
      expect(JSON.stringify(said.certificate)).toContain('1.1')
    }
    const page = await world.anyone.post('/verify').attach('file', Buffer.from(credential), 'credential.txt')
    expect([page.status, page.text.includes('DCR-')]).toEqual([200, true])
  })

  test('tells nothing of what is kept back', async () => {
    const [jwt, ...disclosures] = parts()
    for (const kept of [[], disclosures.slice(0, 2)]) {
      const said = await check([jwt, ...kept, ''].join('~'))
      expect(said).toMatchObject({ status: 'valid' })
      expect(JSON.stringify(said)).not.toMatch(/Learner|"1\.1"|outcomes/)
    }
  })

  test('refuses what was added, changed, doubled, or is bound by another key', async () => {
    const [jwt, ...disclosures] = parts()
    const made = Buffer.from(JSON.stringify(['salt', 'assessment_grade', 'A+'])).toString('base64url')
    const { privateKey } = await wallet()
    for (const shown of [
      [jwt, ...disclosures, made, ''].join('~'),
      [jwt, ...disclosures, disclosures[0], ''].join('~'),
      [jwt, `${disclosures[0]!.slice(0, -3)}abc`, ''].join('~'),
      [`${jwt.slice(0, -4)}AAAA`, ...disclosures, ''].join('~'),
      await bound(credential, { key: privateKey }),
      await bound(credential, { hash: 'other' }),
      `${credential}x.y.z`,
    ])
      expect(await check(shown)).toMatchObject({ status: 'altered' })
  })

  test('sees that it was revoked, and that one of another issuer is not ours', async () => {
    const other = new SignJWT({ iss: 'https://academy.example', jti: 'urn:uuid:1', vct: 'x' })
    const { privateKey } = await wallet()
    const foreign = await other.setProtectedHeader({ alg: 'ES256', typ: 'dc+sd-jwt' }).sign(privateKey)
    expect(await check(`${foreign}~`)).toMatchObject({ status: 'unknown', kind: 'not-ours' })
    await given(world).revoke(certificate)
    expect(await check(credential)).toMatchObject({ status: 'revoked' })
  })
})

/** A verifier that we did not write, with our published keys and status lists. */
async function verifierOf(credential: string) {
  const { kid } = decodeProtectedHeader(credential.split('~')[0]!)
  // By the rule of JWT VC Issuer Metadata: what is named behind the host stands behind the well-known path.
  const { iss } = decodeJwt(credential.split('~')[0]!)
  const { pathname } = new URL(String(iss))
  const { issuer, jwks_uri } = (await world.anyone.get(`/.well-known/jwt-vc-issuer${pathname}`)).body
  expect(issuer).toBe(iss)
  const { keys } = (await world.anyone.get(new URL(jwks_uri).pathname)).body
  return new SDJwtVcInstance({
    hasher: digest,
    hashAlg: 'sha-256',
    saltGenerator: generateSalt,
    verifier: await ES256.getVerifier(keys.find((key: { kid: string }) => key.kid === kid)),
    statusListFetcher: async (uri) => {
      const path = uri.slice(publicUrl.length)
      const answer = await world.anyone.get(path).set('accept', 'application/statuslist+jwt')
      expect(answer.type).toBe('application/statuslist+jwt')
      expect(answer.headers['cache-control']).toBe('public, max-age=60')
      expect(decodeJwt(answer.text)).toMatchObject({ sub: uri, ttl: 60 })
      return answer.text
    },
  })
}

test('a verifier of the credential in a wallet sees at once that the certificate was revoked', async () => {
  const [revoked, valid] = await Promise.all([
    given(world).certificate(undefined, forWallets),
    given(world).certificate(undefined, forWallets),
  ])
  const { prove } = await wallet()
  const take = async (certificate: unknown) => {
    const answer = await ask(await access(String(certificate)), await prove(await nonce()))
    return answer.body.credentials[0].credential as string
  }
  const [one, other] = [await take(revoked.id), await take(valid.id)]
  const verify = async (credential: string) =>
    (await verifierOf(credential)).verify(credential, {
      currentDate: Math.floor(world.clock.now.getTime() / 1000),
    })
  // Where the certificate has no end, what is in the wallet has one.
  expect((await verify(one)).payload.exp).toBe(
    Math.floor(world.clock.now.getTime() / 1000) + 5 * 365 * 86_400,
  )
  await given(world).revoke(String(revoked.id))
  await expect(verify(one)).rejects.toThrow(/status/i)
  expect((await verify(other)).payload.status).toBeDefined()
})

test('a code gives one token, even to ten wallets at once, and none after ten minutes', async () => {
  const code = await offer()
  const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(code)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(9)
  expect((await redeem(code)).body.error).toBe('invalid_grant')
  const late = await offer()
  world.clock.advance(11 / 1440)
  expect((await redeem(late)).body.error).toBe('invalid_grant')
  expect((await redeem('made-up')).body.error).toBe('invalid_grant')
})

describe('an offer with a PIN', () => {
  const withPin = async (): Promise<{ code: string; pin: string }> => {
    const answer = await coordinator().post(`/v1/certificates/${id}/credential-offers?pin=true`)
    expect(answer.status, answer.text).toBe(201)
    const said = JSON.parse(new URL(answer.body.uri).searchParams.get('credential_offer')!)
    const { 'pre-authorized_code': code, tx_code } = said.grants[grant]
    expect(tx_code).toEqual({ input_mode: 'numeric', length: 6 })
    expect(answer.body.pin).toMatch(/^\d{6}$/)
    expect(answer.body.uri).not.toContain(answer.body.pin)
    return { code, pin: answer.body.pin }
  }
  const give = (code: string, tx_code?: string) =>
    world.anyone
      .post('/wallet/token')
      .type('form')
      .send({ grant_type: grant, 'pre-authorized_code': code, ...(tx_code && { tx_code }) })
  const other = (pin: string, by: number) => String((Number(pin) + by) % 1_000_000).padStart(6, '0')

  test('gives a token for it alone, once, and one without gives none for any', async () => {
    const { code, pin } = await withPin()
    expect((await give(code)).body.error).toBe('invalid_request')
    expect((await give(code, other(pin, 1))).body.error).toBe('invalid_grant')
    expect((await give(code, pin)).status).toBe(200)
    expect((await give(code, pin)).body.error).toBe('invalid_grant')
    expect((await give(await offer(), pin)).body.error).toBe('invalid_request')
  })

  test('is good for nothing after five tries, also when they come at once', async () => {
    const { code, pin } = await withPin()
    const guesses = Array.from({ length: 12 }, (_, at) => give(code, other(pin, at + 1)))
    for (const { body } of await Promise.all(guesses)) expect(body.error).toBe('invalid_grant')
    expect((await give(code, pin)).body.error).toBe('invalid_grant')
    const again = await withPin()
    for (let by = 1; by < 5; by++) await give(again.code, other(again.pin, by))
    expect((await give(again.code, again.pin)).status).toBe(200)
  })
})

test('a proof counts once: neither its token nor its nonce can be used again', async () => {
  const { prove } = await wallet()
  const token = await access()
  const proof = await prove(await nonce())
  expect((await ask(token, proof)).status).toBe(200)
  const again = await ask(token, await prove(await nonce()))
  expect([again.status, again.body.error]).toEqual([401, 'invalid_token'])
  const other = await access()
  expect((await ask(other, proof)).body.error).toBe('invalid_nonce')
  expect((await ask(other, await prove(await nonce()))).status).toBe(200)
})

test('a proof by another key, for another issuer, or with a nonce that is made up or old is refused', async () => {
  const { prove } = await wallet()
  const { jwk } = await wallet()
  const token = await access()
  const errorOf = async (proof: string) => (await ask(token, proof)).body.error
  expect(await errorOf(await prove(await nonce(), { jwk }))).toBe('invalid_proof')
  expect(await errorOf(await prove(await nonce(), { aud: 'https://elsewhere.example' }))).toBe(
    'invalid_proof',
  )
  expect(await errorOf(await prove('made-up'))).toBe('invalid_nonce')
  const old = await nonce()
  world.clock.advance(6 / 1440)
  expect(await errorOf(await prove(old))).toBe('invalid_nonce')
  expect(await errorOf('no-jwt')).toBe('invalid_credential_request')
  expect((await ask(token, await prove(await nonce()))).status).toBe(200)
})

test('what is revoked is offered and given no more', async () => {
  const certificate = String((await given(world).certificate(undefined, forWallets)).id)
  const token = await access(certificate)
  await given(world).revoke(certificate)
  const { prove } = await wallet()
  const refused = await ask(token, await prove(await nonce()))
  expect([refused.status, refused.body.error]).toEqual([400, 'credential_request_denied'])
  expect((await coordinator().post(`/v1/certificates/${certificate}/credential-offers`)).status).toBe(409)
})

test('strangers and hosts cannot offer it', async () => {
  for (const school of [world.stranger, world.host]) {
    const answer = await world
      .as({ school, role: 'coordinator' })
      .post(`/v1/certificates/${id}/credential-offers`)
    expect(answer.status).toBe(404)
  }
})

test('without the setting there is nothing of it', async () => {
  const usual = await newWorld()
  for (const path of ['openid-credential-issuer', 'oauth-authorization-server'])
    expect((await usual.anyone.get(`/.well-known/${path}`)).status).toBe(404)
  for (const path of ['token', 'nonce', 'credential'])
    expect((await usual.anyone.post(`/wallet/${path}`).send({})).status).toBe(404)
  const made = await usual
    .as({ school: usual.school, role: 'coordinator' })
    .post(`/v1/certificates/${id}/credential-offers`)
  expect(made.status).toBe(404)
})

describe('the learner’s own page', () => {
  const holderOf = async (certificate: string) =>
    new URL((await coordinator().post(`/v1/certificates/${certificate}/learner-links`)).body.url).pathname
  const page = async (path: string) => (await world.anyone.get(path).set('accept', 'text/html')).text

  test('puts the certificate into a wallet without the school: by QR code and link, with a PIN', async () => {
    const holder = await holderOf(id)
    expect(await page(`${holder}?lang=en`)).toContain('Put it into a wallet</button>')
    const asPage = await world.anyone
      .post(`${holder}/wallet-offers?lang=en`)
      .set('accept', 'text/html')
      .type('form')
      .send('')
    expect(asPage.status, asPage.text).toBe(201)
    expect(asPage.text).toMatch(/href="openid-credential-offer:\/\/[^"]+">Open in the wallet</)
    expect(asPage.text).toMatch(/<img class="qr" src="data:image\/svg\+xml;base64,/)
    const { body } = await world.anyone.post(`${holder}/wallet-offers`)
    const said = JSON.parse(new URL(body.uri).searchParams.get('credential_offer')!)
    const code = said.grants[grant]['pre-authorized_code']
    const form = { grant_type: grant, 'pre-authorized_code': code, tx_code: body.pin }
    const got = await world.anyone.post('/wallet/token').type('form').send(form)
    const holderKey = await wallet()
    expect((await ask(got.body.access_token, await holderKey.prove(await nonce()))).status).toBe(200)
  })

  test('says where a certificate is none for wallets, and offers none', async () => {
    const other = String((await given(world).certificate()).id)
    const holder = await holderOf(other)
    const text = await page(`${holder}?lang=en`)
    expect(text).toContain('lacks something that wallets ask for')
    expect(text).not.toContain('Put it into a wallet</button>')
    expect((await world.anyone.post(`${holder}/wallet-offers`)).status).toBe(409)
  })
})
