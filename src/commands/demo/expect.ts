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
    const result = level === null ? 'not-reached' : level >= target ? 'reached' : 'partly'
    return {
      competence,
      kind,
      target,
      level,
      result,
      improved: level !== null && level > (baseline ?? 0),
    } as const
  })
  const certified = outcomes.some((outcome) => outcome.result === 'reached' || outcome.improved)
  return { outcomes: outcomes.map(({ improved: _, ...outcome }) => outcome), certified }
}
