import type { Language } from '../../platform/http/language.ts'
import { agreementItem, amendmentsOf } from './agreement.ts'
import { assessmentItem, assignmentItem, secondMarkingItem } from './assessment.ts'
import { actItem, certificateItem, decisionItem } from './certificate.ts'
import { declarationItems, evidenceItem, outcomeItem } from './evidence.ts'
import { accommodationItems, informationItems } from './information.ts'
import type { Item } from './item.ts'
import { appealItem, auditItem, transitionItem } from './moves.ts'
import type { CaseRecord } from './read-case.ts'
import { words } from './words.ts'

export type Section = { title: string; items: Item[] }

/** The case in the order in which it came about, with the hash of everything that has one. */
export function describeCase(record: CaseRecord, language: Language): Section[] {
  const w = words[language]
  const sections: [string, Item[]][] = [
    [w.case, [caseItem(record, language)]],
    [w.agreement, amendmentsOf(record).map((one) => agreementItem(one, record, language))],
    [w.information, informationItems(record, language)],
    [w.accommodations, accommodationItems(record, language)],
    [w.outcomes, record.outcomes.map((one) => outcomeItem(one, language))],
    [w.evidence, record.evidence.map((one) => evidenceItem(one, language))],
    [w.declarations, declarationItems(record, language)],
    [w.assignments, record.assignments.map((one) => assignmentItem(one, record, language))],
    [w.assessment, record.assessments.map((one) => assessmentItem(one, record, language))],
    [w.secondMarkings, record.secondMarkings.map((one) => secondMarkingItem(one, record, language))],
    [w.decisions, record.decisions.map((one) => decisionItem(one, record, language))],
    [w.certificates, record.certificates.map((one) => certificateItem(one, record, language))],
    [w.acts, record.acts.map((one) => actItem(one, language))],
    [w.appeals, record.appeals.map((one) => appealItem(one, record, language))],
    [w.transitions, record.transitions.map((one) => transitionItem(one, record, language))],
    [w.audit, record.audit.map((one) => auditItem(one, record))],
  ]
  return sections.map(([title, items], index) => ({
    title: `${index + 1}. ${title}`,
    items: items.length > 0 ? items : [{ heading: w.nothing, lines: [] }],
  }))
}

function caseItem(
  { recognition, mobility, learner, sending, hosting }: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  return {
    heading: learner.erasedAt ? w.erased : `${learner.givenName} ${learner.familyName}`,
    lines: [
      `${w.id}: ${recognition.id}`,
      `${w.sending}: ${sending.name} (${sending.country})`,
      `${w.hosting}: ${hosting.name} (${hosting.country})`,
      `${w.period}: ${mobility.startsOn} – ${mobility.endsOn}; ${w.project}: ${mobility.projectCode}`,
      `${w.stage}: ${w.stages[recognition.stage]}`,
      `${w.framework}: ${recognition.frameworkId}, SHA-256 ${recognition.frameworkHash}`,
    ],
  }
}
