import type { Sentence } from '../../../platform/words/sentence.ts'
import { matchKinds } from '../../vocabularies/vocabulary-file.ts'
import { say } from '../words.ts'
import { schemes } from './matches.ts'

type Grouping = { key: string; title: Sentence; description: Sentence }

/** What an association's type alone does not tell: that it leads to a translation, or into which classification, how closely. */
export const groupings: readonly Grouping[] = [
  { key: 'translation', title: say('grouping-translation'), description: say('about-translation') },
  ...schemes.flatMap((scheme) =>
    matchKinds.map((kind) => ({
      key: `${scheme}-${kind}`,
      title: say(`grouping-${kind}`, { scheme: say(`scheme-${scheme}`) }),
      description: say(`about-${kind}`, { scheme: say(`scheme-${scheme}`) }),
    })),
  ),
]

/** The title of a grouping, by its key. */
export function groupingTitled(key: string, language: string): string {
  const grouping = groupings.find((known) => known.key === key)
  if (!grouping) throw new Error(`There is no grouping ${key}.`)
  return grouping.title(language)
}
