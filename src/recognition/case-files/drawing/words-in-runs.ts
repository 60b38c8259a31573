import { type colours, type Style, type } from '../../../platform/pdf/look.ts'
import type { Run } from '../../../platform/pdf/text.ts'
import type { Phrase, Words } from '../part.ts'

const unbroken = (text: string) => text.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011')

/** Words as runs of text; what leads somewhere is kept on one line. */
export function runsOf(words: Words, plain: Style = type.body): Run[] {
  const phrases: Phrase[] =
    typeof words === 'string'
      ? [{ text: words }]
      : words.map((said) => (typeof said === 'string' ? { text: said } : said))
  return phrases.map(({ text, manner, to }) => {
    if (to !== undefined) return { text: unbroken(text), style: { ...plain, colour: 'accent' }, to }
    return { text, style: manner === undefined ? plain : styleIn(manner, plain) }
  })
}

const styleIn = (manner: 'strong' | 'quiet', plain: Style): Style =>
  manner === 'strong'
    ? { ...plain, face: 'strong' }
    : { ...plain, colour: 'muted' satisfies keyof typeof colours }
