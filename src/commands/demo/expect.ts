import type { Participant } from './input/read-marks.ts'

export type ExpectedOutcome = {
  competence: string
  kind: 'planned' | 'additional'
  target: number
  level: number | null
  result: 'reached' | 'partly' | 'not-reached'
}

type Expected = { outcomes: ExpectedOutcome[]; certified: boolean }

/**
 * What must come out for a learner, worked out from the two files alone: criteria are agreed from one level below the
 * target to one above, so a level beyond them cannot be given, and one below them is none.
 */
export function expectFor(participant: Participant, highest: number): Expected {
  const planned = participant.planned.map((outcome) => ({ ...outcome, kind: 'planned' as const }))
  const additional = participant.additional
    ? [{ ...participant.additional, kind: 'additional' as const }]
    : []
  const outcomes = [...planned, ...additional].map(({ competence, kind, baseline, target }) => {
    const shown = participant.shown.get(competence) ?? 0
    const level = shown < Math.max(1, target - 1) ? null : Math.min(shown, target + 1, highest)
    // Where no level before is known, none below the target is known to be higher.
    const isHigher = level !== null && baseline !== null && level > baseline
    const short = isHigher ? 'partly' : 'not-reached'
    return {
      competence,
      kind,
      target,
      level,
      result: level !== null && level >= target ? 'reached' : short,
    } as const
  })
  return { outcomes, certified: outcomes.some(({ result }) => result !== 'not-reached') }
}
