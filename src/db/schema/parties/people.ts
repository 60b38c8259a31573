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
import { edits, id, moment, synchronised } from '../columns.ts'
import { running, runningFromEntry } from '../custody/running-periods.ts'
import { databaseFunction, protect } from '../protect.ts'
import { edit, erasing, isThere, notOfTheErased, ownRows, stamped } from '../protections.ts'
import { endOfEmail } from './addresses.ts'
import { organisations } from './organisations.ts'
import { soughtWords } from './sought-words.ts'

/** What two names have in common that are the same: an index has it, so that it says the same for as long as it is there. */
const soughtName = (givenName: AnyPgColumn, familyName: AnyPgColumn) =>
  sql`${sql.raw(soughtWords)}(${givenName}, ${familyName})`

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
    index('people_by_name').on(t.organisationId, t.birthDate, soughtName(t.givenName, t.familyName)),
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
    index('people_by_ended_email')
      .on(t.organisationId, endOfEmail(t.emailEnds), t.id)
      .where(sql`${t.emailEnds} is not null and ${t.email} is not null and ${t.privateEmail} is null`),
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

const enterWords = databaseFunction(
  'enter_words()',
  `returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into person_words (person_id, organisation_id, word)
  select e.id, e.organisation_id, word
  from entered e, unnest(${soughtWords}(e.given_name, e.family_name, e.latin_given_name, e.latin_family_name)) as word;
  return null;
end $$`,
)

/**
 * Whoever is registered with the organisation under the same name, in whichever order and however it is written, and was
 * born on that day, or of whom neither is known when they were born. Who asks for the same at the same time waits until this transaction has ended, and then sees what it left.
 */
export const personNamed = databaseFunction(
  'person_named(organisation uuid, given text, family text, born date)',
  `returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  words text[] := ${soughtWords}(given, family);
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
      where p.organisation_id = organisation and p.birth_date is null and ${soughtWords}(p.given_name, p.family_name) = words
      order by p.id limit 1);
  end if;
  return (select p.id from people p
    where p.organisation_id = organisation and p.birth_date = born and ${soughtWords}(p.given_name, p.family_name) = words
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
    runningFromEntry,
    running('update', 'old.erased_at is distinct from new.erased_at'),
    { name: 'words', after: 'insert', once: true, run: enterWords },
    {
      name: 'words_on',
      after: 'update',
      when: `(old.given_name, old.family_name, old.latin_given_name, old.latin_family_name)
        is distinct from (new.given_name, new.family_name, new.latin_given_name, new.latin_family_name)`,
      run: keepWords,
    },
  ],
})
