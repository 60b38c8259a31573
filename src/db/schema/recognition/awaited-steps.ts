import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../columns.ts'
import { parties } from '../parties.ts'
import { databaseFunction, type Guard, protect } from '../protect.ts'
import { erasing, look, ofParties } from '../protections.ts'

export const awaitedStepKinds = ['recognition-act', 'certificate-after-appeal'] as const

/**
 * What waits of cases that were certified: that one is recognised, or issued anew after an appeal. The database keeps it, by
 * the triggers of whatever such a step depends on, so that nobody has to look for it among all that is done.
 */
export const awaitedSteps = pgTable(
  'awaited_steps',
  {
    kind: text({ enum: awaitedStepKinds }).notNull(),
    /** The certificate, or the appeal. */
    subjectId: uuid().notNull(),
    ...parties(),
    recognitionId: uuid().notNull(),
    /** Since when it waits. */
    since: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.subjectId] }),
    index('awaited_steps_by_organisation').on(t.organisationId, t.kind, t.since, t.subjectId),
    index('awaited_steps_by_recognition').on(t.recognitionId),
  ],
)

protect(awaitedSteps, { rows: [ofParties, erasing], may: { dcr_app: look, dcr_eraser: look } })

/** The steps of one case that wait, as what was done tells. */
databaseFunction(
  'awaited_in(case_id uuid)',
  `returns table (kind text, subject_id uuid, organisation_id uuid, hosting_organisation_id uuid, recognition_id uuid,
    since timestamp with time zone)
  language sql stable as $$
  select 'recognition-act', c.id, c.organisation_id, c.hosting_organisation_id, c.recognition_id,
    coalesce(c.issued_at, c.created_at)
  from certificates c
  where c.recognition_id = case_id and c.status = 'issued' and c.revoked_at is null
    and not exists (select 1 from recognition_acts a where a.recognition_id = case_id and a.certificate_id = c.id)
    and not exists (select 1 from revocation_requests q where q.certificate_id = c.id and q.outcome is null)
    and not exists (select 1 from corrections q where q.certificate_id = c.id and q.outcome is null)
  union all
  select 'certificate-after-appeal', a.id, a.organisation_id, a.hosting_organisation_id, a.recognition_id,
    coalesce(a.closed_at, a.submitted_at)
  from appeals a
  where a.recognition_id = case_id and a.state = 'upheld'
    and exists (select 1 from decisions d where d.recognition_id = case_id and d.appeal_id = a.id)
    and not exists (select 1 from certificates c
      where c.recognition_id = case_id and c.appeal_id >= a.id and c.status = 'issued')
    and coalesce((select c.revocation_reason from certificates c
      where c.recognition_id = case_id and c.status = 'issued' order by c.id desc limit 1), '') <> 'fraud' $$`,
)

const keepAwaited = databaseFunction(
  'keep_awaited()',
  `returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  case_id uuid;
begin
  if tg_table_name in ('revocation_requests', 'corrections') then
    select c.recognition_id into case_id from certificates c where c.id = new.certificate_id;
  else
    case_id := new.recognition_id;
  end if;
  delete from awaited_steps w where w.recognition_id = case_id and not exists (
    select 1 from awaited_in(case_id) a where a.kind = w.kind and a.subject_id = w.subject_id);
  insert into awaited_steps select * from awaited_in(case_id) on conflict do nothing;
  return null;
end $$`,
)

/** Of a table that says whether such a step waits; `when` a row says anything of it. */
export const awaits = (when?: string): Guard<never> => ({
  name: 'awaited',
  after: 'insert or update',
  run: keepAwaited,
  ...(when && { when }),
})
