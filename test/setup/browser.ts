import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Whether Debian's Chromium is here; tests of pages are skipped, and say so, where it is not. */
export const hasChromium = existsSync(executablePath)
if (!hasChromium) console.warn(`Pages are not tested: there is no ${executablePath}.`)

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })

/** What axe finds wrong with a page, by WCAG 2.2 AA and good practice; the page's context has to bypass its policy. */
export async function faultsOfPage(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate('axe.run(document)').then((result) => result as AxeResult)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

type AxeResult = { violations: { id: string; nodes: { html: string }[] }[] }
