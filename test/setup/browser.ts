import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { World } from './world.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

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

/** What axe finds wrong with an address, wide and narrow, as `rule: element`. */
export async function faultsOfPage(browser: Browser, address: string): Promise<string[]> {
  const faults: string[] = []
  for (const viewport of [
    { width: 1200, height: 900 },
    { width: 360, height: 740 },
  ]) {
    await onPage(browser, { bypassCSP: true, viewport }, async (page) => {
      await page.goto(address)
      await page.addScriptTag({ content: axe })
      const found = (await page.evaluate('axe.run()')) as {
        violations: { id: string; nodes: { html: string }[] }[]
      }
      for (const { id, nodes } of found.violations) {
        for (const node of nodes) faults.push(`${viewport.width}: ${id}: ${node.html}`)
      }
      const wide = (await page.evaluate('document.documentElement.scrollWidth')) as number
      if (wide > viewport.width) faults.push(`${viewport.width}: is ${wide} wide`)
    })
  }
  return faults
}
