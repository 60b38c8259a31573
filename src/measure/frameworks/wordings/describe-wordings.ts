import type { Framework } from '../framework.ts'
import { percentOf, restIn, type WordingKind } from './wording.ts'

export type DescribedWording = {
  language: string
  wording: WordingKind
  used: boolean
  source: string | null
  licence: string
  attribution: string
  translated: { texts: number; of: number; percent: number } | null
  restIn: string | null
}

/** Every wording of each language: whose it is, how much a partial one has, and which one is used. */
export function describeWordings({
  wordings,
  texts: used,
  licence,
  attribution,
}: Framework): DescribedWording[] {
  return [...wordings].flatMap(([language, known]) =>
    known.map((texts) => ({
      language,
      wording: texts.wording,
      used: used.get(language)?.wording === texts.wording,
      source: texts.source ?? null,
      licence: texts.licence ?? licence,
      attribution: texts.attribution ?? attribution,
      translated: texts.share
        ? { texts: texts.share.texts, of: texts.share.of, percent: percentOf(texts.share) }
        : null,
      restIn: texts.share ? restIn(texts.share) : null,
    })),
  )
}
