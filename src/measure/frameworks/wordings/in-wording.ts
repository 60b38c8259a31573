import type { AgreedWordings } from '../../../db/schema/mobility/agreements.ts'
import type { Framework, FrameworkLibrary } from '../framework.ts'
import { percentOf, preferred, restIn, type WordingChoice } from './wording.ts'

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

type Agreed = { id: string; wordings?: AgreedWordings }

/** The framework of an agreement in the wordings that it was agreed in; undefined where it is not there. */
export function agreedFramework(library: FrameworkLibrary, { id, wordings }: Agreed): Framework | undefined {
  const framework = library.get(id)
  return framework && inWording(framework, wordings)
}

/** The wordings that a framework is in, as an agreement or a certificate says them. */
export const wordingsSaid = ({ texts }: Pick<Framework, 'texts'>): AgreedWordings =>
  Object.fromEntries(
    [...texts].map(([language, { wording, share }]) => {
      const rest = share && restIn(share)
      return [
        language,
        { wording, ...(share && { percent: percentOf(share) }), ...(rest && { restIn: rest }) },
      ]
    }),
  )

/** The framework as it is, and in every other choice of wordings that its words may have been taken from. */
export function eachWording(framework: Framework): Framework[] {
  const first = inWording(framework, undefined)
  return first === framework
    ? [framework]
    : [framework, first, { ...framework, texts: preferred(framework.wordings) }]
}
