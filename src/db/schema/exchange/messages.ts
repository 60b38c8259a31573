import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { countedByDay } from '../custody/running-days.ts'
import { members, organisations } from '../parties/organisations.ts'
import { people } from '../parties/people.ts'
import { databaseFunction, protect } from '../protect.ts'
import { edit, erasing, notOfTheErased, ownRows } from '../protections.ts'
import { messageTemplates } from './message-templates.ts'

export const messageStates = [
  'queued',
  'sent',
  'bounced',
  'failed',
  'suppressed',
  'handed-over',
  'cancelled',
] as const

/** To whom a message goes: to a learner, their guardian, or a member of an organisation. */
export const messageParties = ['learner', 'guardian', 'member'] as const

/**
 * What somebody is told or asked by mail, or by whoever hands it over. The address is looked up when it is sent, and so is
 * its text written: neither is kept, nor is the secret of the link that it carries.
 */
export const messages = pgTable(
  'messages',
  {
    id: id(),
    /** Whose message it is. */
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** Who hosts the case that it belongs to; null where it belongs to none. */
    hostingOrganisationId: uuid().references(() => organisations.id),
    party: text({ enum: messageParties }).notNull(),
    /** Of two guardians, whether it is the second one. */
    secondGuardian: boolean().notNull().default(false),
    /** The learner, whose guardian it may go to. */
    personId: uuid().references(() => people.id),
    memberId: uuid().references(() => members.id),
    template: text({ enum: messageTemplates }).notNull(),
    /** The thing that it is about, for which its link is made. */
    subjectId: uuid().notNull(),
    /** In which language; null: in all that are spoken here. */
    language: text(),
    /** What a message of which there is only one was written for, such as a reminder; null: any number of them. */
    occasion: text(),
    /** The last day for what it asks. */
    until: date(),
    state: text({ enum: messageStates }).notNull().default('queued'),
    createdAt: moment().notNull(),
    /** Not before this moment. */
    dueAt: moment().notNull(),
    /** Until when somebody is at sending it. */
    leasedUntil: moment(),
    attempts: integer().notNull().default(0),
    /** What it last failed of, as a code. */
    problem: text(),
    /** The same for each attempt, so that whoever gets it twice knows. */
    messageId: text(),
    /** The link that it carried last. */
    linkId: uuid(),
    /** SHA-256 of the address, so that one that does not work is known again. */
    addressHash: text(),
    /** When it came back for good: nothing more goes to that address, whatever becomes of the message. */
    bouncedAt: moment(),
    /** When it was sent, handed over or given up. */
    endedAt: moment(),
  },
  (t) => [
    index('messages_by_organisation').on(t.organisationId, t.id),
    index('messages_by_state').on(t.organisationId, t.state, t.id),
    index('messages_due').on(t.dueAt, t.id).where(sql`${t.state} = 'queued'`),
    index('messages_ended').on(t.endedAt, t.state).where(sql`${t.endedAt} is not null`),
    index('messages_ended_of_organisation')
      .on(t.organisationId, t.endedAt, t.id)
      .where(sql`${t.endedAt} is not null and ${t.bouncedAt} is null and ${t.state} <> 'bounced'`),
    index('messages_by_person').on(t.personId, t.id),
    index('messages_by_member').on(t.memberId, t.id).where(sql`${t.memberId} is not null`),
    index('messages_unreached')
      .on(t.organisationId, t.endedAt, t.id)
      .where(sql`${t.state} in ('bounced', 'suppressed')`),
    index('messages_by_address')
      .on(t.organisationId, t.addressHash)
      .where(sql`${t.state} = 'bounced' or ${t.bouncedAt} is not null`),
    uniqueIndex('messages_once')
      .on(
        t.subjectId,
        t.template,
        t.party,
        t.secondGuardian,
        sql`coalesce(${t.personId}, ${t.memberId})`,
        t.occasion,
      )
      .where(sql`${t.occasion} is not null`),
  ],
)

protect(messages, {
  rows: [ownRows, erasing],
  may: { dcr_app: edit, dcr_service: { update: true }, dcr_eraser: { select: true, delete: true } },
  guards: [
    notOfTheErased('personId'),
    countedByDay('insert or delete'),
    countedByDay(
      'update',
      '(old.ended_at, old.bounced_at, old.state) is distinct from (new.ended_at, new.bounced_at, new.state)',
    ),
  ],
})

/** To whom a message of the acting organisation goes: members of another one can be told something, too. */
export const recipientOf = databaseFunction(
  'recipient_of(message uuid)',
  `returns table (name text, learner text, address text) language sql stable security definer rows 1
  set search_path = public, pg_temp
  as $$ select case m.party when 'member' then u.name when 'guardian' then
      case when m.second_guardian then p.second_guardian_name else p.guardian_name end
      else coalesce(nullif(p.given_name, ''), p.family_name) end,
    coalesce(nullif(p.given_name, ''), p.family_name),
    case m.party when 'member' then u.email when 'guardian' then
      case when m.second_guardian then p.second_guardian_email else p.guardian_email end else p.email end
  from messages m left join people p on p.id = m.person_id left join members u on u.id = m.member_id
  where m.id = message and m.organisation_id = acting_organisation() $$`,
  'dcr_app',
)

/** Whose messages came back: of each one, nothing else. */
export const ownersOf = databaseFunction(
  'owners_of(wanted uuid[])',
  `returns table (id uuid, organisation_id uuid) language sql stable security definer set search_path = public, pg_temp
  as $$ select m.id, m.organisation_id from messages m where m.id = any (wanted) $$`,
  'dcr_app',
)
