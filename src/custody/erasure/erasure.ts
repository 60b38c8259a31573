import { addDays } from '../../platform/dates.ts'
import { isOpen, type Stage } from '../../recognition/stage.ts'

/** What stands in the way of erasing a person, as a case of theirs tells it. */
export type CaseToErase = {
  recognitionId: string
  stage: Stage
  /** The calendar day for its sending organisation. */
  today: string
  /** The last day on which it may be appealed; null while it is open. */
  lastDay: string | null
  appealOpen: boolean
  /** A certificate is being issued, or is due after an appeal, or one of two people has proposed a correction. */
  certificateDue: boolean
  /** One of two people has asked for a certificate to be revoked. */
  revocationOpen: boolean
}

export type ErasureBlockerCode =
  | 'case-open'
  | 'appeal-open'
  | 'certificate-due'
  | 'revocation-open'
  | 'appeal-window-open'

export type ErasureBlocker = { code: ErasureBlockerCode; recognitionId: string; until: string | null }

/** Every reason for which a person is not erased today: what is decided, or may be contested, needs its evidence. */
export function erasureBlockers(cases: readonly CaseToErase[]): ErasureBlocker[] {
  return cases.flatMap((found) => {
    const { recognitionId, stage, today, lastDay, appealOpen, certificateDue, revocationOpen } = found
    const codes: ErasureBlockerCode[] = [
      ...(isOpen(stage) ? (['case-open'] as const) : []),
      ...(appealOpen ? (['appeal-open'] as const) : []),
      ...(certificateDue ? (['certificate-due'] as const) : []),
      ...(revocationOpen ? (['revocation-open'] as const) : []),
    ]
    const window = lastDay !== null && today <= lastDay
    return [
      ...codes.map((code) => ({ code, recognitionId, until: null })),
      ...(window ? [{ code: 'appeal-window-open' as const, recognitionId, until: lastDay }] : []),
    ]
  })
}

/** The first day on which a person may be erased; null while that hangs on what people have yet to do. */
export function erasableFrom(blockers: readonly ErasureBlocker[], today: string): string | null {
  const days = blockers.map(({ until }) => until)
  if (days.includes(null)) return null
  const last = days.sort().at(-1)
  return last ? addDays(last, 1) : today
}
