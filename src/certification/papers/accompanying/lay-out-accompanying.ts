import { say as sayOfAgreements } from '../../../mobility/agreements/words.ts'
import { writtenName } from '../../../parties/names/names.ts'
import type { Organisation } from '../../../parties/organisations/store.ts'
import { writeDayWithin } from '../../../platform/dates.ts'
import type { Language } from '../../../platform/words/language.ts'
import { placed, signatoriesOf } from '../lay-out-participation.ts'
import { type LaidOut, type PaperIdentity, verificationOf } from '../lay-out-verification.ts'
import { say } from '../words.ts'
import type { Accompanying } from './accompanying.ts'

type AccompanyingPaper = {
  asked: Pick<Accompanying, 'name' | 'role' | 'startsOn' | 'endsOn'> & { attested: { name: string } | null }
  /** Which they accompanied: a mobility, or that of a group. */
  mobility: { projectCode: string }
  sending: Organisation
  hosting: Organisation
  identity: PaperIdentity
  language: Language
  from: NonNullable<LaidOut['from']>
}

/** A certificate for an accompanying person: who was where, as what and when; nothing of those whom they accompanied. */
export function layOutAccompanying(paper: AccompanyingPaper): LaidOut {
  const { asked, mobility, sending, hosting, identity, language, from } = paper
  const w = say.in(language)
  const of = sayOfAgreements.in(language)
  const period = [asked.startsOn, asked.endsOn].map((day) => writeDayWithin(day, language))
  return {
    title: w('kind-accompanying'),
    from,
    foot: identity.number,
    language,
    id: identity.id,
    sending: writtenName(sending),
    at: identity.issuedAt,
    parts: [
      { kind: 'heading', depth: 1, text: w('kind-accompanying') },
      { kind: 'text', words: w('accompanying-lead'), manner: 'lead' },
      { kind: 'heading', depth: 2, text: asked.name },
      {
        kind: 'facts',
        rows: [
          [w('role'), asked.role],
          [of('sending'), placed(sending, language)],
          [of('hosting'), placed(hosting, language)],
          [of('period'), period.join(' – ')],
          [of('project'), mobility.projectCode],
        ],
      },
      {
        kind: 'text',
        words: w('presence-attested', {
          name: asked.attested?.name ?? '–',
          organisation: writtenName(hosting),
        }),
      },
      { kind: 'text', words: w('assesses-nothing'), manner: 'quiet' },
      ...signatoriesOf(sending, language),
      ...verificationOf(identity, language),
    ],
  }
}
