import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

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

/** The sentences of ours on a page that have more than twenty words. */
export const longSentencesOf = (page: string): string[] =>
  sentencesOf(page).filter((sentence) => {
    const words = sentence.split(/\s+/)
    return words.length > 20 && !isQuoted(words)
  })
