import { type } from '../../../../platform/pdf/look.ts'
import type { Paper } from '../../../../platform/pdf/paper.ts'
import { inRow, type Run } from '../../../../platform/pdf/text.ts'
import { type Language, reference } from '../../../../platform/words/language.ts'
import type { CertificateSnapshot, CertifiedOutcome } from '../../../certificates/snapshot.ts'
import { narrowingWords } from '../../shown.ts'
import { highestTold } from '../told.ts'
import { say } from '../words.ts'

/** In which languages a row says what was shown: in each, in the first, or not at all. */
export const extents = ['each', 'first', 'none'] as const
export type Extent = (typeof extents)[number]

/** What a row says beside its title and its bar: what sets the outcome apart, and what was shown, a text for each language. */
export function rowWords(
  paper: Paper,
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
  extent: Extent,
): { apart: Run[]; shown: Run[][] } {
  const languages = paper.languages.slice(0, { each: paper.languages.length, first: 1, none: 0 }[extent])
  const style = outcome.result === 'reached' ? type.status : type.statusOther
  const said = (language: Language) => setApart(snapshot, outcome, language)
  return {
    apart: said(reference) === '' ? [] : inRow(paper.languages, said, style, type.statusSecond),
    shown: languages.flatMap((language, index) => {
      const text = highestTold(snapshot.framework, outcome, language)
      return text === '' ? [] : [[{ text, style: index ? type.shownSecond : type.shown, language }]]
    }),
  }
}

/** What sets an outcome apart, in short words: a level that was reached as planned needs none beside its bar. */
function setApart({ framework }: CertificateSnapshot, outcome: CertifiedOutcome, language: Language): string {
  const isPlain = outcome.result === 'reached' && framework.levels.length > 0
  return [
    ...(isPlain ? [] : [say(`result-${outcome.result}`)(language)]),
    ...narrowingWords(outcome).map((word) => word(language)),
    ...(outcome.kind === 'additional' ? [say('additional')(language)] : []),
  ].join(' · ')
}
