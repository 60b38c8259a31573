import { type Match, matchesOf } from '../../vocabularies/vocabularies.ts'
import type { Publication } from '../addresses.ts'
import type { CFAssociation } from '../object-schemas.ts'

export type AssociationType = CFAssociation['associationType']

/** The classifications outside that packages group their matches by. */
export const schemes = ['esco', 'eu'] as const
type Scheme = (typeof schemes)[number]

const isGrouped = (match: Match): match is Match & { scheme: Scheme } =>
  schemes.some((scheme) => scheme === match.scheme)

/** The concepts that an area or competence is matched to, of the classifications that packages group them by. */
export const groupedMatches = ({ framework }: Publication, uris: Readonly<Record<string, string>>) =>
  matchesOf(framework, uris).filter(isGrouped)

/**
 * CASE knows one kind of match, that of two items of the same statement: what is exact in SKOS and worded otherwise, if only
 * by the form of its verb, is a relation to it, and its grouping says how near.
 */
export const typeOfMatch = ({ kind, label }: Match, title: string): AssociationType =>
  kind === 'exact' && label?.toLowerCase() === title.toLowerCase() ? 'exactMatchOf' : 'isRelatedTo'
