import { fullName, writtenNames } from '../../parties/names/names.ts'
import type { Language } from '../../platform/words/language.ts'
import { agreementItem, amendmentsOf } from './agreement.ts'
import { assessmentItem, assignmentItem, secondMarkingItem } from './assessment.ts'
import { actItem, certificateItem, decisionItem } from './certificate.ts'
import { declarationItems, evidenceItem, outcomeItem } from './evidence.ts'
import { accommodationItems, informationItems } from './information.ts'
import type { FileItem, Section } from './item.ts'
import { appealItem, auditItem, transitionItem } from './moves.ts'
import type { CaseRecord } from './read-case.ts'
import { say } from './words.ts'

/** The case in the order in which it came about, with the hash of everything that has one. */
export function describeCase(record: CaseRecord, language: Language): Section[] {
  const itemsOf = <Row>(
    rows: readonly Row[],
    describe: (row: Row, of: CaseRecord, in_: Language) => FileItem,
  ) => rows.map((row) => describe(row, record, language))
  const sections = {
    case: [caseItem(record, language)],
    agreement: itemsOf(amendmentsOf(record), agreementItem),
    information: informationItems(record, language),
    accommodations: accommodationItems(record, language),
    outcomes: itemsOf(record.outcomes, outcomeItem),
    evidence: itemsOf(record.evidence, evidenceItem),
    declarations: declarationItems(record, language),
    assignments: itemsOf(record.assignments, assignmentItem),
    assessment: itemsOf(record.assessments, assessmentItem),
    'second-markings': itemsOf(record.secondMarkings, secondMarkingItem),
    decisions: itemsOf(record.decisions, decisionItem),
    certificates: itemsOf(record.certificates, certificateItem),
    acts: itemsOf(record.acts, actItem),
    appeals: itemsOf(record.appeals, appealItem),
    transitions: itemsOf(record.transitions, transitionItem),
    audit: itemsOf(record.audit, auditItem),
  }
  const w = say.in(language)
  return (Object.keys(sections) as (keyof typeof sections)[]).map((name, index) => ({
    title: `${index + 1}. ${w(`title-${name}`)}`,
    items: sections[name].length > 0 ? sections[name] : [{ heading: w('nothing'), lines: [] }],
  }))
}

function caseItem(
  { recognition, mobility, learner, sending, hosting }: CaseRecord,
  language: Language,
): FileItem {
  const w = say.in(language)
  const { startsOn, endsOn, projectCode } = mobility
  return {
    heading: learner.erasedAt ? w('erased') : fullName(writtenNames(learner)),
    lines: [
      w('id', { id: recognition.id }),
      w('sending', sending),
      w('hosting', hosting),
      w('period', { from: startsOn, until: endsOn, project: projectCode }),
      w('stage', { stage: say(`stage-${recognition.stage}`) }),
      w('framework', { id: recognition.frameworkId, hash: recognition.frameworkHash }),
    ],
  }
}
