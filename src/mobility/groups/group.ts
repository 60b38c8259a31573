import type { groupMobilities } from '../../db/schema/mobility/group-mobilities.ts'
import type {
  learningProgrammeObjections,
  learningProgrammeSignatures,
  learningProgrammes,
  ProgrammeContent,
} from '../../db/schema/mobility/learning-programmes.ts'
import type { partySides } from '../../db/schema/parties.ts'
import { type Fault, notFound } from '../../errors.ts'
import { isSameName } from '../../parties/names/same-name.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { VersionWithSignatures } from '../agreements/agreement-rows.ts'
import type { Mobility } from '../mobilities/store.ts'
import { say } from './words.ts'

/** So many take part in one group: its programme is written into the agreement of each at once. */
export const MAX_PARTICIPANTS = 100

export type Group = typeof groupMobilities.$inferSelect
export type SigningSide = (typeof partySides)[number]

/** A version of a learning programme, which of the two organisations has signed it, and why the host returned it. */
export type Programme = {
  version: typeof learningProgrammes.$inferSelect
  signatures: (typeof learningProgrammeSignatures.$inferSelect)[]
  /** Null: the host has not returned it. */
  returned: typeof learningProgrammeObjections.$inferSelect | null
}

/** A group with every version of its learning programme, oldest first. */
export type GroupWithProgrammes = { group: Group; programmes: Programme[] }

/** Which organisations have yet to sign. */
export const missingSides = ({ signatures }: Programme): SigningSide[] =>
  (['sending', 'hosting'] as const).filter((side) => !signatures.some(({ party }) => party === side))

/** The version that stands in the agreements of the participants: the newest that both organisations have signed. */
export const standingProgramme = (programmes: readonly Programme[]): Programme | undefined =>
  programmes.findLast((programme) => missingSides(programme).length === 0)

/** The newest version; refuses where there is none. */
export function newestProgramme(programmes: readonly Programme[]): Programme {
  const newest = programmes.at(-1)
  if (!newest) throw notFound('programme')
  return newest
}

/** The version of a number; refuses where there is none. */
export function programmeNumbered(programmes: readonly Programme[], number: number): Programme {
  const found = programmes.find(({ version }) => version.number === number)
  if (!found) throw notFound('programme')
  return found
}

/** What a version says of its group. */
export const groupSaid = ({
  id,
  name,
  projectCode,
  startsOn,
  endsOn,
  workloadHours,
}: Group): ProgrammeContent['group'] => ({ id, name, projectCode, startsOn, endsOn, workloadHours })

/** Whether the group is otherwise by now than a version says. */
export const isOutdated = ({ version }: Programme, group: Group): boolean => {
  const [said, now] = [version.content.group, groupSaid(group)]
  return (Object.keys(now) as (keyof typeof now)[]).some((name) => said[name] !== now[name])
}

/** Since when the host has to say who went with a group: from its last day on, while somebody of them is left. */
export const companionsSince = (
  { companions, endsOn }: Pick<Group, 'companions' | 'endsOn'>,
  attested: readonly string[],
): Date | null =>
  companions.every(({ name }) => attested.some((each) => isSameName(each, name)))
    ? null
    : new Date(`${endsOn}T00:00:00Z`)

/** A group never ends before it begins. */
export const faultsOfDays = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }): Fault[] =>
  startsOn <= endsOn ? [] : [{ in: 'body', pointer: '/endsOn', detail: say('before-start') }]

/** Each day of a programme lies within the group's, and is about outcomes that are planned. */
export const activityFaults = (
  activities: readonly { on: string; competences: readonly string[] }[],
  outcomes: readonly { competence: string }[],
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
): Fault[] =>
  activities.flatMap(({ on, competences }, at): Fault[] => {
    const where = `/activities/${at}`
    const unplanned = competences.flatMap((code, index) =>
      outcomes.some(({ competence }) => competence === code)
        ? []
        : [{ in: 'body' as const, pointer: `${where}/competences/${index}`, detail: say('not-planned') }],
    )
    const isWithin = startsOn <= on && on <= endsOn
    return [
      ...(isWithin ? [] : [{ in: 'body' as const, pointer: `${where}/on`, detail: say('day-outside') }]),
      ...unplanned,
    ]
  })

/** What keeps a mobility from being part of a group: it goes elsewhere, at another time, by itself or with others. */
export function unfitFor(group: Group, mobility: Mobility): Sentence | null {
  if (mobility.organisationId !== group.organisationId) return say('of-others')
  if (mobility.cancelledAt) return say('is-cancelled')
  if (mobility.groupId !== null && mobility.groupId !== group.id) return say('in-another-group')
  if (mobility.hostingOrganisationId !== group.hostingOrganisationId) return say('another-host')
  if (mobility.projectCode !== group.projectCode) return say('another-project')
  const isWithin = group.startsOn <= mobility.startsOn && mobility.endsOn <= group.endsOn
  return isWithin ? null : say('other-days')
}

/** Whether the newest version of an agreement is none that the programme of a group stands in. */
export function hasOwnAgreement(versions: readonly VersionWithSignatures[], groupId: string): boolean {
  const newest = versions.findLast(({ withdrawn }) => !withdrawn)
  return newest !== undefined && newest.version.content.learningProgramme?.groupId !== groupId
}
