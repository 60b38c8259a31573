import {
  type CertificateSnapshot,
  type CertifiedFramework,
  type CertifiedOutcome,
  creditsOf,
} from '../../certificates/snapshot.ts'
import { participations, words } from '../pdf/words.ts'
import { both, labelled, paired } from './bilingual.ts'
import { locationOf, type Organisations } from './edc-agents.ts'
import { assessments, competence, grade } from './edc-assessments.ts'
import type { NewNode, Node } from './edc-nodes.ts'
import { eqfLevel, escoSkill, euSkill, mode } from './edc-vocabularies.ts'

/**
 * What the certificate claims, as one ELM LearningAchievement: what was learned, how it was shown, in which
 * activity.
 */
export function achievement(
  snapshot: CertificateSnapshot,
  language: string,
  agents: Organisations,
  node: NewNode,
) {
  const awardedBy = node('AwardingProcess', {
    awardingBody: agents.issuer,
    awardingDate: snapshot.issuedAt,
  })
  return node('LearningAchievement', {
    title: snapshot.title,
    description: snapshot.framework.title,
    awardedBy,
    specifiedBy: specification(snapshot, node),
    provenBy: assessments(snapshot, awardedBy, agents, node),
    influencedBy: activity(snapshot, language, awardedBy, agents, node),
    supplementaryDocument: node('WebResource', {
      title: words.verify,
      contentURL: snapshot.verification.url,
    }),
  })
}

function specification(snapshot: CertificateSnapshot, node: NewNode) {
  const { mobility, framework, outcomes, eqfLevel: level } = snapshot
  const credits = creditsOf(snapshot)
  const notes = [
    labelled(words.qualityAssurance, snapshot.qualityAssurance),
    framework.attribution,
    ...(credits === null ? [] : [labelled(words.credits, both(credits))]),
    ...(level === null ? [labelled(words.eqfLevel, words.eqfNone)] : []),
  ]
  // Of the two, only a Qualification has an EQF level.
  return node(level === null ? 'LearningAchievementSpecification' : 'Qualification', {
    title: snapshot.title,
    volumeOfLearning: duration(mobility.workloadHours),
    mode: mode(mobility.participation),
    ...(level !== null && { eqfLevel: eqfLevel(level) }),
    learningOutcome: outcomes
      .filter(({ result }) => result === 'reached' || result === 'partly')
      .map((outcome) => learningOutcome(outcome, framework, node)),
    additionalNote: notes.map((noteLiteral) => node('Note', { noteLiteral })),
  })
}

function learningOutcome(outcome: CertifiedOutcome, framework: CertifiedFramework, node: NewNode) {
  const { esco, eu } = outcome.uris
  const lead = framework.levels.find(({ level }) => level === outcome.level)?.lead
  return node('LearningOutcome', {
    title: paired(competence(outcome), grade(outcome, framework), ' – '),
    additionalNote: outcome.statements.map((statement) =>
      node('Note', { noteLiteral: lead ? paired(lead, statement, ' ') : statement }),
    ),
    ...(esco && { relatedESCOSkill: escoSkill(esco) }),
    ...(eu && { relatedSkill: euSkill(eu) }),
  })
}

function activity(
  { mobility, hosting }: CertificateSnapshot,
  language: string,
  awardedBy: Node,
  agents: Organisations,
  node: NewNode,
): Node {
  const description = [mobility.objective, mobility.programme].filter(Boolean).join('\n')
  return node('LearningActivity', {
    title: labelled(words.hosting, both(hosting.name)),
    ...(description && { description: { [language]: description } }),
    awardedBy,
    directedBy: agents.hosting,
    location: locationOf(hosting, language, node),
    temporal: node('PeriodOfTime', {
      startDate: `${mobility.startsOn}T00:00:00Z`,
      endDate: `${mobility.endsOn}T00:00:00Z`,
    }),
    workload: duration(mobility.workloadHours),
    specifiedBy: node('LearningActivitySpecification', {
      title: labelled(words.participation, participations[mobility.participation]),
      mode: mode(mobility.participation),
    }),
  })
}

// An XML duration takes no fraction of an hour.
function duration(hours: number): string {
  const minutes = Math.round(hours * 60)
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`
}
