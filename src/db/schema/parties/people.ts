import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { DEFAULT_ZONE } from '../../../platform/time-zone.ts'
import { edits, id, moment, synchronised } from '../columns.ts'
import { running } from '../custody/running-periods.ts'
import { databaseFunction, protect } from '../protect.ts'
import { edit, erasing, isThere, notOfTheErased, ownRows, stamped } from '../protections.ts'
import { organisations } from './organisations.ts'
import { soughtWords } from './sought-words.ts'

/**
 * Learners. They hold no account: they act through links made for one purpose each. Of one who was erased the row stays,
 * with nothing in it that says who it was.
 */
export const people = pgTable(
  'people',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** Empty for who has one name. */
    givenName: text(),
    familyName: text(),
    /** As in the passport, where the papers' fonts do not have the letters of the name. */
    latinGivenName: text(),
    latinFamilyName: text(),
    birthDate: date(),
    /** Whether they are 18 or older, as their organisation says where nobody knows the birth date; null where it is known. */
    ofAge: boolean(),
    email: text(),
    /** The last day on which that address works; null where nobody knows of one. */
    emailEnds: date(),
    /** An address of their own, which they gave and confirmed. */
    privateEmail: text(),
    privateEmailSince: moment(),
    /** Whether they are written to at that one while the other one still works; null while they have none. */
    writtenPrivately: boolean(),
    guardianName: text(),
    guardianEmail: text(),
    /** Of a second guardian, where there is one. */
    secondGuardianName: text(),
    secondGuardianEmail: text(),
    externalId: text(),
    /** In which language they read what is written to them; null where nobody knows: in all that are spoken here. */
    language: text(),
    guardianLanguage: text(),
    secondGuardianLanguage: text(),
    ...edits(),
    erasedAt: moment(),
    /** The record that this one turned out to be of the same person as; all there was is there. */
    mergedInto: uuid().references((): AnyPgColumn => people.id),
    ...synchronised(),
  },
  (t) => [
    unique('people_external_id').on(t.organisationId, t.externalId),
    index('people_by_organisation').on(t.organisationId, t.id),
    index('people_by_birth').on(t.organisationId, t.birthDate, t.id),
    index('people_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('people_by_transaction').on(t.organisationId, t.changedIn, t.id),
    check(
      'people_known_or_erased',
      sql`${t.erasedAt} is not null or ${t.mergedInto} is not null or (${t.givenName} is not null and ${t.familyName} is not null
        and (${t.birthDate} is not null or ${t.ofAge} is not null))`,
    ),
    index('people_by_email').on(sql`lower(${t.email})`).where(sql`${t.email} is not null`),
    index('people_by_guardian_email')
      .on(sql`lower(${t.guardianEmail})`)
      .where(sql`${t.guardianEmail} is not null`),
    index('people_by_second_guardian_email')
      .on(sql`lower(${t.secondGuardianEmail})`)
      .where(sql`${t.secondGuardianEmail} is not null`),
    index('people_by_private_email')
      .on(sql`lower(${t.privateEmail})`)
      .where(sql`${t.privateEmail} is not null`),
    index('people_by_end_of_email')
      .on(t.organisationId, t.emailEnds, t.id)
      .where(sql`${t.emailEnds} is not null`),
    index('people_merged').on(t.mergedInto).where(sql`${t.mergedInto} is not null`),
    check(
      'people_erased_whole',
      sql`${t.erasedAt} is null or coalesce(${t.givenName}, ${t.familyName}, ${t.birthDate}::text, ${t.email},
        ${t.guardianName}, ${t.guardianEmail}, ${t.secondGuardianName}, ${t.secondGuardianEmail}, ${t.externalId}) is null`,
    ),
  ],
)

const keepWords = databaseFunction(
  'keep_words()',
  `returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  words text[] := ${soughtWords}(new.given_name, new.family_name, new.latin_given_name, new.latin_family_name);
begin
  delete from person_words w where w.person_id = new.id and w.word <> all (words);
  insert into person_words (person_id, organisation_id, word)
  select new.id, new.organisation_id, word from unnest(words) as word on conflict do nothing;
  return null;
end $$`,
)

/**
 * Whoever is registered with the organisation under the same name, in whichever order and however it is written, and was
 * born on that day, or of whom neither is known when they were born. Who asks for the same at the same time waits until this transaction has ended, and then sees what it left.
 */
