import type { Criterion } from '../../db/schema/mobility/agreements.ts'
import type { EvidenceJudgement, Mark } from '../../db/schema/recognition/assessments.ts'
import { acceptedEvidence, countMet, levelOf, standings } from './level.ts'

/** What is asked of each piece of evidence; one that counts is answered yes four times. */
export const questions = ['valid', 'authentic', 'current', 'sufficient'] as const

/** Why a criterion does not count as met: how it was marked, or that no evidence named for it was accepted. */
export type Shortfall = {
  criterionId: string
  text: Criterion['text']
  mark: Mark['mark'] | null
  because: 'mark' | 'no-accepted-evidence'
}

export type Explanation = {
  level: number | null
  levels: { level: number; met: boolean; stoppedBy: Shortfall[] }[]
  /** Evidence that does not count, and which of the four questions was answered with no. */
  setAside: { evidenceId: string; failed: (typeof questions)[number][] }[]
}

/** How a level came about: level by level which criterion stopped it and why, and which evidence does not count. */
export function explain(
  criteria: readonly Criterion[],
  marks: readonly Mark[],
  judgements: readonly EvidenceJudgement[],
): Explanation {
  const marked = countMet(criteria, marks, acceptedEvidence(judgements))
  const shortfall = (criterionId: string): Shortfall => {
    const mark = marks.find((given) => given.criterionId === criterionId)?.mark ?? null
    return {
      criterionId,
      text: criteria.find(({ id }) => id === criterionId)?.text ?? { lv: '', en: '' },
      mark,
      because: mark === 'met' ? 'no-accepted-evidence' : 'mark',
    }
  }
  return {
    level: levelOf(marked),
    levels: standings(marked).map(({ level, met, stoppedBy }) => ({
      level,
      met,
      stoppedBy: stoppedBy.map(shortfall),
    })),
    setAside: judgements.flatMap((judgement) => {
      const failed = questions.filter((question) => !judgement[question])
      return failed.length > 0 ? [{ evidenceId: judgement.evidenceId, failed }] : []
    }),
  }
}
