import type { links } from '../../db/schema/mobility/links.ts'

export const linkStates = ['open', 'used', 'expired', 'ended'] as const
export type StateOfLink = (typeof linkStates)[number]

type Moments = Pick<typeof links.$inferSelect, 'usedAt' | 'endedAt' | 'expiresAt'>

/** Whether somebody can still act through a link; one that was used may go on showing what became of it. */
export function stateOfLink({ usedAt, endedAt, expiresAt }: Moments, now: Date): StateOfLink {
  if (endedAt) return 'ended'
  if (usedAt) return 'used'
  return expiresAt <= now ? 'expired' : 'open'
}
