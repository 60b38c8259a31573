import { integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { members } from '../parties/organisations.ts'
import { partnerships } from '../parties/partnerships.ts'
import { parties, partySides } from '../parties.ts'
import { type Protection, protect } from '../protect.ts'
import { add, appendOnly, ofParties } from '../protections.ts'
import type { AgreedOutcome, AgreedParty, AgreedWordings } from './agreements.ts'
import { groupMobilities } from './group-mobilities.ts'

/** What a group does on a day, and which outcomes that goes into. */
export type ProgrammeActivity = { on: string; what: string; competences: string[] }

/** What two organisations agree for everyone in a group; of the participants it says nothing. */
export type ProgrammeContent = {
  sending: AgreedParty
  hosting: AgreedParty
  group: {
    id: string
    name: string
    projectCode: string
    startsOn: string
    endsOn: string
    workloadHours: number
  }
  framework: { id: string; hash: string; wordings?: AgreedWordings }
  outcomes: AgreedOutcome[]
  activities: ProgrammeActivity[]
  procedure: string
  assessorRole: string
  evidenceFrom: string
  evidenceUntil: string
}

const kept: Protection<never> = {
  rows: [ofParties],
  may: { dcr_app: add },
  guards: [appendOnly],
}

/** A version never changes: signed by both organisations, it stands in the agreement of each participant. */
export const learningProgrammes = pgTable(
  'learning_programmes',
  {
    id: id(),
    ...parties(),
    groupId: uuid()
      .notNull()
      .references(() => groupMobilities.id),
    number: integer().notNull(),
    content: jsonb().$type<ProgrammeContent>().notNull(),
    hash: text().notNull(),
    /** What it says to who returned the version before; no part of what is signed. */
    answers: text(),
    createdAt: moment().notNull(),
  },
  (t) => [unique('learning_programmes_number').on(t.groupId, t.number)],
)

protect(learningProgrammes, kept)

export const learningProgrammeSignatures = pgTable(
  'learning_programme_signatures',
  {
    id: id(),
    ...parties(),
    programmeId: uuid()
      .notNull()
      .references(() => learningProgrammes.id),
    party: text({ enum: partySides }).notNull(),
    name: text().notNull(),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    /** The hash of the version as the signer saw it. */
    hash: text().notNull(),
    /** The memorandum in force when it was signed; null: there was none. */
    partnershipId: uuid().references(() => partnerships.id),
    signedAt: moment().notNull(),
  },
  (t) => [unique('learning_programme_signatures_once').on(t.programmeId, t.party)],
)

protect(learningProgrammeSignatures, kept)

/** A version that the host does not sign as it is, and why: it waits for the next one. */
export const learningProgrammeObjections = pgTable('learning_programme_objections', {
  programmeId: uuid()
    .primaryKey()
    .references(() => learningProgrammes.id),
  ...parties(),
  memberId: uuid()
    .notNull()
    .references(() => members.id),
  comment: text().notNull(),
  at: moment().notNull(),
})

protect(learningProgrammeObjections, kept)
