import { beforeAll, describe, expect, test } from 'vitest'
import type { Operation } from '../setup/operations.ts'
import { addressOf, pagesOf, somethingThere, type There } from '../setup/page-addresses.ts'
import { sayBirthDate } from '../setup/say-birth-date.ts'
import { newWorld, type World } from '../setup/world.ts'

describe('an address that went through other hands', () => {
  let world: World
  let pages: Operation[]
  let there: There

  beforeAll(async () => {
    world = await newWorld()
    pages = pagesOf(world)
    there = await somethingThere(world)
  })

  const open = (address: string) =>
    world.anyone.get(address).set('accept', 'text/html,*/*').set('accept-language', 'lv').redirects(0)

  test('opens every page that it would open as it was', async () => {
    expect(pages.length).toBeGreaterThan(7)
    const opened: string[] = []
    for (const page of pages.filter(({ path }) => path !== '/')) {
      const address = addressOf(page, there)
      const { status } = await open(address)
      if (status === 200) opened.push(page.path)
      const asked = await open(`${address}?utm_source=mail&utm_source=x&fbclid=%00&lang=fr`)
      expect([page.name, asked.status, asked.type]).toEqual([page.name, status, 'text/html'])
      expect(asked.text).toContain('<html lang="lv">')
      for (const [lang, spoken] of [
        ['en-GB', 'en'],
        ['LV', 'lv'],
        ['en', 'en'],
      ])
        expect((await open(`${address}?lang=${lang}&gclid=1`)).text).toContain(`<html lang="${spoken}">`)
      const onward = await open(`${address}/?lang=en&utm_source=mail`)
      expect([page.name, onward.status, onward.headers.location]).toEqual([
        page.name,
        302,
        `${address}?lang=en&utm_source=mail`,
      ])
      for (const behind of page.path.endsWith('}') ? ['.', '),', '%E2%80%9D.', '%20'] : []) {
        const copied = await open(`${address}${behind}`)
        expect([page.name, behind, copied.status]).toEqual([page.name, behind, status])
      }
    }
    expect(opened.sort()).toEqual([
      '/appeal/{secret}',
      '/confirm/{secret}',
      '/declare/{secret}',
      '/desk/{secret}',
      '/desk/{secret}/attestations',
      '/desk/{secret}/conflicts',
      '/desk/{secret}/days',
      '/holder/{secret}',
      '/information/{secret}',
      '/me',
      '/me/{secret}',
      '/me/{secret}/address',
      '/me/{secret}/data-requests',
      '/me/{secret}/questions',
      '/share/{secret}',
      '/share/{secret}/record',
      '/sign/{secret}',
      '/sign/{secret}/agreement.html',
      '/verify',
      '/verify/{code}',
      '/verify/{code}/record',
    ])
  })

  test('opens what hangs on a page, too', async () => {
    await sayBirthDate(world, there.holder!)
    const file = `${there.holder}/certificate.pdf`
    expect((await open(`${file}?utm_source=mail`)).status).toBe(200)
    expect((await open(`${file}).`)).headers.location).toBe(file)
  })

  test('says at the bare address what this is and where to go, to people and to programs', async () => {
    for (const [query, language, said] of [
      ['', 'lv', 'Pārbaudīt apliecinājumu'],
      ['?lang=en&utm_source=mail', 'en', 'Check a certificate'],
      ['?lang=fr', 'lv', 'Pārbaudīt apliecinājumu'],
    ] as const) {
      const { status, text } = await open(`/${query}`)
      expect([status, text]).toEqual([200, expect.stringContaining(`<html lang="${language}">`)])
      expect(text).toContain(said)
      for (const [, href] of text.matchAll(/ href="(\/[^"]*)"/g))
        expect([href, (await world.anyone.get(href!).redirects(1)).status]).toEqual([href, 200])
    }
    const { body } = await world.anyone.get('/').set('accept-language', 'en').expect(200)
    expect(body).toEqual({
      service: 'Recognition of digital competence',
      about: expect.stringContaining('anyone can check'),
      verify: '/verify',
      docs: '/docs',
      openapi: '/openapi.json',
    })
    expect((await world.anyone.get('/?utm_source=mail')).status).toBe(400)
  })

  test('leads nowhere else, and where nothing is there is nothing', async () => {
    for (const away of [
      '//other.example/',
      '/%5C%5Cother.example/',
      '/\\other.example/',
      '///',
      '/%2F%2Fother.example/.',
    ])
      expect((await open(away)).headers.location ?? '/').toMatch(/^\/(?![/\\])/)
    expect((await open('/nowhere')).status).toBe(404)
  })

  test('is told to a program as what it is', async () => {
    const asked = await world.anyone.get(`${there.verify}?utm_source=mail`).set('accept', 'application/json')
    expect([asked.status, asked.body.errors[0].pointer]).toEqual([400, '/utm_source'])
    expect((await world.anyone.get(`${there.verify}?lang=fr`)).status).toBe(400)
    expect((await open('/v1/frameworks?utm_source=mail')).status).toBe(400)
  })
})
