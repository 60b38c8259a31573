import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { World } from './world.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Why no page can be looked at on this machine; null where it can. */
export const noBrowser = existsSync(executablePath)
  ? null
  : `${executablePath} is not there: pages not checked`
if (noBrowser) console.warn(noBrowser)

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })

/** Where the world listens. */
export const originOf = (world: World) =>
  `http://127.0.0.1:${(world.app.server.address() as AddressInfo).port}`

/** A page in a context of its own; the work is done before it closes. */
export async function onPage<T>(
  browser: Browser,
  options: BrowserContextOptions,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext(options)
  try {
    return await work(await context.newPage())
  } finally {
    await context.close()
  }
}

/** Keeps a picture of a page, or of its first screen, where PAGE_PICTURES says where to; none is taken without it. */
export async function pictureOf(page: Page, name: string, of: 'page' | 'screen' = 'page'): Promise<void> {
  const folder = process.env.PAGE_PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), await page.screenshot({ fullPage: of === 'page' }))
}

/** The same of an address, in both languages, on a telephone and wide. */
export async function picturesOf(browser: Browser, address: string, name: string): Promise<void> {
  if (!process.env.PAGE_PICTURES) return
  for (const language of ['lv', 'en'])
    for (const width of [360, 1280])
      await onPage(browser, { javaScriptEnabled: false, viewport: { width, height: 780 } }, async (page) => {
        await page.goto(`${address}?lang=${language}`)
        await pictureOf(page, `${name}-${language}-${width}`)
      })
}

/** What axe finds wrong with an address at a width in pixels, as `rule: element`, and whether it is wider than that. */
export function faultsOfPage(browser: Browser, address: string, width: number): Promise<string[]> {
  return onPage(browser, { bypassCSP: true, viewport: { width, height: 800 } }, async (page) => {
    await page.goto(address)
    await page.addScriptTag({ content: axe.source })
    const { violations } = (await page.evaluate('axe.run()')) as {
      violations: { id: string; nodes: { html: string }[] }[]
    }
    const faults = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
    const wide = (await page.evaluate('document.documentElement.scrollWidth')) as number
    return wide > width ? [...faults, `is ${wide} wide`] : faults
  })
}

/** What axe finds wrong with a page that is open, by element; the page's context has to bypass its policy. */
export async function faultsInPage(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate('axe.run(document)')) as {
    violations: { id: string; nodes: { html: string }[] }[]
  }
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}
