import { pointer } from '../../../../platform/http/faults.ts'
import { type Framework, gaps, textsIn } from '../../framework.ts'
import { type FrameworkFile, PartialTextsFile, TextsFile } from '../../framework-file.ts'
import type { ReadTranslation, TranslationOrigin } from '../add-language.ts'
import { checkDraft, type Reading } from '../draft.ts'
import { worded } from './share.ts'

/**
 * The texts of one language of a framework that was read, as a wording of a framework that is there: what that one has no
 * place for is named; a level or competence that contradicts it is a fault.
 */
export function wordingFrom(
  framework: Framework,
  reading: Reading,
  language: string,
  origin: TranslationOrigin,
): ReadTranslation {
  const { checked, faults } = checkDraft(reading)
  if (!checked) return { texts: null, faults, remarks: [] }
  const languages = [checked.texts, ...checked.translations]
  const found = languages.find((texts) => texts.language === language)
  if (!found) {
    const known = languages.map((texts) => texts.language).join(', ')
    return { texts: null, faults: [`has no texts in ${language}. Known: ${known}`], remarks: [] }
  }
  const remarks = [...checked.remarks]
  const fitting = withoutStrangers(framework, { ...found, partial: true }, remarks)
  const { partial: _, subtitle: __, ...own } = fitting
  const whole = textsIn(framework, framework.originalLanguage)
  const texts = worded(whole, { ...own, wording: origin.wording ?? found.wording })
  const parsed = ('partial' in texts ? PartialTextsFile : TextsFile).safeParse(texts)
  const issues = parsed.error?.issues ?? []
  const all = [
    ...contradictions(framework, checked.facts),
    ...issues.map((issue) => `${pointer(issue.path)}: ${issue.message}`),
  ]
  return all.length === 0 && parsed.success
    ? { texts: parsed.data, faults: [], remarks }
    : { texts: null, faults: all, remarks: [] }
}

/** Without the texts of ids that the framework does not have. */
function withoutStrangers(
  framework: Framework,
  texts: PartialTextsFile,
  remarks: string[],
): PartialTextsFile {
  const kept = structuredClone(texts)
  for (const gap of gaps(framework, texts)) {
    const place = gap.slice(0, gap.indexOf(': '))
    const path = place.slice(1).split('/')
    remarks.push(`${place.slice(1)} has no place in ${framework.id}`)
    drop(kept, path[0] === 'levels' ? path : [path[0]!, path.slice(1).join('/')])
  }
  for (const level of Object.values(kept.levels))
    if (level.steps && Object.keys(level.steps).length === 0) delete level.steps
  return kept
}

function drop(value: object, [key = '', ...inner]: string[]): void {
  const record = value as Record<string, object>
  if (inner.length === 0) delete record[key]
  else drop(record[key]!, inner)
}

/** Statements and outcomes of one id have to be of one competence and level. */
function contradictions(framework: Framework, facts: FrameworkFile): string[] {
  return (['statements', 'learningOutcomes'] as const).flatMap((list) => {
    const known = new Map<string, { competence: string; level: number | null }>(
      framework[list].map((item) => [item.id, item]),
    )
    return facts[list].flatMap(({ id, competence, level }) => {
      const here = known.get(id)
      if (!here || (here.competence === competence && here.level === level)) return []
      return [
        `${list}/${id}: is of ${competence} at level ${level}, in ${framework.id} of ${here.competence} at level ${here.level}`,
      ]
    })
  })
}
