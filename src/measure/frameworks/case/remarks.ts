import { unwritable } from '../../../platform/pdf/writable.ts'
import { type ItemKind, itemKinds, itemTypes } from '../imports/case-items.ts'
import type { CaseNode } from './node.ts'
import type { PackageRead } from './read-package.ts'
import type { CaseTree } from './tree.ts'

/** What whoever imports a package from elsewhere should look at, though nothing of it is a fault. */
export function remarksOn(
  source: PackageRead,
  tree: CaseTree,
  said: { language?: string | undefined; version?: string | undefined },
): string[] {
  const { document, items } = source
  const { adoptionStatus, statusEndDate } = document
  const isSaid = said.language ?? document.language ?? items.find(({ part }) => part.language)
  return [
    `CFItems: taken for ${taken(tree)}. --item-type TYPE=KIND says otherwise.`,
    ...(isSaid ? [] : ['CFDocument: says no language: taken for English. --language says otherwise.']),
    ...((said.version ?? document.version)
      ? []
      : ['CFDocument: says no version: taken for 1. --version says otherwise.']),
    ...(adoptionStatus && adoptionStatus !== 'Adopted'
      ? [`CFDocument: its status is ${adoptionStatus}.`]
      : []),
    ...(statusEndDate ? [`CFDocument: valid until ${statusEndDate}.`] : []),
    ...(tree.levelsElsewhere > 0
      ? [`CFAssociations: ${tree.levelsElsewhere} name a skill level that is not in the package.`]
      : []),
    ...unprintable(tree),
  ]
}

function taken({ nodes, areas }: CaseTree): string {
  const used = new Set(areas.map(({ node }) => node))
  const kindOf = (node: CaseNode) => (node.kind === 'area' && !used.has(node) ? null : node.kind)
  const counted = (kind: ItemKind | null, name: string) => {
    const of = nodes.filter((node) => kindOf(node) === kind)
    const types = [...new Set(of.map(({ type }) => type))].filter((type) => type !== '')
    return of.length === 0
      ? []
      : [`${name}: ${of.length}${types.length === 0 ? '' : ` (${types.join(', ')})`}`]
  }
  return [
    ...itemKinds.flatMap((kind) => counted(kind, itemTypes[kind].toLowerCase())),
    ...counted(null, 'nothing, and kept in the package alone'),
  ].join('; ')
}

/** A paper with such letters would be refused: better that it is known before anything is agreed. */
function unprintable({ nodes }: CaseTree): string[] {
  const lacking = nodes
    .filter(({ kind }) => kind === 'competence')
    .map(({ place, code, item }) => ({
      place,
      letters: unwritable(code + item.fullStatement + (item.abbreviatedStatement ?? '')),
    }))
    .filter(({ letters }) => letters !== '')
  const first = lacking[0]
  if (!first) return []
  return [
    `${first.place}: holds letters that no paper can show, ${first.letters.slice(0, 50).toWellFormed()}: nothing can be agreed with it (${lacking.length} such competences).`,
  ]
}
