import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  faultsOfPage,
  noBrowser,
  onPage,
  openBrowser,
  originOf,
  pictureOf,
  picturesOf,
} from '../../setup/browser.ts'
import { deskOf } from '../../setup/desk.ts'
import { type Case, given } from '../../setup/given.ts'
import { groups } from '../../setup/group.ts'
import { newWorld, type World } from '../../setup/world.ts'

const phone = { width: 360, height: 780 }

describe.skipIf(noBrowser !== null)('the pages of a desk on a telephone', () => {
  let world: World
  let browser: Browser
  let marked: Case
  let documented: Case
  const addresses: Record<string, string> = {}

  beforeAll(async () => {
    world = await newWorld()
    const { assessment, documentation } = given(world)
    marked = await assessment()
    documented = await documentation()
    const { school, host } = world
    const assessor = await deskOf(world, school, school.members.assessor)
    const mentor = await deskOf(world, host, host.members.mentor)
    addresses.marking = `${assessor}/recognitions/${marked.id}/outcomes/1.1`
    addresses.needs = `${assessor}/recognitions/${marked.id}/accommodations`
    addresses.evidence = `${mentor}/recognitions/${documented.id}/evidence`
    addresses.observation = `${mentor}/recognitions/${documented.id}/observations`
    const go = groups(world)
    const { id } = await go.group({ companions: go.companions })
    addresses.companions = `${mentor}/group-mobilities/${id}/companions`
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  test.each(['lv', 'en'])(
    'have nothing that axe finds wrong, fit it and are small, in %s',
    async (language) => {
      for (const [name, address] of Object.entries(addresses)) {
        const whole = `${originOf(world)}${address}?lang=${language}`
        expect([name, await faultsOfPage(browser, whole, phone.width)]).toEqual([name, []])
        const { text } = await world.anyone.get(`${address}?lang=${language}`).set('accept', 'text/html')
        expect(Buffer.byteLength(text)).toBeLessThan(100_000)
      }
    },
  )

  test.runIf(process.env.PAGE_PICTURES)('are there to be looked at', async () => {
    for (const [name, address] of Object.entries(addresses))
      await picturesOf(browser, originOf(world) + address, name)
  })

  test('an outcome is marked without a script, with two posts', async () => {
    await onPage(browser, { javaScriptEnabled: false, viewport: phone }, async (page) => {
      let posts = 0
      page.on('request', (request) => {
        if (request.method() === 'POST') posts += 1
      })
      await page.goto(`${originOf(world)}${addresses.marking}?lang=en`)
      const { criteria } = marked.outcomes.find(({ competence }) => competence === '1.1')!
      await page.check(`#counts_58_${marked.evidence['1.1']}`)
      for (const { id, level } of criteria) {
        const answers = page.locator(`input[name="mark:${id}"]`)
        await answers.nth((level ?? 1) <= 4 ? 0 : 2).check({ force: true })
        await page.locator(`input[name="shown:${id}"]`).first().check({ force: true })
      }
      await page.click('button[value="keep"]')
      expect(await page.textContent('[role="status"]')).toContain('4 of 8')
      await pictureOf(page, 'marking-kept')
      await page.click('button[value="submit"]')
      expect(await page.textContent('[role="status"]')).toContain('4 of 8')
      await pictureOf(page, 'marking-sent')
      expect(posts).toBe(2)
    })
  })

  test('what was typed wrong is shown again on the page, which is still as it should be', async () => {
    await onPage(browser, { javaScriptEnabled: false, viewport: phone }, async (page) => {
      await page.goto(`${originOf(world)}${addresses.observation}?lang=lv`)
      await page.fill('#text', 'Izveidoja koplietojamu mapi.')
      await page.fill('#position', 'Darbnīcas vadītājs')
      await page.click('button')
      expect(await page.inputValue('#text')).toBe('Izveidoja koplietojamu mapi.')
      expect(await page.getAttribute('#competences', 'aria-invalid')).toBe('true')
      await pictureOf(page, 'observation-wrong')
    })
  })
})
