import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../columns.ts'
import { organisations } from '../parties/organisations.ts'
import { databaseFunction, type Guard, protect } from '../protect.ts'
import { look, ownRows } from '../protections.ts'

/** The public lists of what was revoked, which the database keeps as certificates are issued and revoked. */
export const statusLists = pgTable('status_lists', {
  list: text().primaryKey(),
  organisationId: uuid()
    .notNull()
    .references(() => organisations.id),
  /** Since when it reads as it does: something was revoked, or the first certificate in it was issued. */
  changedAt: moment().notNull(),
  /** How many of its certificates are revoked, which tells one reading of it from the next. */
  revoked: integer().notNull(),
})

protect(statusLists, {
  rows: [ownRows, { name: 'published', to: 'dcr_public', for: 'select', using: 'true' }],
  may: { dcr_app: look, dcr_public: { select: ['list', 'changedAt', 'revoked'] } },
})

/** Of the table of certificates. */
export const inStatusList: Guard<never> = {
  name: 'listed',
  after: 'insert or update',
  when: "new.status = 'issued'",
  run: databaseFunction(
    'keep_status_list()',
    `returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' or old.status <> 'issued' then
    insert into status_lists (list, organisation_id, changed_at, revoked)
    values (new.status_list, new.organisation_id, coalesce(new.issued_at, new.created_at), 0) on conflict do nothing;
  end if;
  if new.revoked_at is not null and (tg_op = 'INSERT' or old.revoked_at is null) then
    update status_lists set revoked = revoked + 1, changed_at = greatest(changed_at, new.revoked_at)
    where list = new.status_list;
  end if;
  return null;
end $$`,
  ),
}
