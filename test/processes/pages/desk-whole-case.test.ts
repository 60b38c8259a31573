import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ledger } from '../../../src/db/schema/custody/ledger.ts'
import { clients } from '../../../src/db/schema/parties/organisations.ts'
import { noBrowser, onPage, openBrowser, originOf, pictureOf } from '../../setup/browser.ts'
import { deskOf, inviteByHand, partnerWorkshop } from '../../setup/desk.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

const telephone = { javaScriptEnabled: false, viewport: { width: 360, height: 780 }, locale: 'en-GB' }
const planned = [{ competence: '1.1', baseline: 2, target: 4 }]

describe.skipIf(noBrowser !== null)('a host without software', () => {
  let browser: Browser
  let world: World
  let step: ReturnType<typeof given>
  const desks: Record<string, string> = {}

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const school = (role: 'coordinator' | 'validator' | 'issuer' | 'admin' = 'coordinator') =>
    world.as({ school: world.school, role })

  /** Invites three people of a workshop, and sends each of them their desk. */
  async function invite(): Promise<string> {
    const hostId = await partnerWorkshop(world)
    const assesses = [{ framework: 'digcomp-2.2', validFrom: '2026-01-01', validUntil: '2027-12-31' }]
    for (const role of ['coordinator', 'mentor', 'assessor']) {
      const over = role === 'assessor' ? { assesses } : {}
      const { memberId } = await inviteByHand(world, hostId, [role], over)
      desks[role] = await deskOf(world, { id: hostId }, memberId)
    }
    return hostId
  }

  /** What somebody does at their desk, from its first page on. */
  const atDesk = (role: string, work: (page: Page) => Promise<void>) =>
    onPage(browser, telephone, async (page) => {
      await page.goto(`${originOf(world)}${desks[role]}?lang=en`)
      await work(page)
    })

  async function seen(page: Page, name: string): Promise<void> {
    const wide = (await page.evaluate('document.documentElement.scrollWidth')) as number
    expect([name, wide]).toEqual([name, 360])
    await pictureOf(page, name)
  }

  async function signedAtDesk(hostId: string): Promise<string> {
    const { id } = await step.mobility({ hostingOrganisationId: hostId })
    const { hash } = await step.draft(id, planned)
    await atDesk('coordinator', async (page) => {
      await seen(page, 'whole-1-to-sign')
      await page.locator(`a.button[href*="${id}"]`).click()
      await seen(page, 'whole-2-agreement')
      await page.check('#accept')
      await page.getByRole('button', { name: 'Sign', exact: true }).click()
      expect(await page.locator(`a.button[href*="${id}"]`).count()).toBe(0)
    })
    const path = `/v1/mobilities/${id}/agreement`
    await step.ok(school().post(`${path}/signatures`).send({ hash }))
    const link = await step.ok(school().post(`${path}/links`).send({ party: 'learner' }))
    const signing = { name: 'Learner One', accept: true, hash }
    await step.ok(world.anyone.post(new URL(String(link.url)).pathname).send(signing))
    return String(id)
  }

  async function identified(mobilityId: string): Promise<Case> {
    const { id, outcomes } = await step.ok(school().post('/v1/recognitions').send({ mobilityId }))
    const made = { id: String(id), mobilityId, outcomes: outcomes as Case['outcomes'], evidence: {} }
    await step.inform(made.id)
    await step.ok(school().put(`/v1/recognitions/${id}/outcomes/1.1/claim`).send({ status: 'claimed' }))
    await step.move(made.id, 'complete-identification')
    return made
  }

  async function documentedAtDesk({ id }: Case): Promise<void> {
    await atDesk('mentor', async (page) => {
      await seen(page, 'whole-3-mentor')
      await page.locator(`a[href*="${id}/evidence"]`).click()
      await page.fill('#title', 'The list of sources')
      await page.fill('#producedOn', '2026-09-20')
      const photo = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from(await page.screenshot()) }
      await page.setInputFiles('#camera', photo)
      await seen(page, 'whole-4-evidence')
      await page.locator('button').first().click()
      expect(await page.textContent('[role="status"]')).toContain('there now')
      await page.locator(`a[href*="${id}/observations"]`).click()
      await page.fill('#text', 'Compared three sources and said which one to trust, and why.')
      await page.fill('#producedOn', '2026-09-21')
      await page.fill('#position', 'Workshop manager')
      await seen(page, 'whole-5-observation')
      await page.locator('button').first().click()
      expect(await page.locator('[role="status"]').count()).toBe(1)
    })
    await atDesk('mentor', async (page) => {
      await page.locator('a.button[href*="/attestations"]').click()
      await seen(page, 'whole-6-attest')
      await page.locator('button').first().click()
      expect(await page.locator('a.button[href*="/attestations"]').count()).toBe(0)
    })
    await step.declareAuthorship(id)
    await step.move(id, 'complete-documentation')
  }

  async function markedAtDesk({ id, outcomes }: Case): Promise<void> {
    await atDesk('coordinator', async (page) => {
      await page.locator(`a.button[href*="${id}/assignments"]`).click()
      await seen(page, 'whole-7-assign')
      await page.locator('button').first().click()
    })
    await atDesk('assessor', async (page) => {
      await page.locator('a.button[href*="/conflicts"]').click()
      await seen(page, 'whole-8-conflicts')
      await page.locator('button').first().click()
      await seen(page, 'whole-9-to-mark')
      await page.locator(`a.button[href*="${id}/outcomes/1.1"]`).click()
      for (const box of await page.locator('input[name^="counts:"][value="yes"]').all())
        await box.check({ force: true })
      for (const { id: criterion, level } of outcomes[0]!.criteria) {
        const answers = page.locator(`input[name="mark:${criterion}"]`)
        await answers.nth((level ?? 1) <= 4 ? 0 : 2).check({ force: true })
        await page.locator(`input[name="shown:${criterion}"]`).first().check({ force: true })
      }
      await page.click('button[value="keep"]')
      await seen(page, 'whole-10-marks-kept')
      await page.click('button[value="submit"]')
      expect(await page.textContent('[role="status"]')).toContain('4 of 8')
      await seen(page, 'whole-11-marks-sent')
    })
  }

  test('takes a case from the agreement to the certificate on a telephone, by desk alone', async () => {
    const settings = { secondMarkingRate: 0, secondMarkingMinimum: 0 }
    await school('admin').patch('/v1/settings').set('if-match', '*').send(settings)
    const hostId = await invite()
    const made = await identified(await signedAtDesk(hostId))
    await documentedAtDesk(made)
    await markedAtDesk(made)
    await step.move(made.id, 'complete-assessment')
    const decision = { outcomes: [{ competence: '1.1', result: 'reached' }] }
    await step.ok(school('validator').post(`/v1/recognitions/${made.id}/decision`).send(decision))
    const issued = await step.ok(school('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    await onPage(browser, telephone, async (page) => {
      const { pathname } = new URL(String(issued.verificationUrl))
      await page.goto(`${originOf(world)}${pathname}?lang=en`)
      expect(await page.textContent('main')).toContain(String(issued.number))
      await seen(page, 'whole-12-verified')
    })
    const lines = await world.services.db.owner.select().from(ledger).where(eq(ledger.organisationId, hostId))
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.filter(({ clientId }) => clientId !== null)).toEqual([])
    const clientsOfHost = eq(clients.organisationId, hostId)
    expect(await world.services.db.owner.select().from(clients).where(clientsOfHost)).toEqual([])
  }, 180_000)
})
