import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsOfPage, noBrowser, openBrowser, originOf, picturesOf } from '../../setup/browser.ts'
import { fillPath } from '../../setup/case.ts'
import { pagesOf } from '../../setup/page-addresses.ts'
import { publishedIn } from '../../setup/published.ts'
import { walkEverything } from '../../setup/whole-walk.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe.skipIf(noBrowser !== null)('every page of the service', () => {
  let browser: Browser
  let world: World
  const addresses: [name: string, address: string][] = []
  const closed: string[] = []
  const withoutStages: string[] = []

  beforeAll(async () => {
    world = await newWorld({ eudiWallets: true })
    browser = await openBrowser()
    const ids = await walkEverything(world)
    const all = { ...ids, ...(await publishedIn(world, ids.certificates!)) }
    for (const { operationId = '', path } of pagesOf(world)) {
      const address = fillPath(path, all)
      const { status, headers, text } = await world.anyone.get(address).set('accept', 'text/html')
      if (headers['content-disposition']?.startsWith('attachment')) continue
      if (status === 200 && path.includes('{secret}') && !text.includes('stage-line'))
        withoutStages.push(operationId)
      if (status === 200) addresses.push([operationId, address])
      else closed.push(operationId)
    }
  }, 240_000)
  afterAll(() => browser?.close())

  test('is there when all is done, but for what a desk no longer has to do', () => {
    expect(closed.sort()).toEqual([
      'readAccommodationsAtDesk',
      'readCaseSheet',
      'readMarkingSheet',
      'readObservationForm',
    ])
  })

  test('says how far a case has come, but for what was signed and what is about no case alone', () => {
    const signed = ['readAgreementToSignOnPage', 'readEvidenceToDeclare', 'readEvidenceToDeclareOnPage']
    const ofNoCase = ['readCompanionsAtDesk', 'readDaysAtDesk', 'readOwnDataRequests', 'readOwnQuestions']
    const checks = ['recordShareVerification', 'verifyShare']
    expect(withoutStages.sort()).toEqual([...signed, ...ofNoCase, ...checks].sort())
  })

  test('has nothing that axe finds wrong and is no wider than a telephone or a desk, in both languages', async () => {
    for (const [name, address] of addresses) {
      for (const [language, width] of [
        ['lv', 360],
        ['en', 1280],
      ] as const) {
        const faults = await faultsOfPage(browser, `${originOf(world)}${address}?lang=${language}`, width)
        expect([name, language, width, faults]).toEqual([name, language, width, []])
      }
    }
  }, 400_000)

  test.runIf(process.env.PAGE_PICTURES)(
    'is there to be looked at',
    async () => {
      for (const [name, address] of addresses) await picturesOf(browser, originOf(world) + address, name)
    },
    600_000,
  )
})
