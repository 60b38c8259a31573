import { levelsInCell, NamedDraft } from '../../../mobility/agreements/from-template/rows.ts'
import { type Column, type ColumnTraits, numberColumn, textColumn } from '../../../platform/sheets/column.ts'
import { Misfit } from '../../../platform/sheets/fault.ts'
import { say } from '../words.ts'
import { listColumn, optional } from './columns.ts'
import type { ImportSheet } from './sheet.ts'

/** A row is a draft from a template for one mobility, with the levels that are otherwise for its learner. */
export const agreementsSheet: ImportSheet = {
  columns: {
    mobility: textColumn({ heading: say('mobilities-external-id'), ...optional }),
    projectCode: textColumn({ heading: say('mobilities-project-code'), ...optional }),
    mobilityCode: textColumn({ heading: say('mobilities-code'), ...optional }),
    template: textColumn({ heading: say('agreements-template') }),
    version: numberColumn({
      heading: say('agreements-version'),
      ...optional,
      ...{ whole: true, least: 1, most: 10_000 },
    }),
    targets: levelsColumn({ heading: say('agreements-targets'), ...optional }),
    baselines: levelsColumn({ heading: say('agreements-baselines'), ...optional }),
    justification: textColumn({ heading: say('agreements-justification'), ...optional }),
    leftOut: listColumn({ heading: say('agreements-left-out'), ...optional }),
  },
  schema: NamedDraft,
  keysOf: ({ mobility, projectCode, mobilityCode }) => [
    ...(typeof mobility === 'string' ? [{ field: 'mobility', key: mobility }] : []),
    ...(typeof mobilityCode === 'string'
      ? [{ field: 'mobilityCode', key: `${projectCode} ${mobilityCode}` }]
      : []),
  ],
  example: {
    projectCode: '2026-1-LV01-KA121-VET-000012345',
    mobilityCode: 'MOB-001',
    template: 'Logistics, four weeks',
    targets: '2.4=5, 1.1=4',
    baselines: '2.4=3, 1.1=3',
    justification: 'As the test before departure has shown.',
  },
}

/** Levels by competence, kept as they are written. */
function levelsColumn(traits: ColumnTraits): Column<string> {
  const read = (cell: string | number) => {
    const text = String(cell).trim()
    return levelsInCell(text) ? text : new Misfit('not-as-agreed', {}, [], say('levels-form'))
  }
  return { ...traits, read }
}
