import { sql } from 'drizzle-orm'
import { type AnyPgColumn, check, date, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { certificates } from '../certification/certificates.ts'
import { id, moment, synchronised } from '../columns.ts'
import { carriedAlone } from '../custody/carry-moves.ts'
import { running } from '../custody/running-periods.ts'
import { linkHolders } from '../mobility/links.ts'
import { members } from '../parties/organisations.ts'
import { assessingSides } from '../parties/partnerships.ts'
import { people } from '../parties/people.ts'
import { parties } from '../parties.ts'
import { databaseFunction, protect } from '../protect.ts'
import {
  appendOnly,
  edit,
  erasing,
  notOfTheErased,
  ofHosts,
  ofParties,
  onlyMoved,
  stamped,
  writtenDown,
} from '../protections.ts'
import { awaits } from './awaited-steps.ts'
import { recognitions } from './recognitions.ts'

export const appealStates = ['submitted', 'in-hearing', 'upheld', 'rejected', 'withdrawn'] as const

/** A learner's word against a result (appeal) or against how it came about (complaint), and what became of it. */
export const appeals = pgTable(
  'appeals',
  {
    id: id(),
    ...parties(),
    recognitionId: uuid()
      .notNull()
      .references(() => recognitions.id),
    /** The certificate that is contested; null where none was issued. */
    certificateId: uuid().references((): AnyPgColumn => certificates.id),
    kind: text({ enum: ['appeal', 'complaint'] }).notNull(),
    party: text({ enum: linkHolders }).notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** As typed by who appeals; null once the learner was erased, as are the grounds. */
    name: text(),
    /** By what right somebody else appeals for who was asked; null: who was asked, or the learner was erased. */
    onBehalf: text(),
    grounds: text(),
    /** The outcomes whose results are contested; none for a complaint. */
    competences: text().array().notNull(),
    state: text({ enum: appealStates }).notNull(),
    submittedAt: moment().notNull(),
    dueOn: date().notNull(),
    handlerId: uuid().references(() => members.id),
    heardAt: moment(),
    /** Whose assessors were asked to mark the contested outcomes again, by the memorandum; null while nobody was. */
    markingAskedOf: text({ enum: assessingSides }),
    markingAskedAt: moment(),
    closedAt: moment(),
    /** Why it was decided as it was, for the learner to read. */
    reasons: text(),
    updatedAt: moment().notNull(),
    ...synchronised(),
  },
  (t) => [
    uniqueIndex('appeals_one_open')
      .on(t.recognitionId, t.kind)
      .where(sql`${t.state} in ('submitted', 'in-hearing')`),
    index('appeals_by_organisation').on(t.organisationId, t.id),
    index('appeals_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('appeals_by_transaction').on(t.organisationId, t.changedIn, t.id),
    index('appeals_by_state').on(t.organisationId, t.state, t.id),
    index('appeals_by_kind').on(t.organisationId, t.kind, t.id),
    index('appeals_by_recognition').on(t.recognitionId, t.id),
    index('appeals_by_certificate').on(t.certificateId),
    index('appeals_waiting')
      .on(t.organisationId, t.submittedAt, t.id)
      .where(sql`${t.state} in ('submitted', 'in-hearing')`),
    index('appeals_to_mark_by_host')
      .on(t.hostingOrganisationId, t.markingAskedAt, t.id)
      .where(sql`${t.state} = 'in-hearing' and ${t.markingAskedOf} in ('hosting', 'either')`),
    check('appeals_marking_asked', sql`(${t.markingAskedOf} is null) = (${t.markingAskedAt} is null)`),
  ],
)

/** What an appeal says is fixed when it is submitted, and what became of it once it is closed; then it may be erased. */
const keepAppeal = databaseFunction(
  'keep_appeal()',
  `returns trigger language plpgsql as $$
declare
  added text[] := array['state', 'handler_id', 'heard_at', 'marking_asked_of', 'marking_asked_at',
    'closed_at', 'reasons', 'updated_at'];
  erased text[] := array['name', 'on_behalf', 'grounds', 'updated_at'];
begin
  if tg_op = 'UPDATE' and current_user = 'dcr_eraser' and old.closed_at is not null and new.name is null
    and new.grounds is null and to_jsonb(old) - erased = to_jsonb(new) - erased then
    return new;
  end if;
  if tg_op = 'UPDATE' and ${onlyMoved}(to_jsonb(old), to_jsonb(new)) then
    return new;
  end if;
  if tg_op = 'DELETE' or old.closed_at is not null or to_jsonb(old) - added <> to_jsonb(new) - added then
    raise exception 'an appeal does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$`,
)

protect(appeals, {
  rows: [
    ofParties,
    ofHosts,
    // A stranger learns that a certificate is contested, not by whom or why.
    { name: 'contested', to: 'dcr_public', for: 'select', using: "state in ('submitted', 'in-hearing')" },
    erasing,
  ],
  may: {
    dcr_app: edit,
    dcr_public: { select: ['certificateId', 'state'] },
    dcr_eraser: { select: true, update: ['name', 'onBehalf', 'grounds', 'updatedAt'] },
  },
  guards: [
    { name: 'kept', before: 'update or delete', run: keepAppeal },
    notOfTheErased('recognitionId'),
    stamped,
    awaits("new.state = 'upheld'"),
    running('insert or update'),
  ],
})

/** Steps of appeals, as the release before the ledger writes and reads them. */
export const appealMoves = pgTable(
  'appeal_moves',
  {
    id: id(),
    ...parties(),
    appealId: uuid()
      .notNull()
      .references(() => appeals.id),
    action: text().notNull(),
    from: text({ enum: appealStates }),
    to: text({ enum: appealStates }).notNull(),
    memberId: uuid().references(() => members.id),
    personId: uuid().references(() => people.id),
    at: moment().notNull(),
  },
  (t) => [index('appeal_moves_by_appeal').on(t.appealId, t.id)],
)

protect(appealMoves, { ...writtenDown, guards: [appendOnly, carriedAlone] })
