revoke all on people from dcr_eraser;
--> statement-breakpoint
ALTER TABLE "people" DROP CONSTRAINT "people_known_or_erased";--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "of_age" boolean;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_known_or_erased" CHECK ("people"."erased_at" is not null or "people"."merged_into" is not null or ("people"."given_name" is not null and "people"."family_name" is not null
        and ("people"."birth_date" is not null or "people"."of_age" is not null)));
--> statement-breakpoint
create or replace function person_named(organisation uuid, given text, family text, born date) returns uuid language plpgsql as $$
declare
  words text[] := sought_words(given, family);
begin
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', organisation, born, words), 0));
  if born is null then
    return (select p.id from people p
      where p.organisation_id = organisation and p.birth_date is null and words <> '{}'
        and sought_words(p.given_name, p.family_name) = words
      order by p.id limit 1);
  end if;
  return (select p.id from people p
    where p.organisation_id = organisation and p.birth_date = born and words <> '{}'
      and sought_words(p.given_name, p.family_name) = words
    order by p.id limit 1);
end $$;
--> statement-breakpoint
alter function person_named(organisation uuid, given text, family text, born date) owner to dcr_owner;
--> statement-breakpoint
grant select, update (given_name, family_name, latin_given_name, latin_family_name, birth_date, of_age, email, guardian_name, guardian_email, external_id, erased_at, updated_at, version) on people to dcr_eraser;
