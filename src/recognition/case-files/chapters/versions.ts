import { signedAs } from '../../../mobility/agreements/agreement-facts.ts'
import { differencesInWords, factNames, wordedFact } from '../../../mobility/agreements/render-differences.ts'
import { participantOf } from '../../../mobility/mobilities/course.ts'
import { type Amendment, amendmentsOf } from '../amendments.ts'
import type { FilePart, FileRow, Words } from '../part.ts'
import { partyKey, placeOf, type Telling } from '../telling.ts'
import { say } from '../words.ts'

/** Every version of the agreement: who signed it, what it changes, what was a slip in it, and whether it was taken back. */
export function tellVersions(telling: Telling): FilePart[] {
  const { record, language } = telling
  const head = { kind: 'heading' as const, depth: 2 as const, text: say('title-agreement')(language) }
  return [head, ...amendmentsOf(record).flatMap((amendment) => versionParts(amendment, telling))]
}

function versionParts(amendment: Amendment, telling: Telling): FilePart[] {
  const { version, signatures, withdrawal } = amendment
  const { language, person, at } = telling
  const w = say.in(language)
  const { number } = version
  const signed = signatures.map(
    (signature): FileRow => ({
      cells: [w(partyKey(signature, telling)), signedAs(signature, language), at(signature.signedAt)],
    }),
  )
  return [
    { kind: 'heading', depth: 3, text: w('version-number', { number }), place: placeOf('version', number) },
    { kind: 'text', words: w('written', { moment: at(version.createdAt) }), manner: 'lead' },
    ...(withdrawal
      ? [
          text(
            w('version-withdrawn', {
              name: person(withdrawal.memberId),
              moment: at(withdrawal.at),
              reason: withdrawal.reason,
            }),
          ),
        ]
      : []),
    signed.length > 0
      ? {
          kind: 'table',
          widths: [1.2, 1.6, 1.2],
          head: [w('signed-for'), w('signed-by'), w('day')],
          rows: signed,
        }
      : text(w('not-signed')),
    ...changes(amendment, telling),
    ...slips(amendment, telling),
  ]
}

const text = (words: Words): FilePart => ({ kind: 'text', words })

/** In what it differs from the one before it that holds. */
function changes({ version, before }: Amendment, { language, level }: Telling): FilePart[] {
  const w = say.in(language)
  if (before === null) return []
  const rows = differencesInWords(before.content, version.content, language, level)
    // What the service calls things by stands at the end of the file.
    .filter(({ pointer }) => !/\/(id|hash)$/.test(pointer))
    .map(
      ({ where, before, now }): FileRow => ({
        cells: [where, before.join('\n') || '–', now.join('\n') || w('no-longer')],
      }),
    )
  const heading = {
    kind: 'heading' as const,
    depth: 4 as const,
    text: w('changes-since', { number: before.number }),
  }
  if (rows.length === 0) return [heading, { kind: 'text', words: w('no-changes'), manner: 'quiet' }]
  return [
    heading,
    { kind: 'table', widths: [1.2, 1.6, 1.6], head: [w('change'), w('before'), w('now')], rows },
  ]
}

function slips({ words }: Amendment, telling: Telling): FilePart[] {
  if (words.length === 0) return []
  const { language, person, at, record } = telling
  const w = say.in(language)
  const participant = participantOf(record.mobility)
  const rows = words.map(({ confirms, fields, reason, side, memberId, at: moment }): FileRow => {
    const what = fields.map(
      ({ pointer, old, new: now }) =>
        `${factNames([pointer], participant)(language)}: ${wordedFact(old, pointer, language)} → ${wordedFact(now, pointer, language)}`,
    )
    const by = `${person(memberId)} (${w(`party-${side}`)}), ${at(moment)}`
    return {
      cells: [w(confirms === null ? 'slip-said' : 'slip-confirmed'), what.join('\n'), `${by}\n${reason}`],
    }
  })
  return [
    { kind: 'heading', depth: 4, text: w('slips') },
    { kind: 'table', widths: [0.8, 1.8, 1.8], head: [w('step'), w('what'), w('who-and-why')], rows },
  ]
}
