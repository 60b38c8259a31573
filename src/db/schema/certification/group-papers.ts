import { date, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytea, id, moment } from '../columns.ts'
import { groupMobilities } from '../mobility/group-mobilities.ts'
import { members } from '../parties/organisations.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { add, appendOnly, erasing, look, ofParties } from '../protections.ts'

/** The papers of a group: what both organisations agreed for everyone in it, who is, and that somebody went with them. */
export const groupPaperKinds = ['programme', 'participants', 'accompanying'] as const
export type GroupPaperKind = (typeof groupPaperKinds)[number]

/** What strangers are told who have the code of a paper of a group: never who is in it. */
export type GroupPaperSays = {
  sending: string
  hosting: string
  group: string
  startsOn: string
  endsOn: string
  /** Of a programme: which version, its hash, and who had signed it by then. */
  version?: { id: string; number: number; hash: string }
  signatures?: { party: 'sending' | 'hosting'; on: string }[]
  /** Of a list: how many stand on it. */
  participants?: number
}

/** Each as it was drawn, once for the same facts. */
export const groupPapers = pgTable(
  'group_papers',
  {
    id: id(),
    ...parties(),
    groupId: uuid()
      .notNull()
      .references(() => groupMobilities.id),
    kind: text({ enum: groupPaperKinds }).notNull(),
    language: text().notNull(),
    /** SHA-256 over what it was drawn from: the same facts make no second paper. */
    basis: text().notNull(),
    number: text().notNull().unique(),
    /** 130 random bits: knowing it is the right to see the public page. */
    code: text().notNull().unique(),
    says: jsonb().$type<GroupPaperSays>().notNull(),
    sha256: text().notNull(),
    bytes: bytea().notNull(),
    issuedAt: moment().notNull(),
    /** The calendar day of it where the sending organisation is. */
    issuedOn: date().notNull(),
    /** Null: a client that named nobody. */
    memberId: uuid().references(() => members.id),
  },
  (t) => [
    unique('group_papers_once').on(t.groupId, t.kind, t.language, t.basis),
    index('group_papers_by_group').on(t.groupId, t.id),
  ],
)

protect(groupPapers, {
  rows: [ofParties, { name: 'issued', to: 'dcr_public', for: 'select', using: 'true' }, erasing],
  may: {
    dcr_app: add,
    dcr_public: {
      select: [
        'id',
        'organisationId',
        'groupId',
        'kind',
        'language',
        'basis',
        'number',
        'code',
        'says',
        'sha256',
        'issuedOn',
      ],
    },
    dcr_eraser: look,
  },
  guards: [appendOnly],
})
