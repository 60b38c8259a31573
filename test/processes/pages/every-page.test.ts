import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsOfPage, noBrowser, openBrowser, originOf, picturesOf } from '../../setup/browser.ts'
import { fillPath } from '../../setup/case.ts'
import { addressOf, pagesOf, somethingThere } from '../../setup/page-addresses.ts'
import { publishedIn } from '../../setup/published.ts'
import { longSentencesOf } from '../../setup/sentences.ts'
import { walkEverything } from '../../setup/whole-walk.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('every page of the service', () => {
  let browser: Browser | undefined
  let world: World
  const addresses: [name: string, address: string][] = []
  const closed: string[] = []
  const withoutStages: string[] = []
  /** Those of the end of a case, and those of its beginning. */
  const everywhere: string[] = []

  beforeAll(async () => {
    world = await newWorld({ eudiWallets: true })
    if (noBrowser === null) browser = await openBrowser()
    const ids = await walkEverything(world)
    const all = { ...ids, ...(await publishedIn(world, ids.certificates!)) }
    const there = await somethingThere(world)
    for (const page of pagesOf(world)) {
      const { operationId = '', path } = page
      const address = fillPath(path, all)
      everywhere.push(address, addressOf(page, there))
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

  test('says how far a case has come, but for what is about no case alone', () => {
    const atDesk = ['readCompanionsAtDesk', 'readDaysAtDesk']
    const ofPerson = ['readAddressToConfirm', 'readOwnAddresses', 'readOwnDataRequests', 'readOwnQuestions']
    const checks = ['recordShareVerification', 'verifyShare']
    expect(withoutStages.sort()).toEqual([...atDesk, ...ofPerson, ...checks].sort())
  })

  test.each(['en', 'lv'])('has no sentence of ours with more than twenty words (%s)', async (language) => {
    const long: string[] = []
    for (const address of everywhere) {
      const asked = world.anyone.get(address).set({ accept: 'text/html', 'accept-language': language })
      long.push(...longSentencesOf((await asked).text ?? ''))
    }
    expect([...new Set(long)]).toEqual([])
  })

  test('tells days as people write them, and no moment as machines do', async () => {
    const moments: string[] = []
    for (const address of everywhere) {
      const { text = '' } = await world.anyone.get(address).set('accept', 'text/html')
      const shown = text.replace(/<style>.*?<\/style>|<[^>]*>/gs, ' ')
      moments.push(...(shown.match(/.{0,30}\d{4}-\d\d-\d\dT\d\d:\S*/g) ?? []))
    }
    expect([...new Set(moments)]).toEqual([])
  })

  test.skipIf(noBrowser !== null)(
    'has nothing that axe finds wrong and is no wider than a telephone or a desk, in both languages',
    async () => {
      for (const [name, address] of addresses) {
        for (const [language, width] of [
          ['lv', 360],
          ['en', 1280],
        ] as const) {
          const faults = await faultsOfPage(browser!, `${originOf(world)}${address}?lang=${language}`, width)
          expect([name, language, width, faults]).toEqual([name, language, width, []])
        }
      }
    },
    400_000,
  )

  test.runIf(process.env.PAGE_PICTURES)(
    'is there to be looked at',
    async () => {
      for (const [name, address] of addresses) await picturesOf(browser!, originOf(world) + address, name)
    },
    600_000,
  )
})
