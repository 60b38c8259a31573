import { ModuleRow } from '../../../mobility/modules/in-table.ts'
import { type Column, type ColumnTraits, numberColumn, textColumn } from '../../../platform/sheets/column.ts'
import { say } from '../words.ts'
import { listColumn, optional } from './columns.ts'
import type { ImportSheet } from './sheet.ts'

/** A row is a module as `PUT /v1/modules` takes one, with a column for each language. */
export const modulesSheet: ImportSheet = {
  columns: {
    code: textColumn({ heading: say('modules-code') }),
    titleLv: textColumn({ heading: say('modules-title-lv') }),
    titleEn: textColumn({ heading: say('modules-title-en') }),
    hours: numberColumn({ heading: say('modules-hours'), ...optional, whole: true, least: 1, most: 10_000 }),
    outcomesLv: textsColumn({ heading: say('modules-outcomes-lv'), ...optional }),
    outcomesEn: textsColumn({ heading: say('modules-outcomes-en'), ...optional }),
    framework: textColumn({ heading: say('authorisations-framework') }),
    competences: listColumn({ heading: say('modules-competences'), ...optional }),
  },
  schema: ModuleRow,
  keysOf: ({ code }) => [{ field: 'code', key: String(code) }],
  example: {
    code: 'DP-2',
    titleLv: say('module-title')('lv'),
    titleEn: say('module-title')('en'),
    hours: '36',
    outcomesLv: say('module-outcome')('lv'),
    outcomesEn: say('module-outcome')('en'),
    framework: 'a-framework-1.0',
    competences: '2.4',
  },
}

/** Several sentences, each on a line of its own or behind a semicolon. */
function textsColumn(traits: ColumnTraits): Column<string[]> {
  const read = (cell: string | number) =>
    String(cell)
      .split(/[;\n]/)
      .map((text) => text.trim())
      .filter((text) => text !== '')
  return { ...traits, read }
}
