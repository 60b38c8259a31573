import { type Difference, differences } from '../agreements/differences.ts'
import { words as appealWords } from '../appeals/words.ts'
import type { CaseRecord } from './read-case.ts'
import { type Language, words } from './words.ts'

/** One thing on record: what it is, and what is known of it line by line. */
export type Item = { heading: string; lines: string[] }
export type Section = { title: string; items: Item[] }

const dayTime = (at: Date | null) => at?.toISOString().replace('T', ' ').slice(0, 16).concat(' UTC') ?? '–'

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

const nameOf = ({ names }: CaseRecord, id: string | null) => (id === null ? '–' : (names.get(id) ?? id))

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

type Amendment = CaseRecord['agreements'][number] & { changes: Difference[] | null }

/** Every version of the agreement with what it changes in the one before it that holds; null for the first. */
export function amendmentsOf({ agreements }: CaseRecord): Amendment[] {
  return agreements.map((one, index) => {
    const before = agreements.slice(0, index).findLast((other) => other.withdrawal === null)
    return { ...one, changes: before ? differences(before.version.content, one.version.content) : null }
  })
}

function agreementItem(
  { version, signatures, withdrawal, changes }: Amendment,
  record: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  return {
    heading: `${w.version} ${version.number}, ${dayTime(version.createdAt)}`,
    lines: [
      `SHA-256 ${version.hash}`,
      ...signatures.map(
        (one) => `${w.signed}: ${one.name} (${w.parties[one.party]}), ${dayTime(one.signedAt)}, ${one.hash}`,
      ),
      ...(changes ?? []).map((one) => `${w.changed[one.change]}: ${one.pointer}${valuesOf(one)}`),
      ...(withdrawal
        ? [
            `${w.withdrawn}: ${nameOf(record, withdrawal.memberId)}, ${dayTime(withdrawal.at)}: ${withdrawal.reason}`,
          ]
        : []),
    ],
  }
}

/** Old and new value where both are plain; what is longer stands in the versions themselves. */
function valuesOf({ change, old, new: next }: Difference): string {
  const plain = [old, next].every((one) => one === null || typeof one !== 'object')
  return change === 'changed' && plain ? ` (${old ?? '–'} » ${next ?? '–'})` : ''
}

function informationItems({ information }: CaseRecord, language: Language): Item[] {
  const w = words[language]
  if (!information) return []
  const { name, at, hash, sheet } = information
  return [
    { heading: `${w.acknowledged}: ${name}, ${dayTime(at)}`, lines: [`SHA-256 ${hash} (${sheet.language})`] },
  ]
}

function accommodationItems(record: CaseRecord, language: Language): Item[] {
  const w = words[language]
  const { recorded, items } = record.accommodations
  if (items === null && recorded > 0) return [{ heading: `${w.entries}: ${recorded}`, lines: [w.withheld] }]
  return (items ?? []).map(({ memberId, at, text }) => ({
    heading: `${memberId === null ? w.parties.learner : nameOf(record, memberId)}, ${dayTime(at)}`,
    lines: [text],
  }))
}

function assignmentItem(
  one: CaseRecord['assignments'][number],
  record: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  const { lastTrainedOn, otherConflict } = one
  return {
    heading: `${nameOf(record, one.memberId)} (${w.rounds[one.round]}): ${w.assigned[one.state]}`,
    lines: [
      `${w.assignedBy}: ${nameOf(record, one.assignedBy)}, ${dayTime(one.assignedAt)}`,
      ...(one.declaredAt
        ? [
            `${w.conflicts}, ${dayTime(one.declaredAt)}: ${w.lastTrained} ${lastTrainedOn ?? w.no}; ${w.related}: ${one.related ? w.yes : w.no}; ${w.otherConflict}: ${otherConflict ?? w.no}`,
          ]
        : []),
    ],
  }
}

function secondMarkingItem(
  one: CaseRecord['secondMarkings'][number],
  record: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  const outcome = record.outcomes.find((other) => other.id === one.outcomeId)
  const reasons = one.reasons.map((reason) => w.reasons[reason]).join(', ')
  return {
    heading: `${outcome?.competence ?? ''}: ${reasons || w.notDue}`,
    lines: [
      ...(one.askedBy ? [`${w.askedBy}: ${nameOf(record, one.askedBy)}, ${dayTime(one.createdAt)}`] : []),
      ...(one.drawn === null
        ? []
        : [
            `${w.drawn} ${one.drawn} (${w.rate} ${one.rate}; ${w.minimum} ${one.minimum}, ${w.sampledBefore} ${one.sampledBefore}), ${dayTime(one.createdAt)}`,
          ]),
    ],
  }
}

function outcomeItem(one: CaseRecord['outcomes'][number], language: Language): Item {
  const w = words[language]
  const levels = `${w.baseline} ${one.baseline ?? '–'}, ${w.target} ${one.target ?? '–'}`
  return {
    heading: `${one.competence} (${w.kinds[one.kind]}): ${w.statuses[one.status]}`,
    lines: [
      `${levels}, ${w.selfLevel} ${one.selfLevel ?? '–'}; ${w.criteria}: ${one.criteria.length}`,
      ...(one.remark ? [one.remark] : []),
    ],
  }
}

