import { replacementOf } from '../../frameworks/editions.ts'
import { textsIn } from '../../frameworks/framework.ts'
import { type Addresses, type CaseLink, makeAddresses, type Publication } from '../addresses.ts'
import { identifierOf } from '../identifier.ts'
import type { CFAssociation } from '../object-schemas.ts'
import { say } from '../words.ts'
import { type Entry, entriesOf, type Place } from './entries.ts'
import { groupingTitled } from './groupings.ts'
import { type AssociationType, groupedMatches, typeOfMatch } from './matches.ts'
import { nodesOfPublished } from './published-nodes.ts'

type Further = { sequenceNumber?: number; grouping?: string; notes?: string }

const DOCUMENT: Place = { kind: 'document', key: '' }

/**
 * Where each entry stands among its siblings, its level, its facet, what it translates, and what it is near to elsewhere;
 * and of the document what it translates and what took its place.
 */
export function associationsOf(
  publication: Publication,
  entries: readonly Entry[],
  addresses: Addresses,
): CFAssociation[] {
  const nodeOf = nodesOf(publication, entries, addresses)
  const originalOf = originalNodes(publication)
  const associate = associating(publication, nodeOf, addresses)
  const translated = (place: Place) => {
    const original = originalOf?.(place)
    return original
      ? [associate(place, translationType(publication), original, { grouping: 'translation' })]
      : []
  }
  const siblings = new Map<string, number>()
  const nextPlace = ({ parent }: Entry) => {
    const key = `${parent.kind} ${parent.key}`
    siblings.set(key, (siblings.get(key) ?? 0) + 1)
    return siblings.get(key)!
  }
  return [
    ...replacement(publication).map((newer) => associate(DOCUMENT, 'replacedBy', newer)),
    ...translated(DOCUMENT),
    ...entries.flatMap((entry): CFAssociation[] => [
      associate(entry, 'isChildOf', nodeOf(entry.parent), { sequenceNumber: nextPlace(entry) }),
      ...(entry.level
        ? [associate(entry, 'hasSkillLevel', nodeOf({ kind: 'level', key: String(entry.level) }))]
        : []),
      ...(entry.facet ? [associate(entry, 'isPartOf', nodeOf({ kind: 'facet', key: entry.facet }))] : []),
      ...translated(entry),
      ...groupedMatches(publication, entry.uris ?? {}).map((match) => {
        const { scheme, uri, kind, label, source } = match
        const title = label ?? say(`scheme-${scheme}`)(publication.language)
        return associate(
          entry,
          typeOfMatch(match, nodeOf(entry).title),
          { title, identifier: identifierOf(uri), uri },
          { grouping: `${scheme}-${kind}`, ...(source && { notes: source }) },
        )
      }),
    ]),
  ]
}

/** CASE 1.1 has a type for it; to 1.0 a translation is a peer, and its grouping says what of. */
const translationType = ({ version }: Publication): AssociationType =>
  version === '1.1' ? 'isTranslationOf' : 'isPeerOf'

function associating(
  { version, language }: Publication,
  nodeOf: (place: Place) => CaseLink,
  { head, idOf, link }: Addresses,
) {
  return (
    origin: Place,
    associationType: AssociationType,
    to: CaseLink,
    { sequenceNumber, grouping, notes }: Further = {},
  ): CFAssociation => ({
    ...head('CFAssociations', associationType, origin.kind, origin.key, to.identifier),
    associationType,
    ...(sequenceNumber === undefined ? {} : { sequenceNumber }),
    originNodeURI: nodeOf(origin),
    destinationNodeURI: to,
    ...(grouping && {
      CFAssociationGroupingURI: link(
        groupingTitled(grouping, language),
        'CFAssociationGroupings',
        idOf('grouping', grouping),
      ),
    }),
    ...(notes && version === '1.1' ? { notes } : {}),
  })
}

function nodesOf(
  { framework, language }: Publication,
  entries: readonly Entry[],
  { idOf, link }: Addresses,
): (place: Place) => CaseLink {
  const titles = new Map(
    entries.map(({ kind, key, title, text }) => [`${kind} ${key}`, title ?? text.slice(0, 120)]),
  )
  const { title } = textsIn(framework, language)
  return ({ kind, key }) =>
    kind === 'document'
      ? link(title, 'CFDocuments', idOf('document'))
      : link(titles.get(`${kind} ${key}`) ?? key, 'CFItems', idOf(kind, key))
}

/** The same in the original language, where it is there; null where this is that language. */
function originalNodes(publication: Publication): ((place: Place) => CaseLink | null) | null {
  const { framework, language } = publication
  const { originalLanguage } = framework
  if (language === originalLanguage) return null
  if (framework.case) return nodesOfPublished(framework.case)
  const original = { ...publication, language: originalLanguage }
  return nodesOf(original, entriesOf(framework, originalLanguage), makeAddresses(original))
}

/** The document of the edition that took the place of this one, in the same language where it has that. */
function replacement(publication: Publication): CaseLink[] {
  const { framework, language, library } = publication
  const newer = library.get(replacementOf(framework, library) ?? '')
  if (!newer) return []
  const spoken = newer.texts.has(language) ? language : newer.originalLanguage
  const { idOf, link } = makeAddresses({ ...publication, framework: newer, language: spoken })
  return [link(textsIn(newer, spoken).title, 'CFDocuments', idOf('document'))]
}
