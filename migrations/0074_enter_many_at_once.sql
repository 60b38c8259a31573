drop trigger running on people;
--> statement-breakpoint
drop trigger words on people;
--> statement-breakpoint
drop trigger not_of_the_erased on person_words;
--> statement-breakpoint
drop trigger counted on running_periods;
--> statement-breakpoint
create or replace function begin_periods() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into running_periods (code, subject_id, organisation_id, person_id, since)
  select 'uncertified', e.id, e.organisation_id, e.id, e.created_at
  from entered e where e.erased_at is null and e.merged_into is null;
  return null;
end $$;
--> statement-breakpoint
alter function begin_periods() owner to dcr_owner;
--> statement-breakpoint
create or replace function count_entered() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into running_days as counted (organisation_id, code, day, part, things)
  select e.organisation_id, e.code, (e.since at time zone 'UTC')::date, pg_backend_pid() % 16, count(*)
  from entered e group by 1, 2, 3 order by 1, 2, 3
  on conflict (organisation_id, code, day, part) do update set things = counted.things + excluded.things;
  return null;
end $$;
--> statement-breakpoint
alter function count_entered() owner to dcr_owner;
--> statement-breakpoint
create or replace function enter_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into person_words (person_id, organisation_id, word)
  select e.id, e.organisation_id, word
  from entered e, unnest(sought_words(e.given_name, e.family_name, e.latin_given_name, e.latin_family_name)) as word;
  return null;
end $$;
--> statement-breakpoint
alter function enter_words() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_periods() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  case_id uuid;
  whom uuid;
begin
  if tg_table_name = 'people' then
    whom := new.id;
  elsif tg_table_name = 'mobilities' then
    whom := new.learner_id;
  elsif tg_table_name = 'recognitions' then
    select m.learner_id into whom from mobilities m where m.id = new.mobility_id;
  else
    if tg_table_name in ('revocation_requests', 'corrections') then
      select c.recognition_id into case_id from certificates c where c.id = new.certificate_id;
    elsif tg_op = 'DELETE' then
      case_id := old.recognition_id;
    else
      case_id := new.recognition_id;
    end if;
    -- Of a case that goes on nothing runs, whatever is added to it.
    select m.learner_id into whom from recognitions r join mobilities m on m.id = r.mobility_id
    where r.id = case_id and r.stage in ('certified', 'refused', 'withdrawn');
  end if;
  if whom is null then
    return null;
  end if;
  -- Two cases of one person that end at once must each see the other one's end.
  perform 1 from people p where p.id = whom for no key update;
  delete from running_periods k where k.person_id = whom and not exists (
    select 1 from running_of(whom) r
    where r.code = k.code and r.subject_id = k.subject_id and r.since = k.since);
  insert into running_periods (code, subject_id, organisation_id, person_id, since)
  select r.code, r.subject_id, r.organisation_id, r.person_id, r.since from running_of(whom) r
  on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
alter function keep_periods() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  words text[] := sought_words(new.given_name, new.family_name, new.latin_given_name, new.latin_family_name);
begin
  delete from person_words w where w.person_id = new.id and w.word <> all (words);
  insert into person_words (person_id, organisation_id, word)
  select new.id, new.organisation_id, word from unnest(words) as word on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
alter function keep_words() owner to dcr_owner;
--> statement-breakpoint
create or replace function person_named(organisation uuid, given text, family text, born date) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  words text[] := sought_words(given, family);
begin
  -- With the owner's rights, since a policy would keep the index from being used.
  if organisation is distinct from acting_organisation() then
    raise exception 'these people are another organisation''s' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', organisation, born, words), 0));
  if words = '{}' then
    return null;
  end if;
  if born is null then
    return (select p.id from people p
      where p.organisation_id = organisation and p.birth_date is null and sought_words(p.given_name, p.family_name) = words
      order by p.id limit 1);
  end if;
  return (select p.id from people p
    where p.organisation_id = organisation and p.birth_date = born and sought_words(p.given_name, p.family_name) = words
    order by p.id limit 1);
end $$;
--> statement-breakpoint
alter function person_named(organisation uuid, given text, family text, born date) owner to dcr_owner;
--> statement-breakpoint
create or replace function sought_words(variadic names text[]) returns text[] language plpgsql immutable as $$
declare
  name text := array_to_string(names, ' ');
  bare text := regexp_replace(normalize(name, NFKD), '[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g');
begin
  bare := case when octet_length(bare) = length(bare) then lower(translate(bare, '''`', '') collate "C") else translate(replace(replace(replace(replace(lower(translate(regexp_replace(bare, '[''‘’ʼʹ`´]', '', 'g'), 'ÆÐØÞĐĦŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺ', 'æðøþđħłŋœŧɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺ') collate "C"), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th'), 'łŀƚøɵđðħŧıƀǥƶĸŋ', 'lllooddhtibgzkn') end;
  return (select coalesce(array_agg(distinct word collate "C" order by word collate "C"), '{}')
    from unnest(regexp_split_to_array(bare, '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u034f\u037e\u0387\u055a-\u055f\u0589\u058a\u05be-\u05c7\u061c\u10fb\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u303f\u3164\ufe00-\ufe1f\ufeff\uffa0\U000e0000-\U000e0fff]+')) as word where word <> '');
end $$;
--> statement-breakpoint
alter function sought_words(variadic names text[]) owner to dcr_owner;
--> statement-breakpoint
CREATE INDEX "people_by_name" ON "people" USING btree ("organisation_id","birth_date",sought_words("given_name", "family_name"));
--> statement-breakpoint
create trigger running after insert on people referencing new table as entered for each statement execute function begin_periods();
--> statement-breakpoint
create trigger words after insert on people referencing new table as entered for each statement execute function enter_words();
--> statement-breakpoint
create trigger not_of_the_erased before insert or update on person_words for each row when (pg_trigger_depth() = 0) execute function refuse_erased('person_id');
--> statement-breakpoint
create trigger counted_in after insert on running_periods referencing new table as entered for each statement execute function count_entered();
--> statement-breakpoint
create trigger counted after delete on running_periods for each row execute function count_day();
