import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { edits, id, moment, synchronised } from '../columns.ts'
import { running } from '../custody/running-periods.ts'
import { members } from '../parties/organisations.ts'
import { people } from '../parties/people.ts'
import { parties } from '../parties.ts'
import { databaseFunction, protect } from '../protect.ts'
import { edit, look, notOfTheErased, rowsInCase, stamped } from '../protections.ts'
import { groupMobilities } from './group-mobilities.ts'

/** How a learner takes part, in the words of the EU standard of micro-credentials. */
export const formsOfParticipation = ['on-site', 'online', 'blended'] as const

/** As whom somebody takes part: they learn there, or they are staff of the organisation that sends them. */
export const kindsOfParticipant = ['learner', 'staff'] as const

/** From one calendar day to another, both included. */
export type DaySpan = { startsOn: string; endsOn: string }
export type Interruption = DaySpan & { reason: string }
/** On which day it was to end before, and why it ends later. */
export type ExtendedStay = { endedOn: string; endsOn: string; reason: string }

export const mobilities = pgTable(
  'mobilities',
  {
    id: id(),
    ...parties(),
    learnerId: uuid()
      .notNull()
      .references(() => people.id),
    /** The group that it is part of, whose learning programme stands in its agreement; null: it goes by itself. */
    groupId: uuid().references(() => groupMobilities.id),
    projectCode: text().notNull(),
    mobilityCode: text(),
    /** Entered by an earlier release, which let several mobilities of a project have the same code. */
    codeShared: boolean().notNull().default(false),
    europassNumber: text(),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    participation: text({ enum: formsOfParticipation }).notNull(),
    participant: text({ enum: kindsOfParticipant }).notNull().default('learner'),
    /** Days of a blended mobility before or after the stay, on which somebody took part from afar. */
    virtualPeriods: jsonb().$type<DaySpan[]>().notNull().default([]),
    /** Days of the stay that do not count, and why. */
    interruptions: jsonb().$type<Interruption[]>().notNull().default([]),
    extensions: jsonb().$type<ExtendedStay[]>().notNull().default([]),
    workloadHours: integer().notNull(),
    objective: text(),
    /** In which languages it was carried out (BCP 47); null where nobody said. */
    languages: text().array(),
    programme: text(),
    /** ISCED-F 2013; null where nobody said. */
    fieldOfEducation: text(),
    eqfLevel: integer(),
    externalId: text(),
    /** Since when it does not take place; what was signed and done before stays. */
    cancelledAt: moment(),
    cancelledBy: uuid().references(() => members.id),
    cancellationReason: text(),
    /** Since when the newest version of its agreement waits for signatures; null where none does. */
    unsignedSince: moment(),
    /** Since when its newest version is signed by everyone; null where that is not so, and once its case is open. */
    signedSince: moment(),
    ...edits(),
    ...synchronised(),
  },
  (t) => [
    unique('mobilities_external_id').on(t.organisationId, t.externalId),
    uniqueIndex('mobilities_code_once')
      .on(t.organisationId, t.projectCode, t.mobilityCode)
      .where(sql`${t.mobilityCode} is not null and not ${t.codeShared} and ${t.cancelledAt} is null`),
    index('mobilities_by_organisation').on(t.organisationId, t.id),
    index('mobilities_by_parties').on(t.organisationId, t.hostingOrganisationId),
    index('mobilities_by_host').on(t.hostingOrganisationId, t.id),
    index('mobilities_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('mobilities_by_change_of_host').on(t.hostingOrganisationId, t.updatedAt, t.id),
    index('mobilities_by_project').on(t.organisationId, t.projectCode, t.id),
    index('mobilities_by_project_of_host').on(t.hostingOrganisationId, t.projectCode, t.id),
    index('mobilities_external_id_of_host')
      .on(t.hostingOrganisationId, t.externalId, t.id)
      .where(sql`${t.externalId} is not null`),
    index('mobilities_by_transaction').on(t.organisationId, t.changedIn, t.id),
    index('mobilities_by_transaction_of_host').on(t.hostingOrganisationId, t.changedIn, t.id),
    index('mobilities_unsigned')
      .on(t.organisationId, t.unsignedSince, t.id)
      .where(sql`${t.unsignedSince} is not null`),
    index('mobilities_unsigned_by_host')
      .on(t.hostingOrganisationId, t.unsignedSince, t.id)
      .where(sql`${t.unsignedSince} is not null`),
    index('mobilities_signed')
      .on(t.organisationId, t.signedSince, t.id)
      .where(sql`${t.signedSince} is not null`),
    index('mobilities_by_learner').on(t.learnerId),
    index('mobilities_by_group').on(t.groupId, t.id).where(sql`${t.groupId} is not null`),
    check('mobilities_dates', sql`${t.startsOn} <= ${t.endsOn}`),
    check('mobilities_two_parties', sql`${t.organisationId} <> ${t.hostingOrganisationId}`),
    check(
      'mobilities_cancelled_for_a_reason',
      sql`(${t.cancelledAt} is null) = (${t.cancellationReason} is null)`,
    ),
    check('mobilities_workload', sql`${t.workloadHours} > 0`),
  ],
)

/**
 * A mobility of the learner, on the way or ahead in these days. Who asks for the same learner at the same time waits until
 * this transaction has ended, and then sees what it left.
 */
export const stayOf = databaseFunction(
  'stay_of(learner uuid, begins date, ends date)',
  `returns uuid language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(learner::text, 0));
  return (select m.id from mobilities m
    where m.learner_id = learner and m.starts_on <= ends and m.ends_on >= begins and m.cancelled_at is null
    order by m.id limit 1);
end $$`,
)

protect(mobilities, {
  rows: rowsInCase,
  may: { dcr_app: edit, dcr_eraser: look },
  guards: [
    notOfTheErased('learnerId'),
    stamped,
    running('insert'),
    running('update', 'old.ends_on is distinct from new.ends_on'),
  ],
})
