import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { members } from '../parties/organisations.ts'
import { partnerships } from '../parties/partnerships.ts'
import { people } from '../parties/people.ts'
import { parties, partySides } from '../parties.ts'
import { protect } from '../protect.ts'
import { add, appendOnly, look, notOfTheErased, rowsInCase } from '../protections.ts'
import type { AgreedLearner } from './agreed-learner.ts'
import type { AgreedMobility, AgreedStay } from './agreed-mobility.ts'
import type { FromTemplate } from './from-template.ts'
import { mobilities } from './mobilities.ts'
import { movesMobility, writtenDownOf } from './moves-mobility.ts'
import type { AgreedRecognition } from './recognised-as.ts'
import { signingMethod } from './signing-method.ts'

/** Whose words a criterion is in. */
export const criterionSources = ['framework', 'partners'] as const
export type CriterionSource = (typeof criterionSources)[number]

export type Criterion = {
  id: string
  /** The level this criterion shows; null where the framework has no levels. */
  level: number | null
  facet: string | null
  text: { lv: string; en: string }
  mandatory: boolean
  /** Of one of the partners' own, at a level without facets: the framework's statement that it stands for. */
  statement?: string | null | undefined
  /** Absent in what was written under the first rule. */
  source?: CriterionSource | undefined
  /** Of one of the framework's own: the lead of its level, which its text may begin with. */
  lead?: { lv: string; en: string } | undefined
  /** What the framework says where one of the partners' own stands in its place. */
  inPlaceOf?: { lv: string; en: string }[] | undefined
}

/** A piece of work that is agreed to be done and watched, so that whoever marks it sees the same. */
export type AgreedTask = {
  /** Unique in the agreement: evidence and marks name it. */
  id: string
  /** The use case of the framework that it is made from; null where the partners thought of it themselves. */
  useCase: string | null
  scenario: { lv: string; en: string }
  /** What the learner is told to do. */
  brief: { lv: string; en: string }
  observe: { lv: string; en: string }[]
  handIn: { lv: string; en: string }[]
  /** Ids of the criteria of its outcome that it shows. */
  criteria: string[]
}

/** What the search for a level before the mobility came to. */
export const baselineFindings = ['level', 'none', 'not-looked-for'] as const
export type BaselineFinding = (typeof baselineFindings)[number]

/** A skill of a vocabulary of others, by its address, and as it is called there in `language`. */
export type AgreedSkill = { uri: string; label: string; language: string }

export type AgreedOutcome = {
  competence: string
  baseline: number | null
  /** Absent in what was written under the first rule, where no level may mean either of the two others. */
  baselineFound?: BaselineFinding
  baselineFoundBy: string
  target: number | null
  criteria: Criterion[]
  /** Absent where none is agreed. */
  tasks?: AgreedTask[] | undefined
  /** What it works on beside, of what is suggested for the competence; absent where nothing is agreed. */
  skills?: AgreedSkill[] | undefined
  /** Whether the criteria cover less than the framework has at the target level, and the parties know it. */
  partial?: boolean
  /** Why what was remarked when it was drafted is agreed all the same. */
  justification?: string | null
  methods: string[]
  assessorRole: string
  /** Evidence of it counts when it was produced within these calendar dates, both included. */
  evidenceFrom: string
  evidenceUntil: string
  /** Hours of the mobility that go into it; null: not told apart. */
  workloadHours: number | null
  recognisedAs: AgreedRecognition
}

/** An organisation as it is agreed with; what may be absent is so in versions of earlier releases. */
export type AgreedParty = { id: string; name: string; latinName?: string | null; country?: string }

/**
 * By language, the wording of the framework that an agreement uses: our own or the official one, of a partial one how many
 * texts of a hundred it has and in which language the rest is. Absent in versions of earlier releases, which use the
 * wording that was there first.
 */
export type AgreedWordings = Record<
  string,
  { wording: 'adapted' | 'official'; percent?: number; restIn?: string }
>

export type AgreementContent = {
  /**
   * The rule it was written under: 2 asks that criteria cover the level they are to show, that each mark names its method,
   * and tells no level before from none looked for. Absent: the first, which asks none of it.
   */
  rule?: 2
  sending: AgreedParty
  hosting: AgreedParty
  learner: AgreedLearner
  mobility: AgreedMobility
  /** Of a participant of a group: the learning programme that stands in it, which both organisations have signed. */
  learningProgramme?: { id: string; groupId: string; group: string; number: number; hash: string }
  framework: { id: string; hash: string; wordings?: AgreedWordings }
  outcomes: AgreedOutcome[]
  procedure: string
  assessorRole: string
  /** For outcomes that nobody planned, and the default for those that were. */
  evidenceFrom: string
  evidenceUntil: string
}

