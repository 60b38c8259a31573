import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import { writeCsv } from '../../platform/sheets/write-csv.ts'
import type { Language } from '../../platform/words/language.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import { categoryOf, type Rubric } from './rubric.ts'

const columns = [
  ...['competence', 'title', 'target', 'criterion', 'level', 'level_name', 'facet', 'mandatory', 'source'],
  'text',
]

/** The agreed criteria as a sheet, one row for each. */
export function writeRubricSheet({ agreed, framework }: Rubric, language: Language): string {
  const rows = agreed.version.content.outcomes.flatMap(({ competence, target, criteria }) =>
    criteria.map(({ id, level, facet, mandatory, source, text }) => ({
      competence,
      title: categoryOf(framework, competence, language),
      target: String(target ?? ''),
      criterion: id,
      level: String(level ?? ''),
      level_name: level === null ? '' : nameOfLevel(framework, level, language),
      facet: facet ?? '',
      mandatory: mandatory ? 'yes' : 'no',
      source: source ?? '',
      text: readIn(text, language),
    })),
  )
  return writeCsv(columns, rows)
}
