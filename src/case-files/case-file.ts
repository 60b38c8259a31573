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
    [w.agreement, record.agreements.map((one) => agreementItem(one, language))],
    [w.outcomes, record.outcomes.map((one) => outcomeItem(one, language))],
    [w.evidence, record.evidence.map((one) => evidenceItem(one, language))],
    [w.declarations, declarationItems(record, language)],
    [w.assessment, record.assessments.map((one) => assessmentItem(one, record, language))],
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
    heading: `${learner.givenName} ${learner.familyName}`,
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

function agreementItem({ version, signatures }: CaseRecord['agreements'][number], language: Language): Item {
  const w = words[language]
  return {
    heading: `${w.version} ${version.number}, ${dayTime(version.createdAt)}`,
    lines: [
      `SHA-256 ${version.hash}`,
      ...signatures.map(
        (one) => `${w.signed}: ${one.name} (${w.parties[one.party]}), ${dayTime(one.signedAt)}, ${one.hash}`,
      ),
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
    heading: row.title,
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
  const round = one.round === 'appeal' ? ` (${w.inAppeal})` : ''
  return {
    heading: `${outcome?.competence ?? ''}${round}: ${w.level} ${one.level ?? '–'}`,
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
  { certificate, files }: CaseRecord['certificates'][number],
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
      `${one.name} (${w.parties[one.party]}), ${dayTime(one.submittedAt)}: ${one.competences.join(', ')}`,
      one.grounds,
      ...steps.map(
        (step) =>
          `${step.action} → ${states[step.to]}: ${nameOf(record, step.memberId)}, ${dayTime(step.at)}`,
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
    heading: `${stages[one.from]} → ${stages[one.to]}, ${dayTime(one.at)}`,
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
