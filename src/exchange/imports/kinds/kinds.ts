import type { ImportKind } from '../store.ts'
import { enteredAgreements } from './agreements.ts'
import { enteredAuthorisations } from './authorisations.ts'
import type { EnteredKind } from './kind.ts'
import { enteredMarks } from './marks.ts'
import { enteredMembers } from './members.ts'
import { enteredMobilities } from './mobilities.ts'
import { enteredModules } from './modules.ts'
import { enteredPeople } from './people.ts'

export const enteredKinds: Readonly<Record<ImportKind, EnteredKind>> = {
  people: enteredPeople,
  mobilities: enteredMobilities,
  agreements: enteredAgreements,
  members: enteredMembers,
  authorisations: enteredAuthorisations,
  marks: enteredMarks,
  modules: enteredModules,
}
