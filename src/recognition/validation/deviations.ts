import type { AgreementContent } from '../../db/schema/mobility/agreements.ts'
import { isCurrent } from '../documentation/evidence.ts'

export type Deviation = {
  code:
    | 'additional-outcome'
    | 'dropped-outcome'
    | 'criteria-changed'
    | 'evidence-outside-window'
    | 'agreement-signed-after-start'
    | 'mobility-changed'
  competence: string | null
  detail: string
}

type OutcomeLike = {
  competence: string
  kind: 'planned' | 'additional'
  status: 'open' | 'claimed' | 'dropped'
  target: number | null
  criteria: readonly { id: string }[]
  remark: string | null
  leftOutOf: number | null
}

/** Where a case went otherwise than its learning agreement says; what each is worth is for the validator to judge. */
export function deviationsOf(
  content: AgreementContent,
  signedOn: string,
  outdated: readonly string[],
  outcomes: readonly OutcomeLike[],
  evidence: readonly { title: string | null; producedOn: string }[],
): Deviation[] {
  const { evidenceFrom, evidenceUntil, mobility } = content
  return [
    ...outcomes.flatMap((one) => outcomeDeviations(content, one)),
    ...evidence
      .filter((one) => !isCurrent(one.producedOn, content))
      .map((one) => ({
        code: 'evidence-outside-window' as const,
        competence: null,
        detail: `${one.title ?? 'erased'}: ${one.producedOn}, not within ${evidenceFrom} to ${evidenceUntil}`,
      })),
    ...(signedOn > mobility.startsOn
      ? [
          {
            code: 'agreement-signed-after-start' as const,
            competence: null,
            detail: `signed by all on ${signedOn}, begun on ${mobility.startsOn}`,
          },
        ]
      : []),
    ...outdated.map((field) => ({ code: 'mobility-changed' as const, competence: null, detail: field })),
  ]
}

function outcomeDeviations(content: AgreementContent, outcome: OutcomeLike): Deviation[] {
  const { competence } = outcome
  const leftOut = outcome.leftOutOf === null ? '' : `left out of version ${outcome.leftOutOf}`
  const reason = outcome.remark ?? leftOut
  if (outcome.kind === 'additional') return [{ code: 'additional-outcome', competence, detail: reason }]
  if (outcome.status === 'dropped') return [{ code: 'dropped-outcome', competence, detail: reason }]
  const agreed = content.outcomes.find((one) => one.competence === competence)
  const ids = (criteria: readonly { id: string }[]) => criteria.map((one) => one.id).join(', ')
  if (!agreed || (ids(agreed.criteria) === ids(outcome.criteria) && agreed.target === outcome.target))
    return []
  return [{ code: 'criteria-changed', competence, detail: ids(outcome.criteria) }]
}
