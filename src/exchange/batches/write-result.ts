import { z } from 'zod'
import { writeCsv } from '../../platform/sheets/write-csv.ts'
import { viewItem } from './schemas.ts'
import type { ItemOfBatch } from './store.ts'

const columns = [
  'position',
  'id',
  'state',
  'status',
  'location',
  'resultId',
  'reason',
  'detail',
  'missing',
] as const

/** What became of every item, for a spreadsheet. */
export function writeResult(items: readonly ItemOfBatch[]): string {
  return writeCsv(
    columns,
    items.map((item) => {
      const { position, id, state, status, location, resultId, problem } = viewItem(item)
      const faults = problem?.errors?.map(({ pointer, detail }) => `${pointer}: ${detail}`) ?? []
      return {
        position: String(position),
        id: id ?? '',
        state,
        status: status === null ? '' : String(status),
        location: location ?? '',
        resultId: resultId ?? '',
        reason: problem?.type ?? '',
        detail: [problem?.detail ?? problem?.title ?? [], faults].flat().join('; '),
        missing: blockersIn(problem),
      }
    }),
  )
}

const Blocked = z.object({ blockers: z.array(z.object({ sentence: z.string() })) })

const blockersIn = (problem: unknown): string =>
  Blocked.safeParse(problem)
    .data?.blockers.map(({ sentence }) => sentence)
    .join('; ') ?? ''
