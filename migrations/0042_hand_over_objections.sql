create or replace function hand_over(of_mobility uuid, host uuid, agreements boolean) returns void language plpgsql security definer set search_path = public, pg_temp set app.moves = 'on' as $$
begin
  if not exists (select from mobilities m where m.id = of_mobility and m.organisation_id = acting_organisation()) then
    raise exception 'no such mobility' using errcode = 'integrity_constraint_violation';
  end if;
  update recognitions set hosting_organisation_id = host where mobility_id = of_mobility;
  update outcomes set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update evidence set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update evidence_outcomes set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update declarations set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update information_acknowledgements set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update accommodations set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update assignments set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update second_markings set hosting_organisation_id = host where recognition_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  update links set hosting_organisation_id = host where subject_id in (select r.id from recognitions r where r.mobility_id = of_mobility);
  if agreements then
    update agreement_signatures set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_withdrawals set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_reinstatements set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_slips set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_objections set hosting_organisation_id = host where version_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update links set hosting_organisation_id = host where subject_id in (select v.id from agreement_versions v where v.mobility_id = of_mobility);
    update agreement_versions set hosting_organisation_id = host where mobility_id = of_mobility;
    update europass_descriptions set hosting_organisation_id = host where mobility_id = of_mobility;
  end if;
end $$;
--> statement-breakpoint
revoke all on function hand_over(of_mobility uuid, host uuid, agreements boolean) from public;
--> statement-breakpoint
grant execute on function hand_over(of_mobility uuid, host uuid, agreements boolean) to dcr_app;
--> statement-breakpoint
alter function hand_over(of_mobility uuid, host uuid, agreements boolean) owner to dcr_owner;
