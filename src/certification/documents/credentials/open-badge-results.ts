import { reference } from '../../../platform/words/language.ts'
import type {
  CertificateSnapshot,
  CertifiedFramework,
  CertifiedOutcome,
  OutcomeResult,
} from '../../certificates/snapshot.ts'
import { say } from '../pdf/words.ts'

type ResultDescription = {
  id: string
  type: ['ResultDescription']
  name: string
  alignment: object[]
  resultType: 'Status' | 'RubricCriterionLevel'
  requiredLevel?: string
  rubricCriterionLevel?: { id: string; type: string[]; name: string; level: string; description?: string }[]
}

/** The framework as a reader would cite it, its version said once. */
export function citedAs({ title, version }: CertifiedFramework): string {
  return title.en.includes(version) ? title.en : `${title.en} ${version}`
}

/**
 * One rubric for each outcome (Open Badges 3.0, ResultDescription): the framework's levels, or, where it has
 * none, a status.
 */
export function resultDescriptions(snapshot: CertificateSnapshot, publicUrl: string): ResultDescription[] {
  const { framework, outcomes } = snapshot
  return outcomes.map((outcome) => ({
    id: rubricId(snapshot, outcome),
    type: ['ResultDescription'],
    name: `${outcome.competence} ${outcome.title.en}`,
    alignment: alignments(framework, outcome, publicUrl),
    ...(framework.levels.length === 0
      ? { resultType: 'Status' }
      : {
          resultType: 'RubricCriterionLevel',
          ...(outcome.target && { requiredLevel: levelId(snapshot, outcome, outcome.target) }),
          rubricCriterionLevel: framework.levels.map((level) => ({
            id: levelId(snapshot, outcome, level.level),
            type: ['RubricCriterionLevel'],
            name: level.title.en,
            level: String(level.level),
            ...(level.level === outcome.level && {
              description: [level.lead.en, ...outcome.statements.map(({ en }) => en)].join('\n'),
            }),
          })),
        }),
  }))
}

/**
 * What was found for each outcome (Open Badges 3.0, Result): the level reached, and the decision in words.
 */
export function achievedResults(snapshot: CertificateSnapshot) {
  return snapshot.outcomes.map((outcome) => ({
    type: ['Result'],
    resultDescription: rubricId(snapshot, outcome),
    value: say(`result-${outcome.result}`)(reference),
    ...(outcome.level && { achievedLevel: levelId(snapshot, outcome, outcome.level) }),
    ...(snapshot.framework.levels.length === 0 && { status: statuses[outcome.result] }),
  }))
}

/** The competences that were reached: an achievement is not aligned with what its holder has not shown. */
export function reachedAlignments({ framework, outcomes }: CertificateSnapshot, publicUrl: string) {
  return outcomes
    .filter(({ result }) => result === 'reached')
    .flatMap((outcome) => alignments(framework, outcome, publicUrl))
}

// Open Badges 3.0 knows no "partly" and no "not assessed": the nearest of its words stand beside the value.
const statuses: Record<OutcomeResult, string> = {
  reached: 'Completed',
  partly: 'InProgress',
  'not-reached': 'Failed',
  'not-assessed': 'OnHold',
}

function alignments(framework: CertifiedFramework, outcome: CertifiedOutcome, publicUrl: string) {
  const code = encodeURIComponent(outcome.competence)
  const own = `${publicUrl}/v1/frameworks/${framework.id}/competences/${code}`
  const targets = [
    { targetFramework: citedAs(framework), targetCode: outcome.competence, targetUrl: own },
    outcome.uris.esco && { targetFramework: 'ESCO', targetUrl: outcome.uris.esco },
    outcome.uris.eu && { targetFramework: 'EU Vocabularies', targetUrl: outcome.uris.eu },
  ]
  return targets
    .filter((target) => typeof target === 'object')
    .map((target) => ({
      type: ['Alignment'],
      targetName: outcome.title.en,
      targetType: 'ceasn:Competency',
      ...target,
    }))
}

function rubricId({ id }: CertificateSnapshot, { competence }: CertifiedOutcome): string {
  return `urn:uuid:${id}#${encodeURIComponent(competence)}`
}

function levelId(snapshot: CertificateSnapshot, outcome: CertifiedOutcome, level: number): string {
  return `${rubricId(snapshot, outcome)}-level-${level}`
}
