import type { ProgrammeActivity } from '../../../db/schema/mobility/learning-programmes.ts'
import type { Framework } from '../../../measure/frameworks/framework.ts'
import { say as sayOfAgreements } from '../../../mobility/agreements/words.ts'
import { type Group, missingSides, type Programme } from '../../../mobility/groups/group.ts'
import { factsOfProgramme } from '../../../mobility/groups/programme-facts.ts'
import { say as sayOfGroups } from '../../../mobility/groups/words.ts'
import { writtenName } from '../../../parties/names/names.ts'
import type { Organisation } from '../../../parties/organisations/store.ts'
import { writeDayWithin } from '../../../platform/dates.ts'
import { dayOf, type Zone } from '../../../platform/time-zone.ts'
import type { Language } from '../../../platform/words/language.ts'
import { layOutOutcome } from '../lay-out-agreement.ts'
import { placed } from '../lay-out-participation.ts'
import { type LaidOut, type PaperIdentity, verificationOf } from '../lay-out-verification.ts'
import { say } from '../words.ts'
import type { Listed } from './group-paper.ts'

type Part = LaidOut['parts'][number]
type Drawn = {
  identity: PaperIdentity
  language: Language
  from: NonNullable<LaidOut['from']>
  sending: Organisation
  hosting: Organisation
}

const frame = ({ identity, language, from, sending }: Drawn, title: string, parts: Part[]): LaidOut => ({
  title,
  from,
  foot: identity.number,
  language,
  id: identity.id,
  sending: writtenName(sending),
  at: identity.issuedAt,
  parts: [{ kind: 'heading', depth: 1, text: title }, ...parts],
})

/** A version of a learning programme as a paper, with who had signed it by then and room for who had not. */
export function layOutProgramme(
  paper: Drawn & { programme: Programme; framework: Framework | undefined; zone: Zone },
): LaidOut {
  const { programme, framework, zone, identity, language } = paper
  const w = sayOfAgreements.in(language)
  const { number, content, hash } = programme.version
  const facts = factsOfProgramme(inLetters(content), framework, language)
  return frame(paper, say('kind-programme')(language), [
    { kind: 'text', words: say('programme-lead', { number })(language), manner: 'quiet' },
    { kind: 'facts', rows: facts },
    ...activitiesOf(content.activities, language),
    { kind: 'heading', depth: 2, text: w('outcomes') },
    ...content.outcomes.flatMap((outcome) => layOutOutcome(outcome, framework, language)),
    { kind: 'heading', depth: 2, text: w('procedure') },
    { kind: 'text', words: content.procedure },
    { kind: 'heading', depth: 2, text: say('signatures')(language) },
    signaturesOf(programme, zone, language),
    { kind: 'text', words: say('programme-for-all')(language), manner: 'quiet' },
    ...verificationOf(identity, language, [[w('hash'), hash]]),
  ])
}

/** Its names in letters that papers have. */
const inLetters = (content: Programme['version']['content']) => ({
  ...content,
  sending: { ...content.sending, name: writtenName(content.sending) },
  hosting: { ...content.hosting, name: writtenName(content.hosting) },
})

function activitiesOf(activities: readonly ProgrammeActivity[], language: Language): Part[] {
  if (activities.length === 0) return []
  const w = say.in(language)
  const rows = activities.map(({ on, what, competences }) => ({
    cells: [writeDayWithin(on, language), what, competences.join(', ')],
  }))
  return [
    { kind: 'heading', depth: 2, text: sayOfGroups('days')(language) },
    {
      kind: 'table',
      widths: [0.26, 0.52, 0.22],
      head: [w('day'), w('activity'), w('competence')],
      rows,
      isDense: true,
    },
  ]
}

function signaturesOf(programme: Programme, zone: Zone, language: Language): Part {
  const w = say.in(language)
  const rows = [
    ...programme.signatures.map(({ party, name, signedAt }) => ({
      cells: [w('party', { party }), name, writeDayWithin(dayOf(signedAt, zone), language)],
    })),
    ...missingSides(programme).map((party) => ({ cells: [w('party', { party }), '\n\n', '\n\n'] })),
  ]
  return {
    kind: 'table',
    widths: [0.34, 0.42, 0.24],
    head: [w('signatory'), w('signed-by'), w('signed-on')],
    rows,
  }
}

/** Who is in a group and who goes with it: by name and days, and when each signed; no birth dates. */
export function layOutParticipants(paper: Drawn & { group: Group; listed: readonly Listed[] }): LaidOut {
  const { group, listed, sending, hosting, identity, language } = paper
  const w = say.in(language)
  const of = sayOfAgreements.in(language)
  const day = (text: string) => writeDayWithin(text, language)
  const rows = listed.map(({ name, startsOn, endsOn, signedOn }, index) => ({
    cells: [String(index + 1), name, `${day(startsOn)} – ${day(endsOn)}`, signedOn ? day(signedOn) : '–'],
  }))
  return frame(paper, w('kind-participants'), [
    {
      kind: 'facts',
      rows: [
        [sayOfGroups('group')(language), group.name],
        [of('sending'), placed(sending, language)],
        [of('hosting'), placed(hosting, language)],
        [of('period'), `${day(group.startsOn)} – ${day(group.endsOn)}`],
        [of('project'), group.projectCode],
      ],
    },
    { kind: 'heading', depth: 2, text: w('participants') },
    rows.length === 0
      ? { kind: 'text', words: w('no-participants') }
      : {
          kind: 'table',
          widths: [0.08, 0.34, 0.36, 0.22],
          head: ['', w('signed-by'), w('days-there'), w('agreement-signed')],
          rows,
        },
    ...companionsOf(group, language),
    ...verificationOf(identity, language),
  ])
}

function companionsOf({ companions }: Group, language: Language): Part[] {
  if (companions.length === 0) return []
  const w = say.in(language)
  return [
    { kind: 'heading', depth: 2, text: w('companions') },
    {
      kind: 'table',
      widths: [0.5, 0.5],
      head: [w('signed-by'), w('role')],
      rows: companions.map(({ name, role }) => ({ cells: [name, role] })),
    },
  ]
}
