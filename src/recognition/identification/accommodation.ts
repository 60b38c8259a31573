import type { Role } from '../../platform/auth/access.ts'

/** Who reads what was recorded of a learner's special needs: those who arrange for them, mark, or decide. */
export const accommodationReaders = [
  'coordinator',
  'assessor',
  'validator',
] as const satisfies readonly Role[]

export function mayReadAccommodations(roles: readonly Role[]): boolean {
  return accommodationReaders.some((role) => roles.includes(role))
}