/** Who signs an agreement. */
export const signatories = ['sending', 'hosting', 'learner', 'guardian'] as const

/** It never changes; what was judged keeps the version it was judged under. `answers`: what it says to who returned the one before. */
export const agreementVersions = pgTable(
  'agreement_versions',
  {
    id: id(),
    ...parties(),
    mobilityId: uuid()
      .notNull()
      .references(() => mobilities.id),
    number: integer().notNull(),
    content: jsonb().$type<AgreementContent>().notNull(),
    hash: text().notNull(),
    answers: text(),
    template: jsonb().$type<FromTemplate>(),
    createdAt: moment().notNull(),
  },
  (t) => [unique('agreement_versions_number').on(t.mobilityId, t.number)],
)

protect(agreementVersions, {
  rows: rowsInCase,
  may: { dcr_app: add, dcr_eraser: look },
  guards: [appendOnly, notOfTheErased('mobilityId'), movesMobility('createdAt')],
})

export const agreementSignatures = pgTable(
  'agreement_signatures',
  {
    id: id(),
    ...parties(),
    versionId: uuid()
      .notNull()
      .references(() => agreementVersions.id),
    party: text({ enum: signatories }).notNull(),
    /** Of two guardians, whether it is the second one. */
    secondGuardian: boolean().notNull().default(false),
    name: text().notNull(),
    /** By what right somebody else signed for who was asked; null: who was asked signed. */
    onBehalf: text(),
    memberId: uuid().references(() => members.id),
    personId: uuid().references(() => people.id),
    /** The hash of the version as the signer saw it. */
    hash: text().notNull(),
    /** The memorandum in force when it was signed; null: there was none. */
    partnershipId: uuid().references(() => partnerships.id),
    ...signingMethod(),
    /** The learning programme whose signature stands for this one; null: it was signed itself. */
    programmeId: uuid(),
    signedAt: moment().notNull(),
  },
  (t) => [unique('agreement_signatures_once').on(t.versionId, t.party, t.secondGuardian)],
)

protect(agreementSignatures, writtenDownOf('signedAt'))

/** A version taken back before everyone had signed it, so that the one before holds on. */
export const agreementWithdrawals = pgTable('agreement_withdrawals', {
  versionId: uuid()
    .primaryKey()
    .references(() => agreementVersions.id),
  ...parties(),
  memberId: uuid().references(() => members.id),
  reason: text().notNull(),
  at: moment().notNull(),
})

protect(agreementWithdrawals, writtenDownOf('at'))

/** That a withdrawal was taken back within its day: once, so that what was signed has one last word. */
export const agreementReinstatements = pgTable('agreement_reinstatements', {
  versionId: uuid()
    .primaryKey()
    .references(() => agreementVersions.id),
  ...parties(),
  memberId: uuid().references(() => members.id),
  at: moment().notNull(),
})

protect(agreementReinstatements, writtenDownOf('at'))

/** A field of what was signed, by an RFC 6901 pointer into the content, as it was signed and as it should read. */
export type SlipField = { pointer: string; old: RegisteredFact | boolean; new: RegisteredFact | boolean }

/** One fact of a register, as it is signed and printed. */
export type RegisteredFact = string | number | string[] | AgreedStay[] | null

/**
 * What one organisation says of a slip in a signed version: the first of the two which fields, and why; the other that it
 * is so. Once both have, the version reads as they say.
 */
export const agreementSlips = pgTable(
  'agreement_slips',
  {
    id: id(),
    ...parties(),
    versionId: uuid()
      .notNull()
      .references(() => agreementVersions.id),
    /** What the other organisation said first; null for that itself. */
    confirms: uuid().references((): AnyPgColumn => agreementSlips.id),
    side: text({ enum: partySides }).notNull(),
    fields: jsonb().$type<SlipField[]>().notNull(),
    reason: text().notNull(),
    memberId: uuid()
      .notNull()
      .references(() => members.id),
    at: moment().notNull(),
  },
  (t) => [
    unique('agreement_slips_confirmed_once').on(t.confirms),
    index('agreement_slips_by_version').on(t.versionId),
  ],
)

protect(agreementSlips, writtenDownOf('at'))
