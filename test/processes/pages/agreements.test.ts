import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsOfPage, noBrowser, onPage, openBrowser, originOf } from '../../setup/browser.ts'
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

describe.skipIf(noBrowser !== null)('links in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  test('the agreement, the information and the declaration are accessible in both languages, narrow and wide, and so is a link that is over', async () => {
    const { path } = await amended()
    const made = await given(world).opened(one)
    const information = await given(world).informationLink(made.id)
    const documented = await given(world).documentation(one)
    await given(world).evidence(documented.id, ['1.1'])
    const link = await coordinator().post(`/v1/recognitions/${documented.id}/declaration-links`)
    const declaration = new URL(link.body.url).pathname
    for (const address of [path, information, declaration, `/sign/${'x'.repeat(43)}`]) {
      for (const [language, width] of [
        ['lv', 360],
        ['en', 1200],
      ] as const) {
        const url = `${originOf(world)}${address}?lang=${language}`
        expect([url, await faultsOfPage(browser, url, width)]).toEqual([url, []])
      }
    }
  }, 60_000)

  test('a learner reads and signs by keyboard, without script', async () => {
    const { path, mobilityId, hash } = await amended()
    await onPage(browser, { javaScriptEnabled: false, locale: 'lv-LV' }, async (tab) => {
      await tab.goto(originOf(world) + path)
      expect(await tab.getByRole('heading', { level: 1 }).textContent()).toBe('Mācību vienošanās')
      expect(await tab.getByText(hash).count()).toBe(1)
      await tab.getByLabel('Jūsu dzimšanas datums').fill('2006-05-14')
      await tab.getByLabel('Vārds un uzvārds').focus()
      await tab.keyboard.type('one learner')
      // Past what somebody else would open who signs for them.
      await tab.keyboard.press('Tab')
      await tab.keyboard.press('Tab')
      await tab.keyboard.press('Space')
      await tab.keyboard.press('Tab')
      await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')])
      expect(await tab.getByText('Vienošanās ir parakstīta').count()).toBe(1)
      await tab.goto(originOf(world) + path)
      expect(await tab.getByText('Izglītības guvējs: one learner').count()).toBe(1)
    })
    const read = await coordinator().get(`/v1/mobilities/${mobilityId}/agreement`)
    expect(read.body.signatures).toMatchObject([{ party: 'learner', name: 'one learner' }])
  })
})
