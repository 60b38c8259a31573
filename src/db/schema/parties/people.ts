import { sql } from 'drizzle-orm'
import { check, date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { edits, id, moment, synchronised } from '../columns.ts'
import { running } from '../custody/running-periods.ts'
import { protect } from '../protect.ts'
import { edit, erasing, isThere, notOfTheErased, ownRows, stamped } from '../protections.ts'
import { organisations } from './organisations.ts'

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
    email: text(),
    guardianName: text(),
    guardianEmail: text(),
    externalId: text(),
    ...edits(),
    erasedAt: moment(),
    ...synchronised(),
  },
  (t) => [
    unique('people_external_id').on(t.organisationId, t.externalId),
    index('people_by_organisation').on(t.organisationId, t.id),
    index('people_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('people_by_transaction').on(t.organisationId, t.changedIn, t.id),
    check(
      'people_known_or_erased',
      sql`${t.erasedAt} is not null or (${t.givenName} is not null and ${t.familyName} is not null
        and ${t.birthDate} is not null)`,
    ),
    check(
      'people_erased_whole',
      sql`${t.erasedAt} is null or coalesce(${t.givenName}, ${t.familyName}, ${t.birthDate}::text, ${t.email},
        ${t.guardianName}, ${t.guardianEmail}, ${t.externalId}) is null`,
    ),
  ],
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
        'email',
        'guardianName',
        'guardianEmail',
        'externalId',
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
  ],
})
