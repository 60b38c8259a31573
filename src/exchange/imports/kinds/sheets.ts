import type { ImportKind } from '../store.ts'
import { agreementsSheet } from './agreements-sheet.ts'
import { authorisationsSheet } from './authorisations-sheet.ts'
import { marksSheet } from './marks-sheet.ts'
import { membersSheet } from './members-sheet.ts'
import { mobilitiesSheet } from './mobilities-sheet.ts'
import { modulesSheet } from './modules-sheet.ts'
import { peopleSheet } from './people-sheet.ts'
import type { ImportSheet } from './sheet.ts'

/** How each kind of table is read. */
export const importSheets: Readonly<Record<ImportKind, ImportSheet>> = {
  people: peopleSheet,
  mobilities: mobilitiesSheet,
  agreements: agreementsSheet,
  members: membersSheet,
  authorisations: authorisationsSheet,
  marks: marksSheet,
  modules: modulesSheet,
}
