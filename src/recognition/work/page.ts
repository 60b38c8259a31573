import type { dataRequests } from '../../db/schema/custody/data-requests.ts'
import type { auxiliaries } from '../../db/schema/operation.ts'
import type { Agreement } from '../../mobility/agreements/agreement-rows.ts'
import type { GroupWithProgrammes } from '../../mobility/groups/group.ts'
import type { StayRow } from '../../mobility/stays/stay.ts'
import type { Grant } from '../../parties/grants/grant.ts'
import type { Member } from '../../parties/organisations/store.ts'
import type { Partnership } from '../../parties/partnerships/partnership.ts'
import type { Zone } from '../../platform/time-zone.ts'
import type { Authorisation } from '../assessment/authorisations/store.ts'
import type { Case } from '../case.ts'
import type { Task } from './task.ts'

export type AwaitedRequest = typeof dataRequests.$inferSelect

/** All that was read of what is on one page. */
export type Page = {
  /** The day, and the time zone, of whoever asks; a case goes by its own. */
  today: string
  zone: Zone
  /** Whose work it is, and the people who are there for it. */
  organisationId: string
  colleagues: readonly Pick<Member, 'id' | 'name' | 'roles'>[]
  cases: ReadonlyMap<string, Case>
  /** The cases to which whoever asks is blind. */
  closed: ReadonlySet<string>
  /** By appeal: who took part in what it is about. */
  took: ReadonlyMap<string, ReadonlySet<string>>
  /** What the organisation's members are authorised to assess. */
  authorised: readonly Authorisation[]
  areaOf: (frameworkId: string, competence: string) => string | null
  /** Of mobilities without a case: the mobility, and the versions of its agreement. */
  agreements: ReadonlyMap<string, Agreement>
  /** What was found of what stands beside the service. */
  faults: ReadonlyMap<string, Pick<typeof auxiliaries.$inferSelect, 'name' | 'fault' | 'since' | 'endsAt'>>
  /** By stuck item: which job failed at it. */
  jobs: ReadonlyMap<string, string>
  /** Who has said that another record is of the same person, where nobody has decided. */
  proposersOf: (keptId: string) => readonly string[]
  /** By message that came back: whose address does not work. */
  returned: ReadonlyMap<string, 'learner' | 'guardian' | 'second-guardian' | 'member'>
  dataRequests: ReadonlyMap<string, AwaitedRequest>
  groups: ReadonlyMap<string, GroupWithProgrammes>
  memoranda: ReadonlyMap<string, Partnership>
  stays: ReadonlyMap<string, StayRow>
  grants: ReadonlyMap<string, Grant>
  /** By certificate: who asked to revoke it. */
  revocationsAsked: ReadonlyMap<string, string>
  /** By certificate: who proposed to correct it. */
  correctionsProposed: ReadonlyMap<string, string>
}

/** What something waits for, and until when (calendar date). */
export type Due = { tasks: Task[]; until: string }
