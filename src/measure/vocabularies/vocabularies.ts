import type { z } from 'zod'
import type { Framework } from '../frameworks/framework.ts'
import { vocabularies } from './read-vocabularies.ts'
import type { VocabularyMatch } from './schemas.ts'

export type Match = z.infer<typeof VocabularyMatch>

type Published = Pick<Framework, 'family' | 'version'>

const found = new Map(
  vocabularies.flatMap(({ id, source, matches }) =>
    matches.map(({ family, version, uri, kind, label, ...match }): [string, Match] => [
      `${family} ${version} ${uri}`,
      { scheme: id, uri, kind, label, source: match.source ?? source },
    ]),
  ),
)

/**
 * The concepts that an area, a competence or a level of a framework is matched to, by the addresses it has. What nobody
 * compared is related, which is the least; an address in none of the vocabularies is no match.
 */
export function matchesOf({ family, version }: Published, uris: Readonly<Record<string, string>>): Match[] {
  return vocabularies.flatMap(({ id: scheme }) => {
    const uri = uris[scheme]
    if (uri === undefined) return []
    return [
      found.get(`${family} ${version} ${uri}`) ?? { scheme, uri, kind: 'related', label: null, source: null },
    ]
  })
}

/** What lies beneath the concepts that a competence is matched to, the nearest first. */
export function skillsBeneath(uris: Readonly<Record<string, string>>) {
  const concepts = new Set(Object.values(uris))
  return vocabularies.flatMap(({ id, language, skills }) =>
    skills
      .filter(({ beneath }) => concepts.has(beneath))
      .map(({ beneath: _, ...skill }) => ({ scheme: id, language, ...skill })),
  )
}
