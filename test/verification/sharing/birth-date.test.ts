import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { sayBirthDate } from '../../setup/say-birth-date.ts'
import { pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Form = { form: string; url: string; awaitsBirthDate: boolean }

const born = '2006-05-14'
const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]

let world: World
const step = () => given(world)
const coordinator = () => world.as({ school: world.school, role: 'coordinator' })

beforeAll(async () => {
  world = await newWorld({ eudiWallets: true })
})

/** A certificate, and the path of its learner's link. */
async function held(over: Record<string, unknown> = {}) {
  const learner = await step().person(over)
  const { id } = await step().certificate(outcomes, { learnerId: learner.id })
  const link = async () =>
    new URL(String((await step().ok(coordinator().post(`/v1/certificates/${id}/learner-links`))).url))
      .pathname
  return { id: String(id), learnerId: learner.id, link, at: await link() }
}

async function formsAt(at: string): Promise<Form[]> {
  return (await step().ok(world.anyone.get(at))).forms as Form[]
}

const download = (url: string, accept = '*/*') =>
  world.anyone
    .get(new URL(url).pathname)
    .set({ accept, 'accept-language': 'en' })
    .redirects(0)
    .buffer()
    .parse(asBytes)

/** What can be read in a file, as far as it is text: a PDF by its pages, a token by what is in it. */
async function readIn(form: string, bytes: Buffer): Promise<string> {
  if (form.endsWith('.pdf')) return (await readPdf(bytes)).text
  const text = bytes.toString('utf8')
  return form.endsWith('.jwt') ? Buffer.from(text.split('.')[1]!, 'base64url').toString() : text
}
const tells = (text: string) =>
  /2006-05-14|14\.05\.2006|14\.?\s*(May|maijs)\s*2006/.test(text.replaceAll('\u00a0', ' '))

describe('through the link of a certificate', () => {
  test('what tells the birth date is given once that was said, and everything else before', async () => {
    const { at } = await held()
    const before = await formsAt(at)
    expect(before).toHaveLength(7)
    for (const { form, url, awaitsBirthDate } of before) {
      const { status, body } = await download(url)
      expect([form, status]).toEqual([form, awaitsBirthDate ? 409 : 200])
      expect([form, tells(await readIn(awaitsBirthDate ? 'refusal' : form, body))]).toEqual([form, false])
    }
    expect(await sayBirthDate(world, at)).toMatchObject({
      forms: before.map((each) => ({ ...each, awaitsBirthDate: false })),
    })
    const telling: string[] = []
    for (const { form, url } of await formsAt(at)) {
      const { status, body } = await download(url)
      expect([form, status]).toEqual([form, 200])
      if (tells(await readIn(form, body))) telling.push(form)
    }
    expect(before.filter(({ awaitsBirthDate }) => awaitsBirthDate).map(({ form }) => form)).toEqual(telling)
  })

  test('a browser is sent to the page that asks, and a wallet is offered what tells no birth date', async () => {
    const { at } = await held({ externalId: 'L-wallet' })
    for (const file of ['certificate.pdf', 'forms/european-credential.jsonld']) {
      const { status, headers } = await download(`http://localhost${at}/${file}`, 'text/html')
      expect([file, status, headers.location]).toEqual([file, 303, `${at}?lang=en`])
    }
    const page = (language: string) =>
      world.anyone.get(`${at}?lang=${language}`).set('accept', 'text/html').expect(200)
    for (const [language, asked] of [
      ['en', 'Your date of birth'],
      ['lv', 'Jūsu dzimšanas datums'],
    ] as const) {
      const { text } = await page(language)
      expect(text).toContain(`${asked}</label>`)
      expect(text).not.toContain('certificate.pdf"')
    }
    const said = await world.anyone
      .post(`${at}/birth-date?lang=en`)
      .set('accept', 'text/html')
      .type('form')
      .send({ birthDate: born })
    expect([said.status, said.headers.location]).toEqual([303, `${at}?lang=en`])
    const { text } = await page('en')
    expect(text).not.toContain('name="birthDate"')
    expect(text).toContain(`href="${at}/certificate.pdf"`)
  })

  test('another date is refused beside the field, ten times at most, and not in the ledger', async () => {
    const { at, link, id } = await held()
    const say = (birthDate: string, accept = 'application/json') =>
      world.anyone.post(`${at}/birth-date`).set('accept', accept).send({ birthDate })
    const refused = await say('2006-05-15')
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/birthDate' })],
    ])
    const shown = await say('2006-05-15', 'text/html')
    expect([shown.status, shown.text.includes('id="birthDate-wrong"')]).toEqual([422, true])
    expect(shown.text).toContain('value="2006-05-15"')
    for (let tries = 3; tries <= 10; tries++) expect((await say('2006-05-16')).status).toBe(422)
    expect((await say(born)).status).toBe(409)
    expect((await download(`http://localhost${at}/certificate.pdf`)).status).toBe(409)
    await sayBirthDate(world, await link())
    const { items } = await step().ok(coordinator().get(`/v1/audit?subject=${id}`))
    const lines = (items as { action: string }[]).filter(({ action }) => action === 'certificate.birth-date')
    expect(lines).toHaveLength(1)
    expect(JSON.stringify(items)).not.toContain('2006-05-1')
  })

  test('who said it on their page has every certificate there; who has none on file is not asked', async () => {
    const { id, learnerId } = await held()
    const at = `${await pageOf(world, learnerId)}/holder/${id}`
    expect((await formsAt(at)).some(({ awaitsBirthDate }) => awaitsBirthDate)).toBe(true)
    await sayBirthDate(world, at)
    expect((await download((await formsAt(at))[0]!.url)).status).toBe(200)
    const unknown = await held({ birthDate: null, ofAge: true })
    expect((await formsAt(unknown.at)).some(({ awaitsBirthDate }) => awaitsBirthDate)).toBe(false)
    expect((await download((await formsAt(unknown.at))[0]!.url)).status).toBe(200)
  })

  test('a birth date that was put right is taken as well as the one on the certificate', async () => {
    const { at, learnerId } = await held()
    const right = { birthDate: '2006-04-15', sameNameIsAnother: true }
    await step().ok(coordinator().patch(`/v1/people/${learnerId}`).set('if-match', '*').send(right))
    await sayBirthDate(world, at, '2006-04-15')
    expect((await download(`http://localhost${at}/certificate.pdf`)).status).toBe(200)
  })
})
