import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsInPage, noBrowser, openBrowser } from '../../setup/browser.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

/** Where to put pictures of the pages for looking at them; none are taken without it. */
const pictures = process.env.PAGE_PICTURES
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } } as const

describe.skipIf(noBrowser !== null)('the pages in Chromium', () => {
  let world: World
  let browser: Browser
  let address: string
  let code: string
  let pdf: Buffer
  let holder: string
  let appeal: string

  beforeAll(async () => {
    world = await newWorld()
    const { ok, decided } = given(world)
    const outcomes = [
      { competence: '1.1', baseline: 2, target: 4 },
      { competence: '2.4', baseline: 3, target: 5 },
      { competence: '3.1', baseline: 2, target: 6 },
    ]
    const made = await decided(outcomes, { '3.1': 'not-reached' }, { '3.1': 4 })
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const certificate = await ok(issuer.post('/v1/certificates').send({ recognitionId: made.id }))
    code = String(certificate.verificationUrl).split('/').at(-1)!
    pdf = (await issuer.get(`/v1/certificates/${certificate.id}.pdf`).buffer().parse(asBytes)).body
    const link = await ok(
      world
        .as({ school: world.school, role: 'coordinator' })
        .post(`/v1/certificates/${certificate.id}/learner-links`),
    )
    holder = new URL(String(link.url)).pathname
    const results = await ok(
      world
        .as({ school: world.school, role: 'coordinator' })
        .post(`/v1/recognitions/${made.id}/appeal-links`)
        .send({ party: 'learner' }),
    )
    appeal = new URL(String(results.url)).pathname
    const { port } = world.app.server.address() as { port: number }
    address = `http://127.0.0.1:${port}`
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  /** A page as anyone would see it: no script runs, and the policy of the service holds. */
  async function visit(path: string, size: keyof typeof sizes = 'desktop'): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: sizes[size] })
    const page = await context.newPage()
    await page.goto(address + path)
    return page
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (!pictures) return
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  }

  /** axe is a script: it needs a page on which scripts run, past the policy. */
  async function scripted(viewport: { width: number; height: number } = sizes.phone): Promise<Page> {
    const context = await browser.newContext({ bypassCSP: true, viewport })
    return context.newPage()
  }

  test.each(['lv', 'en'])('a code is typed and checked without script, in %s', async (language) => {
    const page = await visit(`/verify?lang=${language}`, 'phone')
    await picture(page, `form-${language}-phone`)
    await page.fill('#code', `${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase())
    await page.click('button')
    expect(await page.textContent('.status strong')).toBe(language === 'lv' ? 'Derīgs' : 'Valid')
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(page.url()).toContain(`/verify/${code}`)
    await picture(page, `valid-${language}-phone`)
    await page.context().close()
  })

  test('a file is chosen and checked without script, and whose it is is told', async () => {
    const page = await visit('/verify?lang=en')
    await picture(page, 'form-en-desktop')
    await page.setInputFiles('#file', { name: 'c.pdf', mimeType: 'application/pdf', buffer: pdf })
    await page.click('summary')
    await page.fill('#birthDate', '2006-05-15')
    await page.click('button')
    expect(await page.textContent('.status strong')).toBe('Valid')
    expect(await page.textContent('.person')).toContain('are not those of the holder')
    expect(await page.locator('.checks li').count()).toBe(9)
    await picture(page, 'other-person-en-desktop')
    await page.context().close()
  })

  test('a file that was changed and an empty form are told in words', async () => {
    const page = await visit('/verify?lang=lv')
    await page.click('button')
    expect(await page.textContent('.faults')).toContain('Ierakstiet pārbaudes kodu vai izvēlieties datni.')
    await picture(page, 'faults-lv-desktop')
    const changed = Buffer.concat([pdf, Buffer.from(' ')])
    await page.setInputFiles('#file', { name: 'c.pdf', mimeType: 'application/pdf', buffer: changed })
    await page.click('button')
    expect(await page.textContent('.status strong')).toBe('Mainīts')
    await picture(page, 'altered-lv-desktop')
    await page.context().close()
  })

  test('everything is reached with the keyboard, in the order in which it is read', async () => {
    const page = await scripted()
    await page.goto(`${address}/verify?lang=en`)
    const reached: string[] = []
    for (let step = 0; step < 6; step++) {
      await page.keyboard.press('Tab')
      reached.push(
        String(await page.evaluate('document.activeElement.id || document.activeElement.textContent')),
      )
    }
    expect(reached).toEqual([
      'Skip to the content',
      'Latviski',
      'code',
      'file',
      'Also check whether it belongs to a person (optional)',
      'Check',
    ])
    await page.context().close()
  })

  test('axe finds nothing on any page', async () => {
    const page = await scripted()
    const paths = [`/verify`, `/verify/${code}`, `/verify/xyz`, holder, appeal, '/share/none', '/nowhere']
    for (const [index, path] of paths.entries()) {
      await page.goto(`${address}${path}?lang=${index % 2 === 0 ? 'lv' : 'en'}`)
      expect([path, await faultsInPage(page)]).toEqual([path, []])
    }
    await page.goto(`${address}/verify?lang=lv`)
    await page.click('form button')
    expect(await faultsInPage(page)).toEqual([])
    await page.setInputFiles('#file', { name: 'c.pdf', mimeType: 'application/pdf', buffer: pdf })
    await page.click('summary')
    await page.fill('#birthDate', '2006-05-14')
    await page.click('button')
    expect(await page.locator('.person.pass').count()).toBe(1)
    expect(await faultsInPage(page)).toEqual([])
    await page.context().close()
  })

  test('a page with everything on it stays under 100 kB, and loads nothing but its style sheet', async () => {
    const page = await visit(holder)
    await page.check('#level-everything')
    await page.click('form[action*="/level"] button')
    const loaded: { url: string; bytes: number }[] = []
    page.on('response', async (response) => {
      const body = await response.body().catch(() => Buffer.alloc(0))
      loaded.push({ url: new URL(response.url()).pathname, bytes: body.length })
    })
    for (const path of [`/verify/${code}?lang=lv`, '/verify?lang=lv', `${holder}?lang=lv`]) {
      loaded.length = 0
      await page.goto(address + path, { waitUntil: 'networkidle' })
      const total = loaded.reduce((sum, one) => sum + one.bytes, 0)
      expect(total).toBeGreaterThan(1_000)
      expect(total).toBeLessThan(100_000)
      expect(loaded.every(({ url }) => url === '/assets/page.css' || path.startsWith(url))).toBe(true)
    }
    await page.goto(`${address}/verify/${code}?lang=lv`)
    expect(await page.textContent('main')).toContain('Learner One')
    await picture(page, 'everything-lv-desktop')
    await page.context().close()
  })

  test('nothing runs over the edge of a telephone', async () => {
    const page = await scripted({ width: 320, height: 640 })
    for (const path of ['/verify', `/verify/${code}`, holder, appeal]) {
      await page.goto(`${address}${path}?lang=lv`)
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 320])
    }
    await page.context().close()
  })

  test('the learner sets the level and makes and ends a link, without script', async () => {
    const page = await visit(`${holder}?lang=lv`, 'phone')
    await picture(page, 'holder-lv-phone')
    await page.check('#level-validity')
    await page.click('form[action*="/level"] button')
    await page.check('#share-everything')
    await page.click('form[action*="/shares"] button')
    const shared = new URL(String(await page.locator('#address').getAttribute('value')))
    await picture(page, 'holder-made-lv-phone')

    const stranger = await visit(`/verify/${code}?lang=lv`, 'phone')
    expect(await stranger.textContent('main')).not.toContain('Learner')
    await picture(stranger, 'validity-lv-phone')
    await stranger.goto(`${address}${shared.pathname}?lang=lv`)
    expect(await stranger.textContent('main')).toContain('Learner One')
    await stranger.fill('#birthDate', '2006-05-14')
    await stranger.click('form.panel button')
    expect(await stranger.textContent('.person')).toContain('atbilst apliecinājuma saņēmējam')
    expect(await stranger.textContent('main')).toContain('Learner One')
    expect(new URL(stranger.url()).pathname).toBe(shared.pathname)
    await picture(stranger, 'share-confirmed-lv-phone')
    const reader = await scripted()
    await reader.goto(`${address}${shared.pathname}?lang=en`)
    expect(await faultsInPage(reader)).toEqual([])
    await reader.context().close()
    await page.click('button.quiet')
    expect(await page.locator('button.quiet').count()).toBe(0)
    const gone = await stranger.goto(`${address}${shared.pathname}?lang=lv`)
    expect(gone?.status()).toBe(404)
    expect(await stranger.textContent('.status strong')).toBe('Nav atrasts')
    await page.check('#level-outcomes')
    await page.click('form[action*="/level"] button')
    await page.context().close()
    await stranger.context().close()
  })

  test('prints the verdict, the checks and the moment on paper, and no form', async () => {
    const page = await visit(`/verify/${code}?lang=lv`)
    await picture(page, 'valid-lv-desktop')
    await page.emulateMedia({ media: 'print' })
    for (const gone of ['form', 'nav']) {
      for (const one of await page.locator(gone).all()) expect(await one.isVisible()).toBe(false)
    }
    expect(await page.locator('.status').isVisible()).toBe(true)
    expect(await page.locator('.checks li').count()).toBe(8)
    expect(await page.locator('time').isVisible()).toBe(true)
    const printed = await page.pdf({ format: 'A4' })
    expect((printed.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length).toBeLessThanOrEqual(2)
    if (pictures) writeFileSync(join(pictures, 'valid-lv-print.pdf'), printed)
    await page.context().close()
  })

  test('a revoked one says so in words and with a shape of its own', async () => {
    const pass = await (await visit(`/verify/${code}`)).locator('.status svg').innerHTML()
    await world.services.db.owner.execute(
      `update certificates set revoked_at = '${world.clock.now.toISOString()}', revocation_reason = 'wrong-data', revoked_by = issuer_id`,
    )
    const page = await visit(`/verify/${code}?lang=lv`)
    expect(await page.textContent('.status strong')).toBe('Anulēts')
    expect(await page.textContent('dl')).toContain('kļūdaini dati')
    expect(await page.locator('.status svg').innerHTML()).not.toBe(pass)
    await picture(page, 'revoked-lv-desktop')
    await page.goto(`${address}${holder}?lang=lv`)
    expect(await page.textContent('main')).toContain('Šis apliecinājums ir anulēts')
  })
})
