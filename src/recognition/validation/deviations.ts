import type { AgreementContent } from '../../db/schema/mobility/agreements.ts'
import type { Mark } from '../../db/schema/recognition/assessments.ts'
import { factNames } from '../../mobility/agreements/render-differences.ts'
import { signerName } from '../../parties/names/signer-name.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { followedVersion, type LoadedCase } from '../case.ts'
import { isCurrent } from '../documentation/evidence.ts'
import { say } from './words.ts'

export const deviationCodes = [
  'additional-outcome',
  'dropped-outcome',
  'criteria-changed',
  'evidence-outside-window',
  'agreement-signed-after-start',
  'signed-on-behalf',
  'mobility-changed',
  'other-method',
  'parties-changed',
] as const

export type CaseDeviation = {
  code: (typeof deviationCodes)[number]
  competence: string | null
  /** In words; what people wrote, or codes, is a plain text. */
  detail: Sentence
}

type OutcomeLike = {
  id: string
  methods: readonly string[]
  competence: string
  kind: 'planned' | 'additional'
  status: 'open' | 'claimed' | 'dropped'
  target: number | null
  criteria: readonly { id: string }[]
  remark: string | null
  leftOutOf: number | null
}

/** Where a case went otherwise than its learning agreement says; what each is worth is for the validator to judge. */
export function deviationsOf(loaded: LoadedCase): CaseDeviation[] {
  const { facts, outcomes, assessments } = loaded
  const evidence = loaded.evidence.map(({ row }) => row)
  const { version, signatures } = followedVersion(loaded)
  const { content } = version
  const { startsOn } = content.mobility
  const signed = signatures.map(({ signedAt }) => dayOf(signedAt, loaded.settings.timeZone))
  const signedOn = signed.sort().at(-1) ?? ''
  return [
    ...outcomes.flatMap((outcome) => outcomeDeviations(content, outcome)),
    ...windowDeviations(content, evidence),
    ...(signedOn > startsOn
      ? [deviation('agreement-signed-after-start', say('signed-late', { signed: signedOn, begun: startsOn }))]
      : []),
    ...onBehalf(loaded),
    ...facts.outdated.map((field) =>
      deviation(
        field.startsWith('/mobility/') ? 'mobility-changed' : 'parties-changed',
        factNames([field], facts.participant),
      ),
    ),
    ...outcomes.flatMap((outcome) => methodDeviations(outcome, assessments)),
  ]
}

/** What somebody else signed for who was asked: who, and by what right. */
function onBehalf(loaded: LoadedCase): CaseDeviation[] {
  const { signatures } = followedVersion(loaded)
  const words = [...signatures, ...loaded.acknowledgements, ...loaded.declarations]
  return words
    .filter(({ onBehalf }) => onBehalf !== null)
    .map((word) => deviation('signed-on-behalf', (language: Language) => signerName(word, language)))
}

/** Methods by which marks were found and that nobody agreed. */
function methodDeviations(
  { id, competence, methods }: OutcomeLike,
  assessments: readonly { outcomeId: string; marks: readonly Mark[] }[],
): CaseDeviation[] {
  const found = assessments
    .filter(({ outcomeId }) => outcomeId === id)
    .flatMap(({ marks }) => marks.flatMap(({ method }) => method ?? []))
  const others = [...new Set(found)].filter((method) => !methods.includes(method))
  return others.map((method) => deviation('other-method', method, competence))
}

/** What people wrote is the same in every language. */
const deviation = (
  code: CaseDeviation['code'],
  detail: string | Sentence,
  competence: string | null = null,
): CaseDeviation => ({ code, competence, detail: typeof detail === 'string' ? () => detail : detail })

function windowDeviations(
  content: AgreementContent,
  evidence: readonly { title: string | null; producedOn: string }[],
): CaseDeviation[] {
  const { evidenceFrom: from, evidenceUntil: until } = content
  return evidence
    .filter(({ producedOn }) => !isCurrent(producedOn, content))
    .map(({ title, producedOn: day }) =>
      deviation(
        'evidence-outside-window',
        say('outside-window', { title: title ?? say('erased'), day, from, until }),
      ),
    )
}

function outcomeDeviations(content: AgreementContent, outcome: OutcomeLike): CaseDeviation[] {
  const { competence, kind, status, leftOutOf } = outcome
  const leftOut = leftOutOf === null ? '' : say('left-out', { number: leftOutOf })
  const reason = outcome.remark ?? leftOut
  if (kind === 'additional') return [deviation('additional-outcome', reason, competence)]
  if (status === 'dropped') return [deviation('dropped-outcome', reason, competence)]
  const agreed = content.outcomes.find((each) => each.competence === competence)
  const ids = (criteria: readonly { id: string }[]) => criteria.map(({ id }) => id).join(', ')
  if (!agreed || (ids(agreed.criteria) === ids(outcome.criteria) && agreed.target === outcome.target))
    return []
  return [deviation('criteria-changed', ids(outcome.criteria), competence)]
}
