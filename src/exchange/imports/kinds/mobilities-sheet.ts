import { NamedMobility } from '../../../mobility/mobilities/schemas.ts'
import { choiceColumn, dayColumn, numberColumn, textColumn } from '../../../platform/sheets/column.ts'
import { say } from '../words.ts'
import { calledIn, listColumn, optional, yesColumn } from './columns.ts'
import type { ImportSheet, RowFault } from './sheet.ts'

const whole = { whole: true, least: 1 } as const

/** A row is a mobility as `POST /v1/mobilities` takes one, and names its learner and host. */
export const mobilitiesSheet: ImportSheet = {
  columns: {
    externalId: textColumn({ heading: say('mobilities-external-id'), ...optional }),
    learner: textColumn({ heading: say('people-external-id') }),
    host: textColumn({ heading: say('mobilities-host') }),
    projectCode: textColumn({ heading: say('mobilities-project-code') }),
    mobilityCode: textColumn({ heading: say('mobilities-code'), ...optional }),
    startsOn: dayColumn({ heading: say('mobilities-starts-on') }),
    endsOn: dayColumn({ heading: say('mobilities-ends-on') }),
    workloadHours: numberColumn({ heading: say('mobilities-workload-hours'), ...whole, most: 10_000 }),
    participation: choiceColumn(
      {
        'on-site': calledIn(say('choice-on-site')),
        online: calledIn(say('choice-online')),
        blended: calledIn(say('choice-blended')),
      },
      { heading: say('mobilities-participation'), ...optional },
    ),
    participant: choiceColumn(
      { learner: calledIn(say('choice-learner')), staff: calledIn(say('choice-staff')) },
      { heading: say('mobilities-participant'), ...optional },
    ),
    objective: textColumn({ heading: say('mobilities-objective'), ...optional }),
    languages: listColumn({ heading: say('mobilities-languages'), ...optional }),
    programme: textColumn({ heading: say('mobilities-programme'), ...optional }),
    fieldOfEducation: textColumn({ heading: say('mobilities-field-of-education'), ...optional }),
    eqfLevel: numberColumn({ heading: say('mobilities-eqf-level'), ...optional, ...whole, most: 8 }),
    europassNumber: textColumn({ heading: say('mobilities-europass-number'), ...optional }),
    overlapIsMeant: yesColumn({ heading: say('mobilities-overlap-is-meant'), ...optional }),
  },
  schema: NamedMobility,
  keysOf: ({ externalId, projectCode, mobilityCode }) => [
    ...(typeof externalId === 'string' ? [{ field: 'externalId', key: externalId }] : []),
    ...(typeof mobilityCode === 'string'
      ? [{ field: 'mobilityCode', key: `${projectCode} ${mobilityCode}` }]
      : []),
  ],
  faultsAmong: overlapsAmong,
  example: {
    externalId: 'M-001',
    learner: 'L-001',
    host: 'E10000001',
    projectCode: '2026-1-LV01-KA121-VET-000012345',
    mobilityCode: 'MOB-001',
    startsOn: '2026-09-07',
    endsOn: '2026-10-02',
    workloadHours: '120',
    languages: 'en, lv',
  },
}

type Row = { line: number; body: Record<string, unknown> }

/** Two mobilities of one learner in the same days, unless that is meant. */
function overlapsAmong(rows: readonly Row[]): RowFault[] {
  const byLearner = Map.groupBy(rows, ({ body }) => body.learner)
  return [...byLearner.values()].flatMap((own) => {
    const sorted = own.toSorted((a, b) => (String(a.body.startsOn) < String(b.body.startsOn) ? -1 : 1))
    let last: Row | null = null
    const found: RowFault[] = []
    for (const row of sorted) {
      const overlaps = last && String(row.body.startsOn) <= String(last.body.endsOn)
      if (last && overlaps && !row.body.overlapIsMeant)
        found.push({ line: row.line, field: 'startsOn', detail: say('row-overlaps', { line: last.line }) })
      if (!last || String(row.body.endsOn) > String(last.body.endsOn)) last = row
    }
    return found
  })
}
