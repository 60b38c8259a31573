import { textsIn } from '../../frameworks/framework.ts'
import { itemTypes } from '../../frameworks/imports/case-items.ts'
import type { Addresses, Publication } from '../addresses.ts'
import type { CFAssociation, CFDefinitions, CFItem } from '../object-schemas.ts'
import { groupings } from './groupings.ts'

/** What items and associations refer to: types of items, tags as concepts, areas as subjects, the licence, and kinds of associations. */
export function definitionsOf(
  { framework, language }: Publication,
  items: readonly CFItem[],
  associations: readonly CFAssociation[],
  { head, idOf }: Addresses,
): CFDefinitions {
  const texts = textsIn(framework, language)
  const types = new Set(items.map(({ CFItemType }) => CFItemType))
  const used = new Set(associations.map(({ CFAssociationGroupingURI: grouping }) => grouping?.identifier))
  return {
    CFConcepts: Object.entries(texts.tags).map(([tag, label]) => ({
      ...head('CFConcepts', 'concept', tag),
      title: label,
      keywords: tag,
      hierarchyCode: tag,
    })),
    CFSubjects: framework.areas.map(({ code }) => ({
      ...head('CFSubjects', 'subject', code),
      title: texts.areas[code]!.title,
      hierarchyCode: code,
      description: texts.areas[code]!.descriptor,
    })),
    CFLicenses: [
      {
        ...head('CFLicenses', 'licence'),
        title: texts.licence ?? framework.licence,
        description: texts.licence ?? framework.licence,
        licenseText: texts.attribution ?? framework.attribution,
      },
    ],
    CFItemTypes: Object.entries(itemTypes)
      .filter(([, title]) => types.has(title))
      .map(([kind, title]) => ({
        ...head('CFItemTypes', 'type', kind),
        title,
        description: title,
        hierarchyCode: kind,
      })),
    CFAssociationGroupings: groupings
      .filter(({ key }) => used.has(idOf('grouping', key)))
      .map(({ key, title, description }) => ({
        ...head('CFAssociationGroupings', 'grouping', key),
        title: title(language),
        description: description(language),
      })),
  }
}
