import { courseRows } from '../../../../mobility/mobilities/course-said.ts'
import { inLanguages } from '../../../../platform/words/multilingual.ts'
import {
  type CertificateSnapshot,
  type CertifiedOutcome,
  creditsOf,
  ectsOf,
  keptLanguages,
} from '../../../certificates/snapshot.ts'
import { hostingSaid, sendingSaid } from '../../described-said.ts'
import { hostsOf } from '../../hosts.ts'
import { say, type Word } from '../../pdf/words.ts'
import { shownOf, validityOf } from '../../shown.ts'
import { locationOf, type Organisations } from './agents.ts'
import { assessmentNodes, competence, grade } from './assessments.ts'
import { labelled, paired, same } from './language-texts.ts'
import { hasLanguage } from './languages.ts'
import type { EdcNode, NewNode } from './nodes.ts'
import { ects, escoSkill, euSkill, languageNode, mode, thematicArea } from './vocabularies.ts'

/**
 * What the certificate claims, as one ELM LearningAchievement: what was learned, how it was shown, in which
 * activity.
 */
export function achievementNode(
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
    provenBy: assessmentNodes(snapshot, awardedBy, agents, node),
    influencedBy: activity(snapshot, language, awardedBy, agents, node),
    ...(ectsOf(snapshot) > 0 && {
      creditReceived: node('CreditPoint', { framework: ects, point: String(ectsOf(snapshot)) }),
    }),
    supplementaryDocument: node('WebResource', {
      title: printed(snapshot, 'verify'),
      contentURL: snapshot.verification.url,
    }),
  })
}

/** A word of the paper in every language in which the snapshot was kept. */
const printed = (snapshot: CertificateSnapshot, word: Word) => inLanguages(keptLanguages(snapshot), say(word))

function specification(snapshot: CertificateSnapshot, node: NewNode) {
  const { mobility, framework, outcomes, eqfLevel: level, supersedes } = snapshot
  const credits = creditsOf(snapshot)
  const validity = validityOf(snapshot)
  const notes = [
    labelled(printed(snapshot, 'quality-assurance'), snapshot.qualityAssurance),
    framework.attribution,
    ...(snapshot.funding ? [printed(snapshot, 'co-funded')] : []),
    ...(supersedes
      ? [
          labelled(
            printed(snapshot, 'supersedes'),
            inLanguages(
              keptLanguages(snapshot),
              say(`supersedes-${supersedes.why}`, { number: supersedes.number }),
            ),
          ),
        ]
      : []),
    ...(validity ? [inLanguages(keptLanguages(snapshot), validity)] : []),
    ...(credits === null ? [] : [labelled(printed(snapshot, 'credits'), same(credits))]),
    // The level is that of the programme: a mobility leads to no qualification.
    labelled(
      printed(snapshot, 'programme-eqf-level'),
      level === null ? printed(snapshot, 'eqf-none') : same(String(level)),
    ),
  ]
  return node('LearningAchievementSpecification', {
    title: snapshot.title,
    volumeOfLearning: duration(mobility.workloadHours),
    mode: mode(mobility.participation),
    ...(mobility.fieldOfEducation !== undefined && { thematicArea: thematicArea(mobility.fieldOfEducation) }),
    learningOutcome: outcomes
      .filter(({ result }) => result === 'reached')
      .map((outcome) => learningOutcome(outcome, snapshot, node)),
    additionalNote: notes.map((noteLiteral) => node('Note', { noteLiteral })),
  })
}

function learningOutcome(outcome: CertifiedOutcome, snapshot: CertificateSnapshot, node: NewNode) {
  const { esco, eu, case: official } = outcome.uris
  const skills = [
    ...(eu ? [euSkill(eu)] : []),
    ...(official ? [{ ...euSkill(official), prefLabel: outcome.title }] : []),
  ]
  const languages = keptLanguages(snapshot)
  const shown = shownOf(snapshot.framework, outcome)
  return node('LearningOutcome', {
    title: paired(competence(outcome), grade(outcome, snapshot), ' – '),
    additionalNote: shown.flatMap(({ lead, sentences }) =>
      sentences.map((sentence) =>
        node('Note', {
          noteLiteral: lead ? paired(inLanguages(languages, lead), sentence, ' ') : sentence,
        }),
      ),
    ),
    ...(esco && { relatedESCOSkill: escoSkill(esco) }),
    ...(skills.length > 0 && { relatedSkill: skills.length === 1 ? skills[0] : skills }),
  })
}

function activity(
  snapshot: CertificateSnapshot,
  language: string,
  awardedBy: EdcNode,
  agents: Organisations,
  node: NewNode,
): EdcNode {
  const { mobility } = snapshot
  const hosts = hostsOf(snapshot)
  const locations = hosts.map((host) => locationOf(host, language, node))
  const described = describedSaid(snapshot, language)
  const course = courseRows(mobility, language).map(({ term, words }) => `${term}: ${words}`)
  const description = [mobility.objective, mobility.programme, ...course, ...described]
    .filter(Boolean)
    .join('\n')
  return node('LearningActivity', {
    title: labelled(printed(snapshot, 'hosting'), same(hosts.map(({ name }) => name).join('; '))),
    ...(description && { description: { [language]: description } }),
    awardedBy,
    directedBy: oneOrMore(agents.hosts),
    location: oneOrMore(locations),
    temporal: node('PeriodOfTime', {
      startDate: `${mobility.startsOn}T00:00:00Z`,
      endDate: `${mobility.endsOn}T00:00:00Z`,
    }),
    workload: duration(mobility.workloadHours),
    specifiedBy: node('LearningActivitySpecification', {
      ...languagesOf(mobility.languages ?? []),
      title: labelled(
        printed(snapshot, 'participation'),
        printed(snapshot, `participation-${mobility.participation}`),
      ),
      mode: mode(mobility.participation),
    }),
  })
}

/** One as it is, several as a list. */
const oneOrMore = <T>(items: T[]): T | T[] => (items.length === 1 ? items[0]! : items)

/** What the organisations describe themselves; the host's statement ends with whose it is, and that it was not assessed. */
function describedSaid(snapshot: CertificateSnapshot, language: string): string[] {
  const said = hostingSaid(snapshot)
  const fields = [...sendingSaid(snapshot), ...(said?.fields ?? [])]
  const { by: name, on: day } = said?.described ?? {}
  return [
    ...fields.map(({ field, label, value }) => `${field}. ${say(label)(language)}: ${value}`),
    ...(name && day ? [say('described-by', { name, day })(language)] : []),
  ]
}

/** Those that the EU vocabulary is known to have. */
function languagesOf(tags: readonly string[]) {
  const language = tags.filter(hasLanguage).map(languageNode)
  return language.length > 0 ? { language } : {}
}

// An XML duration takes no fraction of an hour.
function duration(hours: number): string {
  const minutes = Math.round(hours * 60)
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`
}
