import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsOfPage, noBrowser, onPage, openBrowser, originOf } from '../../setup/browser.ts'
import { given } from '../../setup/given.ts'
import { pageOf, walkMyPage } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

/** Where pictures of the pages are left to be looked at. */
const pictures = process.env.PAGE_PICTURES

let world: World
beforeAll(async () => {
  world = await newWorld()
})
const coordinator = () => world.as({ school: world.school, role: 'coordinator' })

describe.skipIf(noBrowser !== null)('the page of a learner in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const picture = async (name: string, url: string, width: number) => {
    if (!pictures) return
    await onPage(browser, { viewport: { width, height: 740 } }, async (tab) => {
      await tab.goto(url)
      writeFileSync(join(pictures, `my-page-${name}.png`), await tab.screenshot({ fullPage: true }))
    })
  }

  test('is accessible in both languages, on a telephone and wide, at its beginning and at its end', async () => {
    const begun = await given(world).mobility()
    await given(world).draft(begun.id)
    const certificate = await given(world).certificate()
    const { recognitionId } = (await coordinator().get(`/v1/certificates/${certificate.id}`)).body
    const { mobilityId } = (await coordinator().get(`/v1/recognitions/${recognitionId}`)).body
    const { learnerId } = (await coordinator().get(`/v1/mobilities/${mobilityId}`)).body
    const over = await pageOf(world, learnerId)
    const { id, page } = await walkMyPage(world)
    for (const question of ['May I come home a day earlier?', 'And by train?'])
      await given(world).ok(world.anyone.post(`${page}/questions`).send({ question }))
    await given(world).ok(
      world.anyone.post(`${page}/data-requests`).send({ right: 'access', said: 'All of it.' }),
    )
    const { items } = (await world.anyone.get(page)).body as { items: { signed: { at: string }[] }[] }
    const signed = items[0]!.signed.map(({ at }) => at)
    const pages = [
      await pageOf(world, begun.learnerId),
      page,
      ...signed,
      over,
      `${over}/appeal/${recognitionId}`,
      `${page}/evidence/${id}`,
      `${page}/diary/${id}`,
      `${page}/levels/${id}`,
      `${page}/levels/${id}/outcomes/1.1`,
      `${page}/data-requests`,
      `${page}/questions`,
      '/me',
    ]
    for (const address of pages) {
      for (const [language, width] of [
        ['lv', 360],
        ['en', 1200],
      ] as const) {
        const url = `${originOf(world)}${address}?lang=${language}`
        expect([url, await faultsOfPage(browser, url, width)]).toEqual([url, []])
        await picture(`${pages.indexOf(address)}-${language}`, url, width)
      }
    }
  }, 180_000)

  test('leads to the agreement, which is signed there and read again, without script', async () => {
    const mobility = await given(world).mobility()
    await given(world).draft(mobility.id)
    const page = await pageOf(world, mobility.learnerId)
    const telephone = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }
    await onPage(browser, telephone, async (tab) => {
      await tab.goto(`${originOf(world)}${page}?lang=lv`)
      await tab.getByRole('link', { name: 'Izlasīt un parakstīt' }).click()
      await tab.getByLabel('Jūsu dzimšanas datums').fill('2006-05-14')
      await tab.getByLabel('Vārds un uzvārds').fill('Learner One')
      await tab.getByRole('checkbox').check()
      await tab.getByRole('button', { name: 'Parakstīt' }).click()
      await tab.getByRole('link', { name: 'Atpakaļ uz manu lapu' }).click()
      await tab.getByRole('link', { name: /Mācību vienošanās, 1\. redakcija/ }).click()
      expect(await tab.getByText('Learner One').count()).toBeGreaterThan(0)
      expect(await tab.getByRole('link', { name: 'Saglabāt kā datni' }).count()).toBe(1)
    })
  })
})
