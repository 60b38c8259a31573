import { say as sayOfAppeals } from '../../appeals/words.ts'
import type { FilePart, FileRow } from '../part.ts'
import { partyKey, type Telling } from '../telling.ts'
import { say } from '../words.ts'

/** By what the service calls each thing, and the checksums that tell whether it is still the same: one table. */
export function tellRegister(telling: Telling): FilePart[] {
  const w = say.in(telling.language)
  const rows = [...ofCase(telling), ...ofJudging(telling), ...ofCertificates(telling), ...ofPeople(telling)]
  return [
    { kind: 'heading', depth: 2, text: w('title-register'), onNewPage: true },
    { kind: 'text', words: w('register-lead'), manner: 'quiet' },
    { kind: 'table', isDense: true, widths: [1, 2.6], head: [w('what'), w('id-and-checksum')], rows },
  ]
}

const row = (what: string, id: string | null, sha256: string | null = null): FileRow => ({
  cells: [what, [id, sha256 && `SHA-256 ${sha256}`].filter(Boolean).join('\n') || '–'],
})

function ofCase({ record, language, numberOf, evidence, learnerName }: Telling): FileRow[] {
  const w = say.in(language)
  const { recognition, mobility, learner, information, transitions } = record
  return [
    row(w('the-case'), recognition.id),
    row(w('the-mobility'), mobility.id),
    row(learnerName, learner.id),
    row(record.sending.name, record.sending.id),
    row(record.hosting.name, record.hosting.id),
    row(w('framework'), recognition.frameworkId, recognition.frameworkHash),
    ...record.agreements.flatMap(({ version, signatures }) => {
      const named = w('version-number', { number: version.number })
      return [
        row(named, version.id, version.hash),
        ...signatures.map((signature) => {
          const party = say(partyKey(signature, { record }))
          return row(w('signature-of', { version: named, party }), signature.id, signature.hash)
        }),
      ]
    }),
    ...(information ? [row(w('title-information'), null, information.hash)] : []),
    ...record.outcomes.map(({ id, competence }) => row(`${w('outcome')} ${competence}`, id)),
    ...evidence.map(({ row: { id, sha256 } }) =>
      row(w('evidence-number', { number: numberOf(id) }), id, sha256),
    ),
    ...record.declarations.map(({ id, kind }) => row(w(`declared-${kind}`), id)),
    ...transitions.map(({ id, from, to, inputHash }) =>
      row(`${w(`stage-${from}`)} → ${w(`stage-${to}`)}`, id, inputHash),
    ),
  ]
}

function ofJudging({ record, language, person }: Telling): FileRow[] {
  const w = say.in(language)
  const codes = new Map(record.outcomes.map(({ id, competence }) => [id, competence]))
  return [
    ...record.assignments.map(({ id, memberId }) => row(w('assignment-of', { name: person(memberId) }), id)),
    ...record.assessments.map(({ id, outcomeId, round, agreementHash }) =>
      row(`${codes.get(outcomeId)}, ${w(`round-${round}`)}`, id, agreementHash),
    ),
    ...record.secondMarkings.map(({ id, outcomeId }) =>
      row(`${codes.get(outcomeId)}, ${w('second-marking')}`, id),
    ),
    ...record.decisions.map(({ id, competence, result }) =>
      row(`${competence}, ${sayOfAppeals(`result-${result}`)(language)}`, id),
    ),
    ...record.appeals.map(({ id, kind }, index) => row(w('appeal-number', { kind, number: index + 1 }), id)),
  ]
}

function ofCertificates({ record, language }: Telling): FileRow[] {
  const w = say.in(language)
  return [
    ...record.certificates.flatMap(({ certificate, files }) => [
      row(w('content-of', { certificate: certificate.number }), certificate.id, certificate.snapshotSha256),
      ...files.map(({ form, sha256 }) => row(`${certificate.number} (${form})`, null, sha256)),
    ]),
    ...record.acts.map(({ id, snapshotSha256 }, index) =>
      row(w('act-number', { number: index + 1 }), id, snapshotSha256),
    ),
  ]
}

/** Members by their names or numbers, and programs that did something for them. */
function ofPeople({ record, unnamed }: Telling): FileRow[] {
  const own = [...record.names].sort(([a], [b]) => (a < b ? -1 : 1))
  return [...own, ...unnamed].map(([id, name]) => row(name, id))
}
