CREATE INDEX "ledger_numbered_by_host" ON "ledger" USING btree ("hosting_organisation_id","position") WHERE "ledger"."hosting_organisation_id" is not null and "ledger"."position" is not null;
--> statement-breakpoint
create or replace function events_after(after bigint, up_to bigint, names text[], others text[], most integer) returns table ("position" bigint, id uuid, action text, subject_id text, organisation_id uuid,
    case_organisation_id uuid, hosting_organisation_id uuid, recognition_id uuid, at timestamp with time zone)
  language sql stable security definer rows 50 set search_path = public, pg_temp as $$
  with stays as materialized (
    select s.mobility_id from mobility_stays s where s.hosting_organisation_id = acting_organisation()),
  cases as materialized (select r.id from stays s join recognitions r on r.mobility_id = s.mobility_id),
  things as materialized (
    select s.mobility_id::text as subject from stays s
    union select v.id::text from stays s join agreement_versions v on v.mobility_id = s.mobility_id
    union select c.id::text from cases c
    union select p.id::text from partnerships p where acting_organisation() in (p.organisation_id, p.partner_id))
  select distinct on (seen.position) seen.* from (
    (select l.position, l.id, l.action, l.subject_id, l.organisation_id, l.case_organisation_id,
      l.hosting_organisation_id, l.recognition_id, l.at from ledger l where l.organisation_id = acting_organisation() and l.position > after and l.position <= up_to and l.action = any (names)
      order by l.position limit most)
    union all
    (select l.position, l.id, l.action, l.subject_id, l.organisation_id, l.case_organisation_id,
      l.hosting_organisation_id, l.recognition_id, l.at from ledger l where l.case_organisation_id = acting_organisation() and l.position > after and l.position <= up_to
      and l.action = any (names)
      order by l.position limit most)
    union all
    (select l.position, l.id, l.action, l.subject_id, l.organisation_id, l.case_organisation_id,
      l.hosting_organisation_id, l.recognition_id, l.at from ledger l where l.hosting_organisation_id = acting_organisation() and l.position > after and l.position <= up_to and l.action = any (others) and split_part(l.action, '.', 1) = any ('{partnership,mobility,group,programme,agreement,recognition,information,outcome,evidence,assessment,validation,certificate,act,appeal}')
      and l.organisation_id <> acting_organisation() and l.case_organisation_id is distinct from acting_organisation()
      order by l.position limit most)
    union all
    (select l.position, l.id, l.action, l.subject_id, l.organisation_id, l.case_organisation_id,
      l.hosting_organisation_id, l.recognition_id, l.at from things t join ledger l on l.subject_id = t.subject
      where l.position > after and l.position <= up_to and l.action = any (others) and split_part(l.action, '.', 1) = any ('{partnership,mobility,group,programme,agreement,recognition,information,outcome,evidence,assessment,validation,certificate,act,appeal}')
      and l.organisation_id <> acting_organisation() and l.case_organisation_id is distinct from acting_organisation()
      order by l.position limit most)
    union all
    (select l.position, l.id, l.action, l.subject_id, l.organisation_id, l.case_organisation_id,
      l.hosting_organisation_id, l.recognition_id, l.at from cases c join ledger l on l.recognition_id = c.id
      where l.position > after and l.position <= up_to and l.action = any (others) and split_part(l.action, '.', 1) = any ('{partnership,mobility,group,programme,agreement,recognition,information,outcome,evidence,assessment,validation,certificate,act,appeal}')
      and l.organisation_id <> acting_organisation() and l.case_organisation_id is distinct from acting_organisation()
      order by l.position limit most)
  ) seen order by seen.position limit most $$;
--> statement-breakpoint
revoke all on function events_after(after bigint, up_to bigint, names text[], others text[], most integer) from public;
--> statement-breakpoint
grant execute on function events_after(after bigint, up_to bigint, names text[], others text[], most integer) to dcr_app;
--> statement-breakpoint
alter function events_after(after bigint, up_to bigint, names text[], others text[], most integer) owner to dcr_owner;
