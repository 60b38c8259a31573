CREATE TABLE "organisation_identities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"facts" jsonb NOT NULL,
	"identity" jsonb,
	"reason" text,
	"stated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "legal_name" text;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "registration_number" text;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "identity" jsonb;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "skeletons" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisation_identities" ADD CONSTRAINT "organisation_identities_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "identities_by_organisation" ON "organisation_identities" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "organisations_by_skeleton" ON "organisations" USING gin ("skeletons") WHERE "organisations"."identity" is not null;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_registration" UNIQUE("country","registration_number");
--> statement-breakpoint
create or replace function keep_identity() returns trigger language plpgsql as $$
begin
  if new.identity is not distinct from old.identity
    and (new.name, new.latin_name, new.legal_name, new.country, new.oid, new.registration_number)
      is distinct from (old.name, old.latin_name, old.legal_name, old.country, old.oid, old.registration_number) then
    raise exception 'a confirmed identity does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_identity() owner to dcr_owner;
--> statement-breakpoint
create or replace function keep_names_apart() returns trigger language plpgsql as $$
declare
  place int;
begin
  new.skeletons := name_skeletons(new.name, new.latin_name, new.legal_name);
  if tg_op = 'UPDATE' and new.skeletons = old.skeletons and (new.identity is null or old.identity is not null) then
    return new;
  end if;
  -- One lock for each name would be more than a database has, where many are written at once.
  for place in select distinct hashtext(skeleton) & 255 as place from unnest(new.skeletons) as skeleton order by 1 loop
    perform pg_advisory_xact_lock(4736, place);
  end loop;
  if exists (select from organisations o
    where o.skeletons && new.skeletons and o.identity is not null and o.id <> new.id) then
    raise exception 'the name is like that of another organisation' using errcode = 'ZE002';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function keep_names_apart() owner to dcr_owner;
--> statement-breakpoint
create or replace function name_skeletons(variadic names text[]) returns text[] language sql immutable
  as $$ select coalesce(array_agg(distinct skeleton order by skeleton), '{}')
    from (select regexp_replace(normalize(name, NFKD), '[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g') as bare from unnest(names) as name) as names
    cross join lateral (values
      (bare),
      (translate(bare, 'ÆÐØÞĐĦŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺ', 'æðøþđħłŋœŧɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺ')),
      (translate(bare, 'æðøþđħłŋœŧɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺ', 'ÆÐØÞĐĦŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺ'))) as cases (written)
    cross join lateral (select replace(replace(regexp_replace(
      translate(lower(translate(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(written, 'æ', 'ae'), 'Æ', 'ae'), 'ӕ', 'ae'), 'Ӕ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'ß', 'ss'), 'ẞ', 'ss'), 'Ы', 'bl'), 'Ю', 'lo'), 'ƧƻꙄꝚƷȜЗҘӠꝪꞫƼбȢȣꝮɑΑαАаẚƀƁƂƃƄɓΒБВЬѢѣҌҍꞴƇȼϲϹСсҪҫᴄÐĐđƉƊƌɖɗԁɆɇΕЕеҽҿꬲƑƒϜքᵮẝꞘꞙꬵƍƓǤǥɠɡԌցᶃᶢĦħɦΗНћҢһӇӉհᵸⱧꚕɈɉͿϳЈјꞲƘƙΚКҚҞⱩꝀıĿŀŁłƖƗƚǀɨɩɪɫɭΙιІіӀӏᵻᵼιꙇɱΜϺМӍᵯŉƝƞɳΝηոռᵰØøƟǾɵΘΟθοσϑϴОоѲѳӨөՕօჿᴏᴑꝊꝋꬽꬾƤƥΡρϱРрᵽʠԛգզƦɍɼɽгґғᴦᵲꭇꭈƽʂЅѕՏᵴꜱŦŧƬƭƮȾΤТҬᵵɄʋυՍսᴜᵾꞟꭎꭒνѴѵᴠɯѡѽԜԝաᴡꝡΧХхҲꞳƳƴɎɏɣʏΥγϒУуҮүҰұყᶌỿꭚƵƶȤȥʐΖᴢᵶ', '2222333333356889aaaaaabbbbbbbbbbbbbbbcccccccccdddddddddeeeeeeeefffffffffgggggggggghhhhhhhhhhhhhhjjjjjjjkkkkkkkkllllllllllllllllllllllllmmmmmmnnnnnnnnnoooooooooooooooooooooooooooppppppppqqqqrrrrrrrrrrrsssssssttttttttttuuuuuuuuuuvvvvwwwwwwwwxxxxxyyyyyyyyyyyyyyyyyyyzzzzzzzz') collate "C"), 'i1|0', 'lllo'),
      '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u034f\u037e\u0387\u055a-\u055f\u0589\u058a\u05be-\u05c7\u061c\u10fb\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u303f\u3164\ufe00-\ufe1f\ufeff\uffa0\U000e0000-\U000e0fff]', '', 'g'), 'rn', 'm'), 'vv', 'w') as skeleton) as skeletons
    where skeleton <> '' $$;
--> statement-breakpoint
alter function name_skeletons(variadic names text[]) owner to dcr_owner;
--> statement-breakpoint
alter table organisation_identities owner to dcr_owner;
--> statement-breakpoint
alter table organisation_identities enable row level security;
--> statement-breakpoint
alter table organisation_identities force row level security;
--> statement-breakpoint
create policy directory on organisation_identities for select to dcr_app using (true);
--> statement-breakpoint
create policy own on organisation_identities for insert to dcr_app with check (organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy migrating on organisation_identities to dcr_owner using (true) with check (true);
--> statement-breakpoint
create policy service on organisation_identities for select to dcr_service using (true);
--> statement-breakpoint
grant select, insert on organisation_identities to dcr_app;
--> statement-breakpoint
grant select on organisation_identities to dcr_service;
--> statement-breakpoint
create trigger append_only before update or delete on organisation_identities for each row execute function refuse_change();
--> statement-breakpoint
alter table organisations disable trigger stamped;
--> statement-breakpoint
update organisations set skeletons = name_skeletons(name, latin_name);
--> statement-breakpoint
alter table organisations enable trigger stamped;
--> statement-breakpoint
create trigger keep_identity before update on organisations for each row when (old.identity is not null) execute function keep_identity();
--> statement-breakpoint
create trigger keep_names_apart before insert or update on organisations for each row execute function keep_names_apart();
