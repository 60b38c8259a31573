import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser, onPage, openBrowser, originOf, pictureOf } from '../../setup/browser.ts'
import { deskOf } from '../../setup/desk.ts'
import { given } from '../../setup/given.ts'
import { pageOf, walkMyPage } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

/** A telephone's screen, twice as sharp as its points, as telephones are. */
const telephone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, javaScriptEnabled: false }

/** What of each page stands in docs/pages.md, and where to look on it. */
async function pagesOfDocs(world: World): Promise<Record<string, string>> {
  const { school, services } = world
  const unsigned = await given(world).mobility()
  await given(world).draft(unsigned.id)
  const { page } = await walkMyPage(world)
  const marked = await given(world).assessment()
  const assessor = await deskOf(world, school, school.members.assessor)
  const made = await given(world).certificate()
  return {
    'my-page-en': `${page}?lang=en`,
    'next-lv': `${await pageOf(world, unsigned.learnerId)}?lang=lv`,
    'desk-en': `${assessor}?lang=en`,
    'marking-lv': `${assessor}/recognitions/${marked.id}/outcomes/1.1?lang=lv`,
    'check-en': `${String(made.verificationUrl).replace(services.publicUrl, '')}?lang=en`,
  }
}

describe.skipIf(noBrowser !== null)('the pictures in docs/pages.md', () => {
  let world: World
  let browser: Browser
  beforeAll(async () => {
    world = await newWorld()
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  test('are of pages that open', async () => {
    const shown = [...readFileSync('docs/pages.md', 'utf8').matchAll(/pictures\/([\w-]+)\.png/g)]
    const pages = await pagesOfDocs(world)
    expect(new Set(shown.map(([, name]) => name))).toEqual(new Set(Object.keys(pages)))
    for (const [name, address] of Object.entries(pages))
      await onPage(browser, telephone, async (page) => {
        const answer = await page.goto(originOf(world) + address)
        expect([name, answer?.status()]).toEqual([name, 200])
        await pictureOf(page, name, 'screen')
      })
  }, 120_000)
})
