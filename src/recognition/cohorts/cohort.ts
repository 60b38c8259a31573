import type { cohorts } from '../../db/schema/recognition/cohorts.ts'
import { stages } from '../../db/schema/recognition/recognitions.ts'
import type { Fault } from '../../errors.ts'
import type { Mobility } from '../../mobility/mobilities/store.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { say } from './words.ts'

export type Cohort = typeof cohorts.$inferSelect

/** With the project that the organisation keeps for it. */
export type ShownCohort = Cohort & { projectId: string | null }

/** A mobility that is part of a cohort, with its case; null: none is open yet. */
export type CaseOfCohort = { mobilityId: string; recognitionId: string | null }

/** So many mobilities at most are looked after together: as many as can be acted on at once. */
export const MAX_COHORT = 500

/**
 * How far somebody is: before any case their agreement, then the stages of the case. `closed` is all that is told to whoever
 * may yet be asked to mark in an appeal.
 */
export const boardStages = ['agreement', ...stages, 'closed', 'cancelled'] as const
export type BoardStage = (typeof boardStages)[number]

/** How many of a cohort are at each stage at which somebody is, in the order of the way. */
export type Progress = { stage: BoardStage; people: number }[]

export const countPeople = (progress: Progress): number =>
  progress.reduce((sum, { people }) => sum + people, 0)

type Joining = Pick<Mobility, 'organisationId' | 'projectCode' | 'cancelledAt'>

/** Why a mobility cannot join a cohort; null: it can. */
export function unfitToJoin(
  { organisationId, projectCode }: Pick<Cohort, 'organisationId' | 'projectCode'>,
  mobility: Joining | undefined,
): Sentence | null {
  if (mobility?.organisationId !== organisationId) return say('no-such-mobility')
  if (mobility.cancelledAt) return say('cancelled')
  const isOther = projectCode !== null && mobility.projectCode !== projectCode
  return isOther ? say('other-project', { code: mobility.projectCode }) : null
}

/** The same for each of a list, by its place in it. */
export const faultsOfJoining = (
  cohort: Pick<Cohort, 'organisationId' | 'projectCode'>,
  ids: readonly string[],
  found: readonly (Joining & { id: string })[],
): Fault[] =>
  ids.flatMap((id, index): Fault[] => {
    const detail = unfitToJoin(
      cohort,
      found.find((mobility) => mobility.id === id),
    )
    return detail ? [{ in: 'body', pointer: `/mobilityIds/${index}`, detail }] : []
  })
