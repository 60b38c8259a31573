import { beforeAll, describe, expect, test } from 'vitest'
import { VerificationView } from '../../../src/verification/verify/schemas.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('a code that is asked for again and again', () => {
  let world: World
  let id: string
  let path: string
  let owner: (statement: string) => Promise<unknown>

  beforeAll(async () => {
    world = await newWorld()
    const made = await given(world).certificate()
    id = String(made.id)
    path = new URL(String(made.verificationUrl)).pathname
    owner = (statement) => world.services.db.owner.execute(statement)
    for (let times = 0; times < 4; times++) await asJson()
  })

  const asJson = async (language = 'en') => (await world.anyone.get(`${path}?lang=${language}`)).body
  const asPage = async (language = 'en') =>
    (await world.anyone.get(`${path}?lang=${language}`).set('accept', 'text/html')).text

  /** Whatever is done to the register, past the guards that refuse it. */
  const tamper = async (change: string) => {
    await owner('alter table certificates disable trigger kept')
    await owner(`update certificates set ${change} where id = '${id}'`)
    await owner('alter table certificates enable trigger kept')
  }

  test('is answered as its description says, in each language in its own words', async () => {
    const [english, latvian] = [await asJson(), await asJson('lv')]
    for (const told of [english, latvian]) expect(VerificationView.parse(told)).toEqual(told)
    expect(english.certificate.title).not.toBe(latvian.certificate.title)
    expect(await asJson()).toEqual(english)
    expect(await asPage('lv')).toContain(latvian.certificate.title)
    expect(await asPage()).toContain(english.certificate.title)
  })

  test('says when it was looked at this time', async () => {
    await asPage()
    world.clock.now = new Date(world.clock.now.getTime() + 1000)
    const at = world.clock.now.toISOString()
    expect((await asJson()).checkedAt).toBe(at)
    expect(await asPage()).toContain(`<time datetime="${at}">`)
  })

  test('tells as much as the learner has chosen by now', async () => {
    const before = await asJson()
    expect(before.certificate.learner).toMatch(/^L\./)
    await asPage()
    await owner(`insert into disclosures (certificate_id, organisation_id, hosting_organisation_id, level, updated_at)
      select id, organisation_id, hosting_organisation_id, 'validity', now() from certificates where id = '${id}'`)
    expect((await asJson()).certificate.learner).toBeUndefined()
    expect(await asPage()).not.toContain(before.certificate.learner)
    await owner(`delete from disclosures where certificate_id = '${id}'`)
    expect(await asJson()).toEqual(before)
  })

  test('tells nothing of a text that is not the registered one any more, and all of it once it is again', async () => {
    const before = await asJson()
    await tamper(`snapshot = snapshot || ' '`)
    const altered = await asJson()
    expect([altered.status, altered.certificate]).toEqual(['altered', undefined])
    expect(await asPage()).not.toContain(before.certificate.number)
    await tamper('snapshot = trim(snapshot)')
    expect(await asJson()).toEqual(before)
  })

  test('tells nothing of an altered text, though no guard of the register saw it', async () => {
    const before = await asJson()
    const unseen = async (text: string) => {
      await owner('alter table certificates disable trigger user')
      await owner(`update certificates set snapshot = ${text} where id = '${id}'`)
      await owner('alter table certificates enable trigger user')
    }
    await unseen(`snapshot || ' '`)
    expect(await asJson()).toMatchObject({ status: 'altered' })
    await unseen('trim(snapshot)')
    expect(await asJson()).toEqual(before)
  })

  test('tells another text as soon as that is the registered one', async () => {
    const { certificate } = await asJson()
    const replaced = (from: string, to: string) => `replace(snapshot, '${from}', '${to}')`
    const register = (text: string) =>
      tamper(`snapshot = ${text}, snapshot_sha256 = encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`)
    await register(replaced(certificate.number, 'DCR-2026-00000000'))
    expect((await asJson()).certificate.number).toBe('DCR-2026-00000000')
    expect(await asPage()).toContain('DCR-2026-00000000')
    await register(replaced('DCR-2026-00000000', certificate.number))
  })

  test('is unknown from the moment on in which it is not registered any more', async () => {
    await tamper("status = 'voided'")
    const answer = await world.anyone.get(path)
    expect([answer.status, answer.body.status, answer.body.certificate]).toEqual([404, 'unknown', undefined])
    await tamper("status = 'issued'")
    expect((await asJson()).status).toBe('valid')
  })

  test('says who has confirmed the issuer by now', async () => {
    const confirm = (identity: string) =>
      owner(`update organisations set identity = ${identity} where id =
        (select organisation_id from certificates where id = '${id}')`)
    await confirm(`'{"checkedBy": "Operator", "checkedOn": "2026-09-01"}'::jsonb`)
    expect((await asJson()).issuer.confirmed).toEqual({ by: 'Operator', on: '2026-09-01' })
    await confirm('null')
    expect((await asJson()).issuer.confirmed).toBeNull()
  })

  test('is told to be revoked at once', async () => {
    await asPage()
    await tamper("revoked_at = now(), revocation_reason = 'wrong-data', revoked_by = issuer_id")
    expect(await asJson()).toMatchObject({ status: 'revoked', revocationReason: 'wrong-data' })
    expect(await asPage()).toContain('class="status revoked"')
  })
})
