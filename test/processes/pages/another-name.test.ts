import { chromium } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { noBrowser, onPage } from '../../setup/browser.ts'
import { addressOf, pagesOf, somethingThere } from '../../setup/page-addresses.ts'
import { newWorld } from '../../setup/world.ts'

describe('over plain HTTP, by a name that is not localhost,', () => {
  test.skipIf(noBrowser)(
    'every page opens in a browser with its style sheet, and nothing of it fails',
    async () => {
      const world = await newWorld()
      const there = await somethingThere(world)
      const { port } = world.app.server.address() as { port: number }
      const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP school.example 127.0.0.1'],
      })
      const faults: string[] = []
      const opened: string[] = []
      try {
        // What is handed over as a file is kept, and not opened.
        for (const page of pagesOf(world).filter(({ path }) => !path.endsWith('.html')))
          await onPage(browser, { locale: 'lv', viewport: { width: 360, height: 800 } }, async (tab) => {
            tab.on('requestfailed', (one) => void faults.push(`${page.path}: ${one.url()} failed`))
            tab.on('console', (message) => {
              if (message.type() === 'error' && !message.text().includes('status of 404'))
                faults.push(`${page.path}: ${message.text()}`)
            })
            const answer = await tab.goto(`http://school.example:${port}${addressOf(page, there)}`)
            if (answer?.status() === 200) opened.push(page.path)
            const rules = await tab.evaluate('document.styleSheets[0]?.cssRules.length ?? 0')
            if (!(Number(rules) > 10)) faults.push(`${page.path}: without its style sheet`)
            if (tab.url().startsWith('https:')) faults.push(`${page.path}: led to ${tab.url()}`)
          })
        // A form goes where it is sent to.
        await onPage(browser, {}, async (tab) => {
          await tab.goto(`http://school.example:${port}/verify`)
          await tab.fill('#code', there.verify!.split('/').at(-1)!)
          await tab.click('button')
          await tab.waitForLoadState()
          expect(await tab.locator('h1').textContent()).toBeTruthy()
          expect(tab.url()).toMatch(/^http:\/\/school\.example:/)
        })
      } finally {
        await browser.close()
      }
      expect(faults).toEqual([])
      expect(opened).toEqual(expect.arrayContaining(['/', '/verify', '/sign/{secret}', '/appeal/{secret}']))
      expect(opened.length).toBeGreaterThan(8)
    },
    120_000,
  )
})
