import { type Column, type ColumnTraits, textColumn } from '../../../platform/sheets/column.ts'
import { Misfit } from '../../../platform/sheets/fault.ts'
import { judgementsInCell, marksInCell } from '../../../recognition/assessment/in-table/cells.ts'
import { MarksRow } from '../../../recognition/assessment/in-table/rows.ts'
import { say } from '../words.ts'
import { optional } from './columns.ts'
import type { ImportSheet } from './sheet.ts'

/** A row has the marks of one outcome as `POST /v1/recognitions/{id}/marks` takes them, and names the case. */
export const marksSheet: ImportSheet = {
  columns: {
    mobility: textColumn({ heading: say('mobilities-external-id'), ...optional }),
    projectCode: textColumn({ heading: say('mobilities-project-code'), ...optional }),
    mobilityCode: textColumn({ heading: say('mobilities-code'), ...optional }),
    learner: textColumn({ heading: say('people-external-id'), ...optional }),
    competence: textColumn({ heading: say('authorisations-competence') }),
    workHash: textColumn({ heading: say('marks-work-hash') }),
    evidence: judgementsColumn({ heading: say('marks-evidence'), ...optional }),
    marks: marksColumn({ heading: say('marks-marks') }),
    method: textColumn({ heading: say('marks-method'), ...optional }),
    contradiction: textColumn({ heading: say('marks-contradiction'), ...optional }),
  },
  schema: MarksRow,
  keysOf: ({ mobility, projectCode, mobilityCode, learner, competence }) => [
    { field: 'competence', key: [mobility, projectCode, mobilityCode, learner, competence].join('\n') },
  ],
  example: {
    projectCode: '2026-1-LV01-KA121-VET-000012345',
    mobilityCode: 'MOB-001',
    competence: '2.4',
    workHash: '0'.repeat(64),
    evidence: '01993c7e-0000-7000-8000-000000000004=y y y y',
    marks: '2.4.a.4=met 1; 2.4.b.4=not-observed',
  },
}

/** Four answers for each piece, kept as they are written. */
function judgementsColumn(traits: ColumnTraits): Column<string> {
  const read = (cell: string | number) => {
    const text = String(cell).trim()
    return judgementsInCell(text) ? text : new Misfit('not-as-agreed', {}, [], say('judgements-form'))
  }
  return { ...traits, read }
}

/** Marks by criterion, kept as they are written. */
function marksColumn(traits: ColumnTraits): Column<string> {
  const read = (cell: string | number) => {
    const text = String(cell).trim()
    return marksInCell(text) ? text : new Misfit('not-as-agreed', {}, [], say('marks-form'))
  }
  return { ...traits, read }
}
