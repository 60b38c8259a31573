import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../setup/given.ts'
import { type Operation, operationsOf } from '../setup/operations.ts'
import { newWorld, type World } from '../setup/world.ts'

describe('an address that went through other hands', () => {
  let world: World
  let pages: Operation[]
  /** Those that there are, by the first part of their address; of all others it is known alike that there are none. */
  const there: Record<string, string> = {}

  beforeAll(async () => {
    world = await newWorld()
    pages = operationsOf(world.app).filter(
      ({ method, responses }) => method === 'get' && responses[200]?.content?.['text/html'],
    )
    const { certificate } = given(world)
    const made = await certificate()
    there.verify = new URL(String(made.verificationUrl)).pathname
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const link = await coordinator.post(`/v1/certificates/${made.id}/learner-links`)
    there.holder = new URL(link.body.url).pathname
    const shared = await world.anyone.post(`${there.holder}/shares`).send({ level: 'outcomes', days: 7 })
    there.share = new URL(shared.body.url).pathname
  })

  const addressOf = ({ path }: Operation) =>
    path.includes('{')
      ? path.replace(/^\/(\w+)\/\{\w+\}/, (_, name) => there[name] ?? `/${name}/${'x'.repeat(43)}`)
      : path
  const open = (address: string) =>
    world.anyone.get(address).set('accept', 'text/html,*/*').set('accept-language', 'lv').redirects(0)

  test('opens every page that it would open as it was', async () => {
    expect(pages.length).toBeGreaterThan(7)
    const opened: string[] = []
    for (const page of pages) {
      const address = addressOf(page)
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
      '/holder/{secret}',
      '/share/{secret}',
      '/share/{secret}/record',
      '/verify',
      '/verify/{code}',
      '/verify/{code}/record',
    ])
  })

  test('opens what hangs on a page, too', async () => {
    const file = `${there.holder}/certificate.pdf`
    expect((await open(`${file}?utm_source=mail`)).status).toBe(200)
    expect((await open(`${file}).`)).headers.location).toBe(file)
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
    expect((await open('/')).status).toBe(404)
  })

  test('is told to a program as what it is', async () => {
    const asked = await world.anyone.get(`${there.verify}?utm_source=mail`).set('accept', 'application/json')
    expect([asked.status, asked.body.errors[0].pointer]).toEqual([400, '/utm_source'])
    expect((await world.anyone.get(`${there.verify}?lang=fr`)).status).toBe(400)
    expect((await open('/v1/frameworks?utm_source=mail')).status).toBe(400)
  })
})
