import type { projects } from '../../db/schema/mobility/projects.ts'
import type { Fault } from '../../errors.ts'
import { say } from './words.ts'

export type Project = typeof projects.$inferSelect
type Said = Pick<Project, 'leadId' | 'partnerIds' | 'startsOn' | 'endsOn'>

/** What keeps a project from being what it says: organisations that there are, each once, and days in their order. */
export function projectFaults(
  { leadId, partnerIds, startsOn, endsOn }: Said,
  known: readonly string[],
): Fault[] {
  const at = (pointer: string, detail: Fault['detail']): Fault => ({ in: 'body', pointer, detail })
  return [
    ...(known.includes(leadId) ? [] : [at('/leadId', say('no-such-organisation'))]),
    ...partnerIds.flatMap((id, index) => {
      if (!known.includes(id)) return [at(`/partnerIds/${index}`, say('no-such-organisation'))]
      const isTwice = id === leadId || partnerIds.indexOf(id) < index
      return isTwice ? [at(`/partnerIds/${index}`, say('named-twice'))] : []
    }),
    ...(startsOn !== null && endsOn !== null && endsOn < startsOn
      ? [at('/endsOn', say('before-start'))]
      : []),
  ]
}