function evidenceItem({ row, competences }: CaseRecord['evidence'][number], language: Language): Item {
  const w = words[language]
  return {
    heading: row.title ?? w.erased,
    lines: [
      `${row.id}: ${competences.join(', ')}; ${w.produced} ${row.producedOn}; ${row.mediaType ?? row.kind}, ${row.size ?? 0} B`,
      ...(row.sha256 ? [`SHA-256 ${row.sha256}`] : []),
    ],
  }
}

function declarationItems({ declarations }: CaseRecord, language: Language): Item[] {
  return declarations.map((one) => ({
    heading: `${words[language].declared[one.kind]}: ${one.name}, ${dayTime(one.at)}`,
    lines: [one.statement],
  }))
}

function assessmentItem(
  one: CaseRecord['assessments'][number],
  record: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  const outcome = record.outcomes.find((other) => other.id === one.outcomeId)
  return {
    heading: `${outcome?.competence ?? ''} (${w.rounds[one.round]}): ${w.level} ${one.level ?? '–'}`,
    lines: [
      `${w.assessor}: ${nameOf(record, one.assessorId)}, ${dayTime(one.submittedAt)}; ${w.under} ${one.agreementHash}`,
      ...one.marks.map(
        ({ criterionId, mark, comment }) =>
          `${criterionId}: ${appealWords[language].mark[mark]}${comment ? ` – ${comment}` : ''}`,
      ),
    ],
  }
}

function decisionItem(one: CaseRecord['decisions'][number], record: CaseRecord, language: Language): Item {
  const w = words[language]
  const result = appealWords[language].result[one.result]
  const superseded = record.decisions.some((other) => other.supersedes === one.id)
  return {
    heading: `${one.competence}: ${result}, ${w.level} ${one.level ?? '–'}${superseded ? ` (${w.superseded})` : ''}`,
    lines: [
      `${w.validator}: ${nameOf(record, one.validatorId)}, ${dayTime(one.decidedAt)}`,
      ...(one.reason ? [one.reason] : []),
    ],
  }
}

function certificateItem(
  { certificate, files, requests }: CaseRecord['certificates'][number],
  record: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  const { revokedAt, revocationReason } = certificate
  return {
    heading: `${certificate.number}: ${revokedAt ? `${w.revoked} (${revocationReason}), ${dayTime(revokedAt)}` : w.valid}`,
    lines: [
      `${w.issuer}: ${nameOf(record, certificate.issuerId)}, ${dayTime(certificate.issuedAt)}`,
      `${w.content}: SHA-256 ${certificate.snapshotSha256}`,
      ...files.map((file) => `${file.form}: SHA-256 ${file.sha256}`),
      ...requests.flatMap((one) => [
        `${w.revocationAsked}: ${nameOf(record, one.requestedBy)}, ${dayTime(one.requestedAt)} (${one.reason})`,
        ...(one.outcome
          ? [`${w.revocation[one.outcome]}: ${nameOf(record, one.decidedBy)}, ${dayTime(one.decidedAt)}`]
          : []),
      ]),
    ],
  }
}

function actItem(one: CaseRecord['acts'][number], language: Language): Item {
  const w = words[language]
  return {
    heading: `${w.recognised[one.decision]}, ${one.decidedOn}`,
    lines: [
      ...one.recognisedAs.map(({ kind, reference }) => `${w.recognisedAs[kind]}: ${reference}`),
      `${w.legalBasis}: ${one.legalBasis}`,
      `${one.memberName}; ${w.content}: SHA-256 ${one.snapshotSha256}`,
      ...(one.reason ? [one.reason] : []),
    ],
  }
}

function appealItem(one: CaseRecord['appeals'][number], record: CaseRecord, language: Language): Item {
  const { kinds, states } = appealWords[language]
  const w = words[language]
  const steps = record.appealMoves.filter((step) => step.appealId === one.id)
  return {
    heading: `${kinds[one.kind]}: ${states[one.state]}`,
    lines: [
      `${one.name ?? w.erased} (${w.parties[one.party]}), ${dayTime(one.submittedAt)}: ${one.competences.join(', ')}`,
      one.grounds ?? w.erased,
      ...steps.map(
        (step) =>
          `${step.action} » ${states[step.to]}: ${nameOf(record, step.memberId)}, ${dayTime(step.at)}`,
      ),
      ...(one.reasons ? [one.reasons] : []),
    ],
  }
}

function transitionItem(
  one: CaseRecord['transitions'][number],
  record: CaseRecord,
  language: Language,
): Item {
  const { stages } = words[language]
  return {
    heading: `${stages[one.from]} » ${stages[one.to]}, ${dayTime(one.at)}`,
    lines: [
      `${one.action}: ${nameOf(record, one.memberId)}; SHA-256 ${one.inputHash}`,
      ...(one.reason ? [one.reason] : []),
    ],
  }
}

function auditItem(one: CaseRecord['audit'][number], record: CaseRecord): Item {
  const by = nameOf(record, one.memberId ?? one.personId ?? one.clientId)
  return { heading: `${dayTime(one.at)} ${one.action}`, lines: [`${by}; ${one.subjectId}`] }
}
