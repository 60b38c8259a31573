import { reference } from '../../../platform/words/language.ts'
import type {
  CertificateSnapshot,
  CertifiedFramework,
  CertifiedOutcome,
  OutcomeResult,
} from '../../certificates/snapshot.ts'
import { say } from '../pdf/words.ts'
import { isOfTheLevel, levelClaimed, levelNamed, type ShownSentences, shownOf } from '../shown.ts'
import { say as sayOfCredentials } from './words.ts'

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
    ...(framework.levels.length === 0 || outcome.byPartners
      ? { resultType: 'Status' }
      : {
          resultType: 'RubricCriterionLevel',
          ...(outcome.target && { requiredLevel: levelId(snapshot, outcome, outcome.target) }),
          rubricCriterionLevel: framework.levels.map((level) => ({
            id: levelId(snapshot, outcome, level.level),
            type: ['RubricCriterionLevel'],
            name: level.title.en,
            level: String(level.level),
            ...describedAt(framework, outcome, level.level),
          })),
        }),
  }))
}

/** What was shown at a level, as far as the outcome's level goes. */
function describedAt(framework: CertifiedFramework, outcome: CertifiedOutcome, level: number) {
  if (level > (outcome.level ?? 0)) return {}
  const shown = shownOf(framework, outcome).filter((group) => group.level === level)
  return shown.length > 0 && { description: shown.map(inLines).join('\n') }
}

/** A group of sentences, its lead before them, in English. */
export const inLines = ({ lead, sentences }: ShownSentences): string =>
  [...(lead ? [lead(reference)] : []), ...sentences.map(({ en }) => en)].join('\n')

/**
 * What was found for each outcome (Open Badges 3.0, Result): the level reached, and the decision in words.
 */
export function achievedResults(snapshot: CertificateSnapshot) {
  return snapshot.outcomes.map((outcome) => ({
    type: ['Result'],
    resultDescription: rubricId(snapshot, outcome),
    value:
      snapshot.format === 1
        ? say(`result-${outcome.result}`)(reference)
        : levelClaimed(snapshot, outcome)(reference),
    ...(outcome.level && !outcome.byPartners && { achievedLevel: levelId(snapshot, outcome, outcome.level) }),
    ...((snapshot.framework.levels.length === 0 || outcome.byPartners) && {
      status: statuses[outcome.result],
    }),
  }))
}

/** The competences that were reached: an achievement is not aligned with what its holder has not shown. */
export function reachedAlignments(snapshot: CertificateSnapshot, publicUrl: string) {
  const { framework, outcomes } = snapshot
  return outcomes
    .filter(({ result }) => result === 'reached')
    .flatMap((outcome) => [
      ...alignments(framework, outcome, publicUrl),
      ...(snapshot.format === 1 ? [] : levelAlignment(framework, outcome, publicUrl)),
    ])
}

/** The level of the framework itself, where it was shown whole and by the framework's own sentences. */
function levelAlignment(framework: CertifiedFramework, outcome: CertifiedOutcome, publicUrl: string) {
  const named = levelNamed(framework, outcome.level)
  // Where the competence has an official address, we name none of ours for its levels, which have none.
  if (!named || !isOfTheLevel(outcome) || outcome.uris.case) return []
  return [
    {
      type: ['Alignment'],
      targetName: `${outcome.title.en}: ${named(reference)}`,
      targetType: 'ceasn:Competency',
      targetFramework: citedAs(framework),
      targetCode: `${outcome.competence}.${outcome.level}`,
      targetUrl: `${competenceUrl(framework, outcome, publicUrl)}#level-${outcome.level}`,
    },
  ]
}

const competenceUrl = (framework: CertifiedFramework, { competence }: CertifiedOutcome, publicUrl: string) =>
  `${publicUrl}/v1/frameworks/${framework.id}/competences/${encodeURIComponent(competence)}`

/**
 * The id of what was achieved: the same for everybody who reached the same levels of the same competences of the framework,
 * in the same way, so that badges of several holders and years can be told to be of one achievement.
 */
export function achievementId({ framework, outcomes }: CertificateSnapshot, publicUrl: string): string {
  const reached = outcomes.filter(({ result }) => result === 'reached')
  const parts = reached.map((outcome) =>
    [
      encodeURIComponent(outcome.competence),
      outcome.level ?? 'reached',
      ...(outcome.partial ? ['partial'] : []),
      ...(outcome.byPartners ? ['partners'] : []),
    ].join('-'),
  )
  return `${publicUrl}/v1/frameworks/${framework.id}#${parts.sort().join('+') || 'taken-part'}`
}

// Open Badges 3.0 knows no "partly" and no "not assessed": the nearest of its words stand beside the value.
const statuses: Record<OutcomeResult, string> = {
  reached: 'Completed',
  partly: 'InProgress',
  'not-reached': 'Failed',
  'not-assessed': 'OnHold',
}

function alignments(framework: CertifiedFramework, outcome: CertifiedOutcome, publicUrl: string) {
  const targetUrl = outcome.uris.case ?? competenceUrl(framework, outcome, publicUrl)
  const targets = [
    { targetFramework: citedAs(framework), targetCode: outcome.competence, targetUrl },
    outcome.uris.esco && { targetFramework: 'ESCO', ...elsewhere(outcome, outcome.uris.esco) },
    outcome.uris.eu && { targetFramework: 'EU Vocabularies', ...elsewhere(outcome, outcome.uris.eu) },
  ]
  const skills = (outcome.skills ?? []).map(({ uri, label }) => ({
    targetFramework: 'ESCO',
    targetUrl: uri,
    targetName: label,
    targetDescription: sayOfCredentials('skill-agreed')(reference),
  }))
  return [...targets, ...skills]
    .filter((target) => typeof target === 'object')
    .map((target) => ({
      type: ['Alignment'],
      targetName: outcome.title.en,
      targetType: 'ceasn:Competency',
      ...target,
    }))
}

/** A concept of others by its own label, with how near it is; earlier snapshots know no more than its address. */
function elsewhere({ matches = [] }: CertifiedOutcome, uri: string) {
  const match = matches.find((known) => known.uri === uri)
  return {
    targetUrl: uri,
    ...(match?.label && { targetName: match.label }),
    ...(match && { targetDescription: sayOfCredentials(`match-${match.kind}`)(reference) }),
  }
}

function rubricId({ id }: CertificateSnapshot, { competence }: CertifiedOutcome): string {
  return `urn:uuid:${id}#${encodeURIComponent(competence)}`
}

function levelId(snapshot: CertificateSnapshot, outcome: CertifiedOutcome, level: number): string {
  return `${rubricId(snapshot, outcome)}-level-${level}`
}
