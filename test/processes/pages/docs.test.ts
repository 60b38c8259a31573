import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { newWorld } from '../../setup/world.ts'

const executablePath = '/usr/bin/chromium'

describe('/docs', () => {
  test.skipIf(!existsSync(executablePath))(
    'shows the API in a browser with nothing loaded from elsewhere and no broken policy',
    async () => {
      const world = await newWorld()
      const { port } = world.app.server.address() as { port: number }
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
      try {
        const page = await browser.newPage()
        const asked: string[] = []
        const faults: string[] = []
        page.on('request', (one) => asked.push(one.url()))
        page.on('console', (message) => {
          if (message.type() === 'error') faults.push(message.text())
        })
        page.on('pageerror', (error) => faults.push(error.message))
        await page.goto(`http://127.0.0.1:${port}/docs`)
        // The page draws what is in view: the operation comes when it is scrolled to.
        await page.getByText('List the frameworks').first().waitFor({ timeout: 20_000 })
        for (let far = 0; far < 200 && (await page.getByText('Register a learner').count()) === 0; far++) {
          await page.mouse.wheel(0, 600)
          await page.waitForTimeout(100)
        }
        await page.getByText('Register a learner').first().click()
        await page.getByText('givenName').first().waitFor({ timeout: 20_000 })
        const elsewhere = asked.filter(
          (url) => !url.startsWith(`http://127.0.0.1:${port}/`) && !/^(data|blob):/.test(url),
        )
        expect(elsewhere).toEqual([])
        expect(faults).toEqual([])
        expect(asked.length).toBeGreaterThan(3)
      } finally {
        await browser.close()
      }
    },
    60_000,
  )
})
