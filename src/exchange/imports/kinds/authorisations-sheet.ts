import { dayColumn, textColumn } from '../../../platform/sheets/column.ts'
import { NamedAuthorisation } from '../../../recognition/assessment/authorisations/rows.ts'
import { say } from '../words.ts'
import { optional } from './columns.ts'
import type { ImportSheet } from './sheet.ts'

/** A row is what `POST /v1/members/{id}/authorisations` takes, and names the member. */
export const authorisationsSheet: ImportSheet = {
  columns: {
    member: textColumn({ heading: say('authorisations-member') }),
    framework: textColumn({ heading: say('authorisations-framework') }),
    area: textColumn({ heading: say('authorisations-area'), ...optional }),
    competence: textColumn({ heading: say('authorisations-competence'), ...optional }),
    validFrom: dayColumn({ heading: say('authorisations-valid-from') }),
    validUntil: dayColumn({ heading: say('authorisations-valid-until') }),
  },
  schema: NamedAuthorisation,
  keysOf: ({ member, framework, area, competence, validFrom, validUntil }) => [
    { field: 'member', key: [member, framework, area, competence, validFrom, validUntil].join(' ') },
  ],
  example: {
    member: 'staff-17',
    framework: 'a-framework-1.0',
    area: '2',
    validFrom: '2026-09-01',
    validUntil: '2028-08-31',
  },
}
