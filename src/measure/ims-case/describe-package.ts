import type { z } from 'zod'
import type { Framework } from '../frameworks/framework.ts'
import { itemTypes, writeNotes } from '../frameworks/imports/case-items.ts'
import { type Addresses, makeAddresses } from './addresses.ts'
import { associationsOf } from './associations.ts'
import { documentOf } from './document.ts'
import { type Entry, entriesOf } from './entries.ts'
import type { CFItem, CFPackage } from './schemas.ts'

export type CasePackage = z.infer<typeof CFPackage>

/**
 * A framework in one language as a CASE 1.0 package. Every identifier follows from the ids of the framework, so it stays
 * for as long as they do; what CASE has no place for is in the notes, so that an import gives the same framework.
 */
export function describePackage(framework: Framework, language: string, publicUrl: string): CasePackage {
  const addresses = makeAddresses(framework, language, publicUrl)
  const document = documentOf(framework, language, addresses)
  const entries = entriesOf(framework, language)
  return {
    CFDocument: document,
    CFItems: entries.map((entry) => itemOf(entry, language, addresses)),
    CFAssociations: associationsOf(entries, document, addresses),
    CFDefinitions: {
      CFConcepts: [],
      CFSubjects: [],
      CFLicenses: [licenceOf(framework, addresses)],
      CFItemTypes: Object.entries(itemTypes).map(([kind, title]) => ({
        ...addresses.head('CFItemTypes', 'type', kind),
        title,
        description: title,
        hierarchyCode: kind,
      })),
      CFAssociationGroupings: [],
    },
    CFRubrics: [],
  }
}

function itemOf(entry: Entry, language: string, { head }: Addresses): z.infer<typeof CFItem> {
  const notes = entry.notes ? writeNotes(entry.notes) : ''
  return {
    ...head('CFItems', entry.kind, entry.key),
    fullStatement: entry.text,
    ...(entry.title ? { abbreviatedStatement: entry.title } : {}),
    ...(entry.code ? { humanCodingScheme: entry.code } : {}),
    ...(entry.tags?.length ? { conceptKeywords: [...entry.tags] } : {}),
    CFItemType: itemTypes[entry.kind],
    language,
    ...(notes ? { notes } : {}),
  }
}

const licenceOf = ({ licence, attribution }: Framework, { head }: Addresses) => ({
  ...head('CFLicenses', 'licence'),
  title: licence,
  description: licence,
  licenseText: attribution,
})
