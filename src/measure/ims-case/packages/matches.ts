import type { CFAssociation } from '../object-schemas.ts'

export type AssociationType = CFAssociation['associationType']

/** The classifications outside that a framework may name concepts of. */
export const schemes = ['esco', 'eu'] as const
export type Scheme = (typeof schemes)[number]

export const matchKinds = ['exact', 'close', 'related'] as const
export type MatchKind = (typeof matchKinds)[number]

/** A concept of a classification outside, and how near it is to what is matched to it. */
export type Match = { scheme: Scheme; uri: string; kind: MatchKind; label?: string; source?: string }

/**
 * The concepts that an area or competence is matched to. An address alone says no more than that the two are related:
 * only where the framework says so is a match called closer.
 */
export function matchesOf(uris: Readonly<Record<string, string>>): Match[] {
  return schemes.flatMap((scheme): Match[] => {
    const uri = uris[scheme]
    return uri === undefined ? [] : [{ scheme, uri, kind: 'related' }]
  })
}

/** CASE knows one kind of match, the exact one: anything weaker is a relation to it. */
export const typeOfMatch = ({ kind }: Match): AssociationType =>
  kind === 'exact' ? 'exactMatchOf' : 'isRelatedTo'