export const personNamed = databaseFunction(
  'person_named(organisation uuid, given text, family text, born date)',
  `returns uuid language plpgsql as $$
declare
  words text[] := ${soughtWords}(given, family);
begin
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', organisation, born, words), 0));
  if born is null then
    return (select p.id from people p
      where p.organisation_id = organisation and p.birth_date is null and words <> '{}'
        and ${soughtWords}(p.given_name, p.family_name) = words
      order by p.id limit 1);
  end if;
  return (select p.id from people p
    where p.organisation_id = organisation and p.birth_date = born and words <> '{}'
      and ${soughtWords}(p.given_name, p.family_name) = words
    order by p.id limit 1);
end $$`,
)

protect(people, {
  rows: [
    ownRows,
    {
      name: 'hosted',
      to: 'dcr_app',
      for: 'select',
      using: isThere(
        'mobilities m',
        'm.learner_id = people.id and m.hosting_organisation_id = (select acting_organisation())',
      ),
    },
    {
      name: 'hosted_in_part',
      to: 'dcr_app',
      for: 'select',
      using: isThere(
        'mobilities m join mobility_stays s on s.mobility_id = m.id',
        'm.learner_id = people.id and s.hosting_organisation_id = (select acting_organisation())',
      ),
    },
    erasing,
  ],
  may: {
    dcr_app: edit,
    dcr_eraser: {
      select: true,
      update: [
        'givenName',
        'familyName',
        'latinGivenName',
        'latinFamilyName',
        'birthDate',
        'ofAge',
        'email',
        'emailEnds',
        'privateEmail',
        'privateEmailSince',
        'writtenPrivately',
        'guardianName',
        'guardianEmail',
        'secondGuardianName',
        'secondGuardianEmail',
        'externalId',
        'language',
        'guardianLanguage',
        'secondGuardianLanguage',
        'erasedAt',
        'updatedAt',
        'version',
      ],
    },
  },
  guards: [
    notOfTheErased('id', { before: 'update', when: 'old.erased_at is not null' }),
    stamped,
    running('insert'),
    running('update', 'old.erased_at is distinct from new.erased_at'),
    { name: 'words', after: 'insert', run: keepWords },
    {
      name: 'words_on',
      after: 'update',
      when: `(old.given_name, old.family_name, old.latin_given_name, old.latin_family_name)
        is distinct from (new.given_name, new.family_name, new.latin_given_name, new.latin_family_name)`,
      run: keepWords,
    },
  ],
})

/**
 * Where a learner is reached at a moment: at the address that their school has, until it ends, or where they said that they
 * want to be; null where that has ended, and they confirmed none of their own.
 */
export const addressOf = databaseFunction(
  'address_of(person uuid, at timestamptz)',
  `returns text language sql stable
  as $$ select case
      when p.private_email is not null and (coalesce(p.written_privately, false) or p.email is null or e.has_ended) then p.private_email
      when not e.has_ended then p.email
    end
  from people p
    cross join lateral (select coalesce(p.email_ends <
      (at at time zone coalesce((select s.set ->> 'timeZone' from organisation_settings s
        where s.organisation_id = p.organisation_id), '${DEFAULT_ZONE}'))::date, false) as has_ended) e
  where p.id = person $$`,
)

/** Whose pages are sent to an address: of learners, and to guardians those of learners who are under 18 at that moment. */
export const pagesOf = databaseFunction(
  'pages_of(address text, at timestamptz)',
  `returns table (organisation_id uuid, person_id uuid, party text) language sql stable security definer rows 1
  set search_path = public, pg_temp
  as $$ select p.organisation_id, p.id, 'learner' from people p
    where (lower(p.email) = lower(address) or lower(p.private_email) = lower(address))
      and p.erased_at is null and p.merged_into is null
  union all
  select p.organisation_id, p.id, 'guardian' from people p
    where lower(p.guardian_email) = lower(address) and p.erased_at is null and p.merged_into is null
      and p.guardian_name is not null
      and not coalesce(extract(year from age(at::date, p.birth_date)) >= 18, p.of_age, false)
  limit 20 $$`,
  'owner',
)

/** The same of second guardians. */
export const secondPagesOf = databaseFunction(
  'second_pages_of(address text, at timestamptz)',
  `returns table (organisation_id uuid, person_id uuid) language sql stable security definer rows 1
  set search_path = public, pg_temp
  as $$ select p.organisation_id, p.id from people p
    where lower(p.second_guardian_email) = lower(address) and p.erased_at is null and p.merged_into is null
      and p.second_guardian_name is not null
      and not coalesce(extract(year from age(at::date, p.birth_date)) >= 18, p.of_age, false)
  limit 20 $$`,
  'owner',
)
