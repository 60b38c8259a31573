import { z } from 'zod'
import type { Fault } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { CaseOfCohort } from '../../recognition/cohorts/cohort.ts'
import { type Batchable, type BatchItem, faultsOf } from './batch.ts'
import { say } from './words.ts'

/** What is asked of all of a cohort but some, each with the same body. */
export type AskedOfCohort = {
  cohortId: string
  except: readonly string[]
  body?: Record<string, unknown> | undefined
}

/** By which of its ids a mobility of a cohort is asked for, and where that stands in the request. */
type Place = { by: 'mobilityId' | 'recognitionId'; in: 'path' | 'body' }

/** One of a cohort: what is asked of it, or why nothing can be yet. */
export type ItemOfCohort = { mobilityId: string; request: BatchItem | null }

const paths = [
  ['/v1/mobilities/{id}', 'mobilityId'],
  ['/v1/recognitions/{id}', 'recognitionId'],
] as const

function placeOf({ path, body }: Batchable): Place | null {
  const isAlone = path.split('{').length === 2
  const [, by] = paths.find(([start]) => isAlone && path.startsWith(start)) ?? []
  if (by) return { by, in: 'path' }
  if (path.includes('{') || !(body instanceof z.ZodObject)) return null
  for (const name of ['recognitionId', 'mobilityId'] as const)
    if (name in body.shape) return { by: name, in: 'body' }
  return null
}

/** Why an action cannot be asked for of a cohort; null: it can. */
export function unfitForCohort(asked: Batchable): Sentence | null {
  if (asked.action.judges) return say('cohort-not-judged')
  if (asked.method === 'PATCH') return say('cohort-not-edited')
  return placeOf(asked) ? null : say('not-of-cohort')
}

/** What is asked of each of a cohort, in the order of their mobilities, or everything that is wrong with it. */
export function itemsOfCohort(
  asked: Batchable,
  { except, body: given }: AskedOfCohort,
  cases: readonly CaseOfCohort[],
): { items: ItemOfCohort[]; faults: Fault[] } {
  const fault = (pointer: string, detail: Sentence): Fault => ({ in: 'body', pointer, detail })
  const place = placeOf(asked)!
  const items = cases
    .filter(({ mobilityId }) => !except.includes(mobilityId))
    .map(
      (member): ItemOfCohort => ({
        mobilityId: member.mobilityId,
        request: requestFor(place, member, given),
      }),
    )
  const example = requestFor(place, exampleCase, given)
  const faults = [
    ...except.flatMap((id, index) =>
      cases.some(({ mobilityId }) => mobilityId === id)
        ? []
        : [fault(`/except/${index}`, say('not-in-cohort'))],
    ),
    ...(items.length === 0 ? [fault('/cohortId', say('nobody-in-cohort'))] : []),
    ...faultsOf(asked, example ? [example] : []).map(({ pointer, detail }) =>
      fault(pointer.startsWith('/items/0/body') ? pointer.slice('/items/0'.length) : '/action', detail),
    ),
  ]
  return { items, faults }
}

const exampleCase: CaseOfCohort = {
  mobilityId: '01993c7e-0000-7000-8000-000000000003',
  recognitionId: '01993c7e-0000-7000-8000-000000000005',
}

function requestFor(place: Place, member: CaseOfCohort, body: AskedOfCohort['body']): BatchItem | null {
  const id = member[place.by]
  if (id === null) return null
  return place.in === 'path'
    ? { id: member.mobilityId, params: { id }, ...(body && { body }) }
    : { id: member.mobilityId, params: {}, body: { ...body, [place.by]: id } }
}
