import { factNames, wordedFact } from '../../../mobility/agreements/render-differences.ts'
import { participantOf } from '../../../mobility/mobilities/course.ts'
import type { FilePart, FileRow, Phrase } from '../part.ts'
import { nothing, placeOf, type Telling } from '../telling.ts'
import { say } from '../words.ts'

type Issued = Telling['record']['certificates'][number]

/** Every certificate that was issued, and what became of it. */
export function tellCertificates(telling: Telling): FilePart[] {
  const { record, language } = telling
  const heading = { kind: 'heading' as const, depth: 2 as const, text: say('title-certificates')(language) }
  if (record.certificates.length === 0) return [heading, nothing(telling)]
  return [
    heading,
    ...record.certificates.flatMap((issued, index) => certificateParts(issued, index + 1, telling)),
  ]
}

function certificateParts(issued: Issued, place: number, telling: Telling): FilePart[] {
  const { certificate, requests, corrections } = issued
  const { language, at, person } = telling
  const w = say.in(language)
  const { number, revokedAt, issuerId, issuedAt, expiresAt } = certificate
  const steps = [
    ...requests.flatMap((request) => revocationRows(request, telling)),
    ...corrections.flatMap((correction) => correctionRows(correction, telling)),
  ]
  return [
    { kind: 'heading', depth: 3, text: number, place: placeOf('certificate', place) },
    {
      kind: 'facts',
      rows: [
        [w('issuer'), `${person(issuerId)}, ${at(issuedAt)}`],
        [w('state'), revokedAt ? revokedWords(certificate, telling) : w('certificate-valid')],
        ...(expiresAt ? [[w('valid-until'), telling.dayOf(expiresAt)] as [string, string]] : []),
        ...placeTaken(issued, telling),
      ],
    },
    ...(steps.length > 0
      ? [
          {
            kind: 'table' as const,
            widths: [1.2, 1.4, 1.35, 1.7],
            head: [w('step'), w('who'), w('day'), w('why')],
            rows: steps,
          },
        ]
      : []),
  ]
}

function revokedWords(
  { revokedAt, revocationReason, revokedBy }: Issued['certificate'],
  telling: Telling,
): string {
  const { language, at, person } = telling
  const moment = at(revokedAt)
  return say('certificate-revoked', {
    reason: reasonWords(revocationReason, telling),
    moment,
    name: person(revokedBy),
  })(language)
}

/** Whose place it took, and which one has taken its own. */
function placeTaken(
  { certificate }: Issued,
  { record, language, link }: Telling,
): [string, (string | Phrase)[]][] {
  const w = say.in(language)
  const named = (index: number, what: string): [string, Phrase[]][] => {
    const other = record.certificates[index]
    return other ? [[what, [link(other.certificate.number, placeOf('certificate', index + 1))]]] : []
  }
  const before = record.certificates.findIndex((other) => other.certificate.id === certificate.supersedes)
  const after = record.certificates.findIndex((other) => other.certificate.supersedes === certificate.id)
  return [...named(before, w('takes-place-of')), ...named(after, w('place-taken-by'))]
}

function reasonWords(reason: string | null, { language }: Telling): string {
  const key = `revocation-reason-${reason}` as const
  return say.has(key) ? say(key)(language) : (reason ?? '–')
}

function revocationRows(request: Issued['requests'][number], telling: Telling): FileRow[] {
  const { language, person, at } = telling
  const w = say.in(language)
  const { requestedBy, requestedAt, reason, outcome, decidedBy, decidedAt } = request
  return [
    { cells: [w('revocation-asked'), person(requestedBy), at(requestedAt), reasonWords(reason, telling)] },
    ...(outcome ? [{ cells: [w(`revocation-${outcome}`), person(decidedBy), at(decidedAt), '–'] }] : []),
  ]
}

/** Who proposed what to be put right, why, and what became of it. */
function correctionRows(correction: Issued['corrections'][number], telling: Telling): FileRow[] {
  const { language, person, at, record } = telling
  const w = say.in(language)
  const participant = participantOf(record.mobility)
  const { proposedBy, proposedAt, reason, fields, outcome, decidedBy, decidedAt } = correction
  const lines = fields.map(({ field, wrong, right }) => {
    const pointer = `/${field.replaceAll('.', '/')}`
    return `${factNames([pointer], participant)(language)}: ${wordedFact(wrong, pointer, language)} → ${wordedFact(right, pointer, language)}`
  })
  return [
    { cells: [w('correction-proposed'), person(proposedBy), at(proposedAt), [reason, ...lines].join('\n')] },
    ...(outcome ? [{ cells: [w(`correction-${outcome}`), person(decidedBy), at(decidedAt), '–'] }] : []),
  ]
}

/** What the sending organisation recognised on the strength of them. */
export function tellActs(telling: Telling): FilePart[] {
  const { record, language } = telling
  const w = say.in(language)
  const heading = { kind: 'heading' as const, depth: 2 as const, text: w('title-acts') }
  if (record.acts.length === 0) return [heading, nothing(telling)]
  return [heading, ...record.acts.flatMap((act, index) => actParts(act, index + 1, telling))]
}

function actParts(act: Telling['record']['acts'][number], number: number, telling: Telling): FilePart[] {
  const { record, language, link } = telling
  const w = say.in(language)
  const on = record.certificates.findIndex(({ certificate }) => certificate.id === act.certificateId)
  const certificate = record.certificates[on]?.certificate.number
  return [
    { kind: 'heading', depth: 3, text: `${w('act-number', { number })}: ${w(`recognised-${act.decision}`)}` },
    {
      kind: 'facts',
      rows: [
        [w('decided-on'), `${telling.day(act.decidedOn)}, ${act.memberName}`],
        ...(certificate
          ? [[w('certificate'), [link(certificate, placeOf('certificate', on + 1))]] as [string, Phrase[]]]
          : []),
        ...act.recognisedAs.map(({ kind, reference }): [string, string] => [w(`as-${kind}`), reference]),
        [w('legal-basis'), act.legalBasis],
        ...(act.reason ? [[w('why'), act.reason] as [string, string]] : []),
      ],
    },
  ]
}
