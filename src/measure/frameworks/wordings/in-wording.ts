import type { Framework } from '../framework.ts'
import type { WordingChoice } from './wording.ts'

/**
 * The framework in the wordings that were chosen. Where none was chosen, as in agreements of earlier releases, a language
 * is in the wording that was there first.
 */
export function inWording(framework: Framework, choice: WordingChoice | undefined): Framework {
  const { wordings } = framework
  if ([...wordings.values()].every(({ length }) => length === 1)) return framework
  const texts = [...wordings].map(([language, known]) => {
    const chosen = known.find(({ wording }) => wording === choice?.[language]?.wording)
    return [language, chosen ?? known[0]!] as const
  })
  return { ...framework, texts: new Map(texts) }
}
