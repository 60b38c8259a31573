import { z } from 'zod'
import { erasureReasons } from '../../db/schema/custody/erasures.ts'
import type { Language } from '../../platform/words/language.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { KeepingGround } from './class.ts'
import type { ErasureBlocker } from './erasure.ts'
import { matrix } from './matrix.ts'
import type { Counts, Erasure } from './store.ts'
import { say } from './words.ts'

export const NewErasure = z
  .strictObject({
    reason: z.enum(erasureReasons).describe('the ground of Article 17(1) GDPR, which stays on record'),
  })
  .meta({ id: 'NewErasure', examples: [{ reason: 'no-longer-needed' }] })

const Blocker = z.object({
  code: z.enum(['case-open', 'appeal-open', 'certificate-due', 'revocation-open', 'appeal-window-open']),
  recognitionId: z.uuid(),
  until: z.iso.date().nullable().describe('the last day on which it holds; null while that hangs on people'),
  sentence: z.string(),
})

const ErasureClass = z.object({
  code: z.string(),
  fate: z.enum(['erased', 'kept']),
  count: z.int().describe('rows, or files'),
  what: z.string(),
  basis: z.string().describe('on what ground it is erased or kept'),
  toBeConfirmed: z.boolean().describe('whether the ground is for the controller to confirm'),
})

export const ErasureView = z
  .object({
    personId: z.uuid(),
    state: z.enum(['blocked', 'possible', 'erased']),
    possibleFrom: z.iso
      .date()
      .nullable()
      .describe('the first day, where you are, on which it can be done; null while something is open'),
    blockers: z.array(Blocker),
    reason: z.enum(erasureReasons).nullable(),
    erasedAt: z.iso.datetime().nullable(),
    erasedBy: z
      .uuid()
      .nullable()
      .describe('the member who did it; null for the job, once the period was over'),
    filesPending: z.int().describe('files that are still to be removed from the storage'),
    classes: z.array(ErasureClass).describe('what is erased and what is kept, or would be'),
  })
  .meta({ id: 'Erasure' })

/** The blockers, each with its sentence. */
export function explainBlockers(
  blockers: readonly ErasureBlocker[],
): (ErasureBlocker & { sentence: Sentence })[] {
  return blockers.map((blocker) => ({
    ...blocker,
    sentence: say(`blocker-${blocker.code}`, { until: blocker.until ?? '' }),
  }))
}

export type ErasureFound = {
  personId: string
  erasure: Erasure | null
  blockers: ErasureBlocker[]
  possibleFrom: string | null
  counts: Counts
  pending: number
}

export function viewErasure(found: ErasureFound, language: Language): z.infer<typeof ErasureView> {
  const { personId, erasure, blockers, possibleFrom, counts, pending } = found
  const undone = blockers.length > 0 ? 'blocked' : 'possible'
  return {
    personId,
    state: erasure ? 'erased' : undone,
    possibleFrom,
    blockers: explainBlockers(blockers).map(({ sentence, ...blocker }) => ({
      ...blocker,
      sentence: sentence(language),
    })),
    reason: erasure?.reason ?? null,
    erasedAt: erasure?.at.toISOString() ?? null,
    erasedBy: erasure?.memberId ?? null,
    filesPending: pending,
    classes: matrix.map(({ code, fate, basis }) => ({
      code,
      fate: fate === 'kept' ? ('kept' as const) : ('erased' as const),
      count: counts[code] ?? 0,
      what: say(`class-${code}`)(language),
      basis: say(`basis-${basis}`)(language),
      toBeConfirmed: toConfirm.has(basis),
    })),
  }
}

const toConfirm: ReadonlySet<KeepingGround> = new Set(['learners-file', 'proof-of-mobility', 'legal-claims'])
