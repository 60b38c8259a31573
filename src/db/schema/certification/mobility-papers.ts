import { date, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytea, id, moment } from '../columns.ts'
import { mobilities } from '../mobility/mobilities.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import {
  add,
  appendOnly,
  erasing,
  look,
  notOfTheErased,
  ofHosts,
  ofParties,
  writtenDown,
} from '../protections.ts'

/** The papers of a mobility beside its certificate: what was agreed, that somebody took part, and who accompanied them. */
export const paperKinds = ['agreement', 'participation', 'accompanying'] as const
export type PaperKind = (typeof paperKinds)[number]

/** What strangers are told who have the code of a paper: never whose it is. */
export type PaperSays = {
  sending: string
  hosting: string
  startsOn: string
  endsOn: string
  /** Of an agreement: which version, its hash, and who had signed it by then. */
  version?: { id: string; number: number; hash: string }
  signatures?: {
    party: 'sending' | 'hosting' | 'learner' | 'guardian'
    on: string
    method?: 'paper' | 'programme'
  }[]
  /** Of an agreement of whoever goes as staff; absent for learners. */
  participant?: 'staff'
  /** Of a certificate of participation: which certificate's results it repeats. */
  certificate?: { id: string; number: string } | null
}

/** Each as it was drawn, once for the same facts. */
export const mobilityPapers = pgTable(
  'mobility_papers',
  {
    id: id(),
    ...parties(),
    mobilityId: uuid()
      .notNull()
      .references(() => mobilities.id),
    kind: text({ enum: paperKinds }).notNull(),
    language: text().notNull(),
    /** SHA-256 over what it was drawn from: the same facts make no second paper. */
    basis: text().notNull(),
    number: text().notNull().unique(),
    /** 130 random bits: knowing it is the right to see the public page. */
    code: text().notNull().unique(),
    says: jsonb().$type<PaperSays>().notNull(),
    sha256: text().notNull(),
    bytes: bytea().notNull(),
    issuedAt: moment().notNull(),
    /** The calendar day of it where the sending organisation is. */
    issuedOn: date().notNull(),
    /** Null: a client that named nobody. */
    memberId: uuid().references(() => members.id),
  },
  (t) => [
    unique('mobility_papers_once').on(t.mobilityId, t.kind, t.language, t.basis),
    index('mobility_papers_by_mobility').on(t.mobilityId, t.id),
  ],
)

protect(mobilityPapers, {
  rows: [ofParties, ofHosts, { name: 'issued', to: 'dcr_public', for: 'select', using: 'true' }, erasing],
  may: {
    dcr_app: add,
    dcr_public: {
      select: [
        'id',
        'organisationId',
        'mobilityId',
        'kind',
        'language',
        'number',
        'code',
        'says',
        'sha256',
        'issuedOn',
      ],
    },
    dcr_eraser: look,
  },
  guards: [appendOnly, notOfTheErased('mobilityId', { before: 'insert' })],
})

/** From when until when the learner took part, in the words of the hosting organisation; the last one said holds. */
export const participationAttestations = pgTable(
  'participation_attestations',
  {
    id: id(),
    ...parties(),
    mobilityId: uuid()
      .notNull()
      .references(() => mobilities.id),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    name: text().notNull(),
    at: moment().notNull(),
  },
  (t) => [index('participation_attestations_by_mobility').on(t.mobilityId, t.id)],
)

protect(participationAttestations, writtenDown)
