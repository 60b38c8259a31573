import type { z } from 'zod'
import type { Addresses, CaseLink } from './addresses.ts'
import type { Entry, Place } from './entries.ts'
import { identifierOf } from './identifier.ts'
import type { CFAssociation, CFDocument } from './schemas.ts'

type Association = z.infer<typeof CFAssociation>

/** Where each entry stands among its siblings, its level, its facet, and what it is the same as elsewhere. */
export function associationsOf(
  entries: readonly Entry[],
  document: z.infer<typeof CFDocument>,
  { head, idOf, link }: Addresses,
): Association[] {
  const titles = new Map(
    entries.map(({ kind, key, title, text }) => [`${kind} ${key}`, title ?? text.slice(0, 120)]),
  )
  const nodeOf = ({ kind, key }: Place): CaseLink =>
    kind === 'document'
      ? link(document.title, 'CFDocuments', document.identifier)
      : link(titles.get(`${kind} ${key}`) ?? key, 'CFItems', idOf(kind, key))
  const siblings = new Map<string, number>()
  const nextPlace = ({ parent }: Entry) => {
    const key = `${parent.kind} ${parent.key}`
    siblings.set(key, (siblings.get(key) ?? 0) + 1)
    return siblings.get(key)!
  }
  return entries.flatMap((entry): Association[] => {
    const associate = (
      associationType: Association['associationType'],
      to: CaseLink,
      sequenceNumber?: number,
    ) => ({
      ...head('CFAssociations', associationType, entry.kind, entry.key, to.identifier),
      associationType,
      ...(sequenceNumber === undefined ? {} : { sequenceNumber }),
      originNodeURI: nodeOf(entry),
      destinationNodeURI: to,
    })
    return [
      associate('isChildOf', nodeOf(entry.parent), nextPlace(entry)),
      ...(entry.level
        ? [associate('hasSkillLevel', nodeOf({ kind: 'level', key: String(entry.level) }))]
        : []),
      ...(entry.facet ? [associate('isPartOf', nodeOf({ kind: 'facet', key: entry.facet }))] : []),
      ...Object.entries(entry.uris ?? {}).map(([name, uri]) =>
        associate('exactMatchOf', { title: name, identifier: identifierOf(uri), uri }),
      ),
    ]
  })
}
