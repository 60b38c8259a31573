import { nameWords } from '../../../parties/names/same-name.ts'
import { NewPerson } from '../../../parties/people/schemas.ts'
import { dayColumn, textColumn } from '../../../platform/sheets/column.ts'
import { say } from '../words.ts'
import { optional, spokenColumn, yesColumn } from './columns.ts'
import type { ImportSheet } from './sheet.ts'

/** A row is a learner as `POST /v1/people` takes one. */
export const peopleSheet: ImportSheet = {
  columns: {
    externalId: textColumn({ heading: say('people-external-id'), ...optional }),
    givenName: textColumn({ heading: say('people-given-name'), ...optional }),
    familyName: textColumn({ heading: say('people-family-name') }),
    birthDate: dayColumn({ heading: say('people-birth-date'), ...optional }),
    ofAge: yesColumn({ heading: say('people-of-age'), ...optional }),
    email: textColumn({ heading: say('people-email'), ...optional }),
    emailEnds: dayColumn({ heading: say('people-email-ends'), ...optional }),
    language: spokenColumn({ heading: say('people-language'), ...optional }),
    guardianName: textColumn({ heading: say('people-guardian-name'), ...optional }),
    guardianEmail: textColumn({ heading: say('people-guardian-email'), ...optional }),
    guardianLanguage: spokenColumn({ heading: say('people-guardian-language'), ...optional }),
    secondGuardianName: textColumn({ heading: say('people-second-guardian-name'), ...optional }),
    secondGuardianEmail: textColumn({ heading: say('people-second-guardian-email'), ...optional }),
    secondGuardianLanguage: spokenColumn({ heading: say('people-second-guardian-language'), ...optional }),
    latinGivenName: textColumn({ heading: say('people-latin-given-name'), ...optional }),
    latinFamilyName: textColumn({ heading: say('people-latin-family-name'), ...optional }),
    sameNameIsAnother: yesColumn({ heading: say('people-same-name-is-another'), ...optional }),
  },
  schema: NewPerson,
  keysOf: ({ externalId, givenName = '', familyName, birthDate, sameNameIsAnother }) => [
    ...(typeof externalId === 'string' ? [{ field: 'externalId', key: externalId }] : []),
    ...(sameNameIsAnother
      ? []
      : [{ field: 'familyName', key: `${nameWords(`${givenName} ${familyName}`)} ${birthDate ?? ''}` }]),
  ],
  example: {
    externalId: 'L-001',
    givenName: 'Learner',
    familyName: 'Example',
    birthDate: '2009-05-14',
    email: 'learner@example.org',
    language: 'lv',
    guardianName: 'Guardian Example',
    guardianEmail: 'guardian@example.org',
    guardianLanguage: 'lv',
  },
}
