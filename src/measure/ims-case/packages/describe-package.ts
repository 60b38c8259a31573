import { itemTypes, writeNotes } from '../../frameworks/imports/case-items.ts'
import { type Addresses, makeAddresses, type Publication } from '../addresses.ts'
import type { CFAssociation, CFDefinitions, CFDocument, CFItem, CFRubric } from '../object-schemas.ts'
import { associationsOf } from './associations.ts'
import { definitionsOf } from './definitions.ts'
import { documentOf } from './document.ts'
import { type Entry, entriesOf } from './entries.ts'
import { rubricsOf } from './rubrics.ts'

export type CasePackage = {
  CFDocument: CFDocument
  CFItems: CFItem[]
  CFAssociations: CFAssociation[]
  CFDefinitions: CFDefinitions
  CFRubrics: CFRubric[]
}

/**
 * A framework in one language as a CASE package. Every identifier follows from the ids of the framework, so it stays for
 * as long as they do; what CASE has no place for is in the notes, so that an import gives the same framework.
 */
export function describePackage(publication: Publication): CasePackage {
  const { framework, language } = publication
  const addresses = makeAddresses(publication)
  const entries = entriesOf(framework, language)
  const items = entries.map((entry) => itemOf(entry, publication, addresses))
  const associations = associationsOf(publication, entries, addresses)
  return {
    CFDocument: documentOf(publication, addresses),
    CFItems: items,
    CFAssociations: associations,
    CFDefinitions: definitionsOf(publication, items, associations, addresses),
    CFRubrics: rubricsOf(publication, addresses),
  }
}

function itemOf(entry: Entry, { framework, language }: Publication, { head, idOf, link }: Addresses): CFItem {
  const { kind, key, text, title, code, tags = [] } = entry
  const notes = entry.notes ? writeNotes(entry.notes) : ''
  const [tag, ...others] = tags
  const label = tag && framework.texts.get(language)?.tags[tag]
  return {
    ...head('CFItems', kind, key),
    fullStatement: text,
    ...(title ? { abbreviatedStatement: title } : {}),
    ...(code ? { humanCodingScheme: code } : {}),
    ...(tags.length > 0 ? { conceptKeywords: [...tags] } : {}),
    // There is room for one.
    ...(label && others.length === 0
      ? { conceptKeywordsURI: link(label, 'CFConcepts', idOf('concept', tag)) }
      : {}),
    CFItemType: itemTypes[kind],
    CFItemTypeURI: link(itemTypes[kind], 'CFItemTypes', idOf('type', kind)),
    language,
    ...(notes ? { notes } : {}),
  }
}
