import { sql } from 'drizzle-orm'
import { check, date, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { linkHolders } from '../mobility/links.ts'
import { members, organisations } from '../parties/organisations.ts'
import { people } from '../parties/people.ts'
import { databaseFunction, protect } from '../protect.ts'
import { edit, erasing, notOfTheErased, onlyMoved, ownRows } from '../protections.ts'

/** What people may ask for about their data: Articles 15 to 18, 20 and 21 GDPR. */
export const dataRights = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'portability',
  'objection',
] as const

export const dataOutcomes = ['done', 'refused'] as const

/**
 * That a person asked for something about their data, until when it is to be answered, and how it was. Whoever was erased
 * may still ask what is kept.
 */
export const dataRequests = pgTable(
  'data_requests',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    right: text({ enum: dataRights }).notNull(),
    receivedOn: date().notNull(),
    /** The last day for the answer: a month after it was received, three where that was extended. */
    dueOn: date().notNull(),
    /** Who wrote down that it came; null where whoever asks did it through a link. */
    recordedBy: uuid().references(() => members.id),
    /** Who asked through a link; null where somebody wrote it down. */
    party: text({ enum: linkHolders }),
    /** What they wrote themselves. */
    said: text(),
    createdAt: moment().notNull(),
    /** Since when it waits for the day on which it is due: received, or extended. */
    waitingSince: moment().notNull(),
    /** What the person was told of why it takes longer. */
    extensionReason: text(),
    extendedAt: moment(),
    outcome: text({ enum: dataOutcomes }),
    /** What the person was told: what was done, or why nothing was. */
    answer: text(),
    answeredAt: moment(),
    answeredBy: uuid().references(() => members.id),
  },
  (t) => [
    index('data_requests_by_organisation').on(t.organisationId, t.id),
    index('data_requests_waiting')
      .on(t.organisationId, t.waitingSince, t.id)
      .where(sql`${t.answeredAt} is null`),
    index('data_requests_open').on(t.organisationId, t.id).where(sql`${t.answeredAt} is null`),
    index('data_requests_by_person').on(t.personId),
    check('data_requests_recorded', sql`num_nonnulls(${t.recordedBy}, ${t.party}) = 1`),
  ],
)

/**
 * A request is extended once, then answered, and does not change any more; what the person wrote themselves may be erased.
 */
const keepRequest = databaseFunction(
  'keep_data_request()',
  `returns trigger language plpgsql as $$
declare
  movable text[] := '{}';
begin
  if tg_op = 'UPDATE' and ${onlyMoved}(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'UPDATE' and current_user = 'dcr_eraser' and new.said is null
    and to_jsonb(old) - 'said' = to_jsonb(new) - 'said' then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.answered_at is null then
    if old.extended_at is null and new.extended_at is not null then
      movable := movable || array['extended_at', 'extension_reason', 'due_on', 'waiting_since'];
    end if;
    if new.answered_at is not null then
      movable := movable || array['answered_at', 'answered_by', 'outcome', 'answer'];
    end if;
  end if;
  if tg_op = 'DELETE' or to_jsonb(old) - movable <> to_jsonb(new) - movable then
    raise exception 'a data request does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$`,
)

protect(dataRequests, {
  rows: [ownRows, erasing],
  may: { dcr_app: edit, dcr_eraser: { select: true, update: ['said'] } },
  guards: [
    { name: 'kept', before: 'update or delete', run: keepRequest },
    notOfTheErased('personId', { before: 'insert', when: 'new.said is not null' }),
  ],
})
