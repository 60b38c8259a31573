import { existsSync } from 'node:fs'
import { chromium, type Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

const executablePath = '/usr/bin/chromium'

/** Opens the page as a browser does, at a place below which the service is reached; what it asked for, and what went wrong. */
async function openDocs(world: World, below: string, width: number, act: (page: Page) => Promise<void>) {
  const { port } = world.app.server.address() as { port: number }
  const origin = `http://127.0.0.1:${port}`
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const [asked, faults]: [string[], string[]] = [[], []]
  try {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${origin}${below}/docs`)
    await page.locator('.opblock-tag').first().waitFor({ timeout: 60_000 })
    await act(page)
  } finally {
    await browser.close()
  }
  const elsewhere = asked.filter((url) => !url.startsWith(`${origin}${below}/`) && !/^(data|blob):/.test(url))
  return { asked, faults, elsewhere }
}

describe.skipIf(!existsSync(executablePath)).each(['', '/recognition'])('/docs below "%s"', (below) => {
  test('shows the API in the order of the work, closed, with nothing loaded from elsewhere and no broken policy', async () => {
    const world = await newWorld({ publicUrl: `http://localhost:3000${below}` })
    const { asked, faults, elsewhere } = await openDocs(world, below, 1280, async (page) => {
      expect(await page.title()).toBe('Digital competence recognition: the API')
      expect(await page.locator('.opblock').count()).toBe(0)
      const tags = await page.locator('.opblock-tag').evaluateAll((all) => all.map((tag) => tag.dataset.tag))
      expect(tags.slice(0, 3)).toEqual(['Tokens', 'Actions', 'Registries'])
      expect(tags.indexOf('Identification')).toBeLessThan(tags.indexOf('Validation'))
      await page.locator('.opblock-tag[data-tag="Registries"]').click()
      await page.getByText('Register a learner').first().click()
      await page.getByText('givenName').first().waitFor({ timeout: 20_000 })
    })
    expect(elsewhere).toEqual([])
    expect(faults).toEqual([])
    expect(asked.length).toBeGreaterThan(3)
  }, 120_000)

  test('acts as a member who is chosen there, on a telephone, too', async () => {
    const world = await newWorld({ publicUrl: `http://localhost:3000${below}` })
    const admin = world.as({ school: world.school, role: 'admin' })
    const made = await given(world).ok(
      admin.post('/v1/clients').send({ name: 'Docs', scopes: ['read', 'register', 'administer'] }),
    )
    const { faults, elsewhere } = await openDocs(world, below, 390, async (page) => {
      await page.getByLabel('Client id').fill(String(made.id))
      await page.getByLabel('Client secret').fill(String(made.secret))
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByLabel('Act as').selectOption(world.school.members.coordinator)
      await page.getByText(/What is tried now is done by/).waitFor()
      await page.locator('.opblock-tag[data-tag="Registries"]').click()
      await page
        .getByText('Who this token acts for')
        .or(page.locator('#operations-Registries-readMe'))
        .first()
        .click()
      await page.getByRole('button', { name: 'Try it out' }).click()
      await page.getByRole('button', { name: 'Execute' }).click()
      await page
        .locator('.live-responses-table')
        .getByText(world.school.members.coordinator)
        .first()
        .waitFor()
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      expect(wide).toBe(false)
    })
    expect(elsewhere).toEqual([])
    expect(faults).toEqual([])
  }, 120_000)
})
