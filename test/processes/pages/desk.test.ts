import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDesk } from '../../../src/platform/auth/desks.ts'
import { faultsOfPage, noBrowser, onPage, openBrowser, originOf, picturesOf } from '../../setup/browser.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe.skipIf(noBrowser !== null)('a desk in a browser', () => {
  let browser: Browser
  let world: World
  let step: ReturnType<typeof given>
  const deskOf = async (role: 'coordinator' | 'mentor' | 'assessor', travelled: 'mail' | 'by-hand') => {
    const { host, school, services, clock } = world
    const own = { organisationId: host.id, memberId: host.members[role], givenByOrganisation: school.id }
    const { secret } = await makeDesk(services.db.owner, { now: () => clock.now }, { ...own, travelled })
    return `/desk/${secret}`
  }

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  test('is accessible in both languages on a telephone and wide, on each of its pages', async () => {
    const mobility = await step.mobility()
    await step.draft(mobility.id)
    const made = await step.documentation()
    await step.evidence(made.id, ['1.1', '2.4'])
    const byHand = await deskOf('mentor', 'by-hand')
    await step.ok(world.anyone.post(`${byHand}/attestations`).send({ cases: [made.id] }))
    const other = await step.documentation()
    await step.evidence(other.id, ['1.1', '2.4'])
    const coordinator = await deskOf('coordinator', 'by-hand')
    const assigning = `${coordinator}/recognitions/${made.id}/assignments`
    const assigned = { memberId: world.host.members.assessor, round: 'first' }
    await step.ok(world.anyone.post(assigning).send(assigned))
    const mentor = await deskOf('mentor', 'mail')
    const assessor = await deskOf('assessor', 'mail')
    const pages = [
      coordinator,
      `${coordinator}/agreements/${mobility.id}`,
      assigning,
      mentor,
      `${mentor}/attestations`,
      assessor,
      `${assessor}/conflicts`,
    ]
    for (const address of pages)
      for (const [language, width] of [
        ['lv', 360],
        ['en', 1200],
      ] as const) {
        const url = `${originOf(world)}${address}?lang=${language}`
        expect([url, await faultsOfPage(browser, url, width)]).toEqual([url, []])
      }
    for (const [index, address] of pages.entries())
      await picturesOf(browser, originOf(world) + address, `desk-${index}`)
  }, 240_000)

  test('takes an agreement from what waits to its signature on a telephone, without script', async () => {
    const mobility = await step.mobility()
    await step.draft(mobility.id)
    const desk = await deskOf('coordinator', 'mail')
    const telephone = { javaScriptEnabled: false, viewport: { width: 360, height: 740 }, locale: 'lv-LV' }
    await onPage(browser, telephone, async (tab) => {
      await tab.goto(originOf(world) + desk)
      expect(await tab.getByRole('heading', { level: 1 }).textContent()).toContain('Labdien')
      await tab.locator(`a[href*="${mobility.id}"]`).click()
      await tab.locator('#accept').check()
      await tab.getByRole('button', { name: 'Parakstīt' }).click()
      expect(new URL(tab.url()).pathname).toBe(desk)
      expect(await tab.locator(`a[href*="${mobility.id}"]`).count()).toBe(0)
    })
  }, 60_000)
})
