import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})
const one = [{ competence: '1.1', baseline: 2, target: 4 }]
const coordinator = () => world.as({ school: world.school, role: 'coordinator' })

/** A signing link for an agreement amended once, so that the page shows what has changed. */
async function amended() {
  const made = await given(world).signedMobility(one)
  const version = await given(world).draft(made.id, [{ competence: '1.1', baseline: 2, target: 5 }])
  return { mobilityId: made.id, hash: String(version.hash), path: await linkTo(made.id) }
}

async function linkTo(mobilityId: unknown): Promise<string> {
  const link = await coordinator()
    .post(`/v1/mobilities/${mobilityId}/agreement/links`)
    .send({ party: 'learner' })
  return new URL(link.body.url).pathname
}

const page = (path: string, language: 'lv' | 'en') =>
  world.anyone.get(path).set('accept', 'text/html').set('accept-language', language)
const form = (path: string, fields: object, language: 'lv' | 'en' = 'en') =>
  world.anyone
    .post(path)
    .type('form')
    .set('accept', 'text/html')
    .set('accept-language', language)
    .send(fields)

describe('a signing link', () => {
  test('shows the agreement, its hash, and what has changed, in both languages', async () => {
    const { path, hash } = await amended()
    const lv = await page(path, 'lv')
    expect(lv.text).toContain('<html lang="lv">')
    expect(lv.text).toContain(hash)
    for (const text of ['Mācību vienošanās', 'Kas ir mainīts', 'sasniedzamais līmenis', 'Vērtētājs'])
      expect(lv.text).toContain(text)
    for (const text of [
      '<dd>šajā lapā netiek rādīts</dd>',
      'Jūsu dzimšanas datums',
      '07.09.2026. – 02.10.2026.',
      'rāda parakstīto līdz 05.12.2026.<',
    ])
      expect(lv.text).toContain(text)
    const en = await page(path, 'en')
    expect(en.text).toContain('<html lang="en">')
    expect(en.text).toContain('What has changed since version 1')
    expect(en.text).toMatch(
      /Outcome 1\.1, target level<\/th>\s*<td data-label="Before">4<\/td>\s*<td data-label="Now">5/,
    )
    expect(lv.text).toContain('<li>3. līmenis: izskaidrot, kāda informācija man vajadzīga</li>')
    expect(en.text).toContain('<dd>7\u00a0September\u00a02026 – 2\u00a0October\u00a02026</dd>')
    for (const { text } of [lv, en]) expect(text).not.toMatch(/\d{4}-\d\d-\d\d|<script/)
    expect((await world.anyone.get(`${path}?lang=lv`).set('accept', 'text/html')).text).toContain('lang="lv"')
  })

  test('tells what has changed as people say it: days, forms and what an outcome is recognised as', async () => {
    const made = await given(world).signedMobility(one)
    const planned = {
      competence: '1.1',
      baseline: 2,
      target: 4,
      baselineFoundBy: 'Test',
      methods: ['portfolio'],
    }
    const version = {
      framework: 'digcomp-2.2',
      outcomes: [{ ...planned, recognisedAs: { kind: 'credit', reference: '2 ECTS' } }],
      procedure: 'Portfolio, judged within two weeks after return.',
      assessorRole: 'Vocational teacher',
      evidenceUntil: '2026-10-20',
    }
    await given(world).ok(coordinator().post(`/v1/mobilities/${made.id}/agreement/versions`).send(version))
    const path = await linkTo(made.id)
    const lv = (await page(path, 'lv')).text
    expect(lv).toMatch(
      /Pierādījumi līdz<\/th>\s*<td data-label="Iepriekš">01\.11\.2026\.<\/td>\s*<td data-label="Tagad">20\.10\.2026\.</,
    )
    expect(lv).toMatch(/atzīs kā, veids<\/th>\s*<td[^>]*>modulis<\/td>\s*<td[^>]*>kredītpunkti</)
    expect((await page(path, 'en')).text).toMatch(
      /Evidence until<\/th>\s*<td[^>]*>1\u00a0November\u00a02026<\/td>\s*<td[^>]*>20\u00a0October\u00a02026</,
    )
  })

  test('is used once; then, expired, or unknown it says so on a page, and as a problem to a client', async () => {
    const { path, hash, mobilityId } = await amended()
    const signed = await form(path, { name: 'Learner One', accept: 'true', hash }, 'lv')
    expect(signed.status).toBe(200)
    expect(signed.text).toContain('Vienošanās ir parakstīta')
    const told = async (address: string, status: number, lv: string, en: string, link?: string) => {
      for (const [language, text] of [
        ['lv', lv],
        ['en', en],
      ] as const) {
        const read = await page(address, language)
        expect([address, read.status, read.headers['content-type']]).toEqual([
          address,
          status,
          'text/html; charset=utf-8',
        ])
        expect(read.text).toContain(text)
        expect(read.text).not.toContain('Learner')
      }
      const problem = await world.anyone.get(address)
      expect(problem.headers['content-type']).toContain('application/problem+json')
      expect([problem.status, problem.body.link]).toEqual([status, link])
    }
    for (const text of ['Learner One', 'Kas notiek tālāk', 'Vēl parakstīs', '/agreement.html?lang=lv'])
      expect(signed.text).toContain(text)
    // It goes on showing what was signed, and gives a copy of it.
    expect((await page(path, 'en')).text).toContain('Learner: Learner One')
    const copy = await world.anyone.get(`${path}/agreement.html?lang=en`)
    expect([copy.status, copy.headers['content-disposition']]).toEqual([
      200,
      expect.stringContaining('attachment'),
    ])
    const twice = await form(path, { name: 'Learner One', accept: 'true', hash })
    expect([twice.status, twice.text.includes('This link has been used')]).toEqual([409, true])
    const again = `/v1/mobilities/${mobilityId}/agreement/links`
    expect((await coordinator().post(again).send({ party: 'learner' })).status).toBe(409)

    await told(`/sign/${'x'.repeat(43)}`, 404, 'Saite nav derīga', 'This link is not valid', 'unknown')
    const wrong = await page('/sign/short', 'lv')
    expect(wrong.text).toContain('Saite nav derīga')
    const { path: expiring } = await amended()
    const before = world.clock.now
    world.clock.advance(15)
    await told(expiring, 404, 'Saites termiņš ir beidzies', 'This link has expired', 'expired')
    const late = await form(expiring, { name: 'Learner One', accept: 'true', hash })
    expect(late.status).toBe(404)
    world.clock.now = before
  })

  test('is used once when the button is pressed several times at the same moment', async () => {
    const { path, hash } = await amended()
    await Promise.all(Array.from({ length: 8 }, () => world.anyone.get(path)))
    const presses = await Promise.all(
      Array.from({ length: 6 }, () =>
        world.anyone.post(path).send({ name: 'Learner One', accept: true, hash }),
      ),
    )
    const answers = presses.map(({ status, body }) => (status === 200 ? 'signed' : body.link)).sort()
    expect(answers).toEqual(['signed', 'used', 'used', 'used', 'used', 'used'])
  })

  test('does not sign without a name or a tick, nor another version than was shown, and still works after', async () => {
    const { path, hash, mobilityId } = await amended()
    const empty = await form(path, { name: '', accept: 'true', hash }, 'lv')
    expect([empty.status, empty.text.includes('Aizpildiet šo lauku.')]).toEqual([400, true])
    const unticked = await form(path, { name: 'Learner One', hash })
    expect([unticked.status, unticked.text.includes('href="#accept"')]).toEqual([400, true])
    const other = await form(path, { name: 'Learner One', accept: 'true', hash: 'a'.repeat(64) })
    expect([other.status, other.text.includes('document has changed')]).toEqual([412, true])
    expect((await page(path, 'en')).status).toBe(200)
    await given(world).draft(mobilityId, [{ competence: '1.1', baseline: 2, target: 3 }])
    const outdated = await form(path, { name: 'Learner One', accept: 'true', hash })
    expect([outdated.status, outdated.text.includes('newer version')]).toEqual([412, true])
  })
})
