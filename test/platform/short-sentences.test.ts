import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fillPath } from '../setup/case.ts'
import { addressOf, pagesOf, somethingThere } from '../setup/page-addresses.ts'
import { publishedIn } from '../setup/published.ts'
import { walkEverything } from '../setup/whole-walk.ts'
import { newWorld } from '../setup/world.ts'

const inline = 'a|abbr|b|bdi|br|code|em|i|small|span|strong|time'

/** The sentences of a page, as its reader meets them. */
const sentencesOf = (page: string): string[] =>
  page
    .replace(/^[\s\S]*?<body>/, '')
    .replace(new RegExp(`<(?!/?(${inline})\\b)[^>]*>`, 'g'), '\n')
    .replace(/<[^>]*>/g, ' ')
    .split('\n')
    .flatMap((block) => block.trim().split(/(?<=[.!?])\s+/))

/** What the frameworks say is not ours to shorten. */
const measure = readdirSync('frameworks', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => readFileSync(join('frameworks', file), 'utf8'))
  .join('\n')

/** Whether five words of it in a row stand in a framework. */
const isQuoted = (words: string[]) =>
  words.some((_, at) => at + 5 <= words.length && measure.includes(words.slice(at, at + 5).join(' ')))

test('no sentence on a page is longer than twenty words', async () => {
  const world = await newWorld({ eudiWallets: true })
  const ids = await walkEverything(world)
  const all = { ...ids, ...(await publishedIn(world, ids.certificates!)) }
  const there = await somethingThere(world)
  const long: string[] = []
  for (const page of pagesOf(world))
    for (const [language, address] of ['en', 'lv'].flatMap((spoken) => [
      [spoken, fillPath(page.path, all)] as const,
      [spoken, addressOf(page, there)] as const,
    ])) {
      const { text } = await world.anyone
        .get(address)
        .set({ accept: 'text/html', 'accept-language': language })
      for (const sentence of sentencesOf(text ?? '')) {
        const words = sentence.split(/\s+/)
        if (words.length > 20 && !isQuoted(words)) long.push(sentence)
      }
    }
  expect([...new Set(long)].sort()).toEqual([])
})
