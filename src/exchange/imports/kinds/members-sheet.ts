import { NewMember } from '../../../parties/organisations/schemas.ts'
import { say as sayPlatform } from '../../../platform/actions/words.ts'
import { type Role, roles } from '../../../platform/auth/access.ts'
import { type Column, type ColumnTraits, choiceColumn, textColumn } from '../../../platform/sheets/column.ts'
import { Misfit } from '../../../platform/sheets/fault.ts'
import { spoken } from '../../../platform/words/language.ts'
import { say } from '../words.ts'
import { listColumn, optional } from './columns.ts'
import type { ImportSheet } from './sheet.ts'

/** A row is a member as `POST /v1/members` takes one, but for what they are called by who signs them in. */
export const membersSheet: ImportSheet = {
  columns: {
    externalId: textColumn({ heading: say('members-external-id'), ...optional }),
    name: textColumn({ heading: say('members-name') }),
    email: textColumn({ heading: say('people-email'), ...optional }),
    roles: rolesColumn({ heading: say('members-roles') }),
  },
  schema: NewMember.omit({ subject: true }),
  keysOf: ({ externalId, email }) => [
    ...(typeof externalId === 'string' ? [{ field: 'externalId', key: externalId }] : []),
    ...(typeof email === 'string' ? [{ field: 'email', key: email }] : []),
  ],
  example: {
    externalId: 'staff-17',
    name: 'Assessor Example',
    email: 'assessor@example.org',
    roles: 'assessor, mentor',
  },
}

/** Several roles, by their names or by what they are called in any language. */
function rolesColumn(traits: ColumnTraits): Column<Role[]> {
  // As sentences have them they may stand in quotation marks.
  const called = (role: Role) =>
    spoken.map((language) => sayPlatform('role', { role })(language).replace(/["„“”]/g, ''))
  const one = choiceColumn(
    Object.fromEntries(roles.map((role) => [role, called(role)])) as Record<Role, string[]>,
  )
  const read = (cell: string | number) => {
    const named = listColumn({}).read(cell) as string[]
    const found = named.map((name) => one.read(name))
    const slip = found.find((role) => role instanceof Misfit)
    if (!slip) return found as Role[]
    // The whole cell, as it would be written.
    const mended = found.map((role, index) => (role instanceof Misfit ? role.suggestions[0] : named[index]))
    const isMeant = mended.every((name) => name !== undefined)
    return new Misfit(slip.code, {}, isMeant ? [mended.join(', ')] : [], slip.detail)
  }
  return { ...traits, read }
}
