import { bilingual, type Framework } from '../framework.ts'
import type { TextsFile } from '../framework-file.ts'

/** One thing that a framework asks for at a level, judged for itself: a statement, or a part of one that is unfolded. */
export type Demand = {
  id: string
  level: number | null
  facet: string | null
  /** What a criterion of the partners' own may stand for in its place: the part, the facet or, without one, the statement. */
  unit: string
  /** The statement that it is a part of; null of one that is whole. */
  partOf: string | null
  words: (texts: TextsFile) => string
}

/** Everything that a framework asks for of a competence, in the framework's own order. */
export function demandsOf(framework: Framework, competence: string): Demand[] {
  return framework.statements
    .filter((statement) => statement.competence === competence)
    .flatMap(({ id, level, facet = null, parts }): Demand[] =>
      parts.length === 0
        ? [
            {
              id,
              level,
              facet,
              unit: facet ?? id,
              partOf: null,
              words: (texts) => texts.statements[id] ?? id,
            },
          ]
        : parts.map((part) => ({
            id: part,
            level,
            facet,
            unit: part,
            partOf: id,
            words: (texts) => texts.parts[part] ?? part,
          })),
    )
}

/** The lead of a level in Latvian and English; undefined where one of them has none. */
export function leadAt(framework: Framework, level: number | null): { lv: string; en: string } | undefined {
  if (level === null) return undefined
  const lead = bilingual(framework, (texts) => texts.levels[level]?.lead ?? '')
  return lead.lv && lead.en ? lead : undefined
}

/** A demand with the lead of its level before it, as it is agreed: the same words at two levels ask for two things. */
export function ledWords(
  framework: Framework,
  demand: Pick<Demand, 'level' | 'words'>,
): { lv: string; en: string } {
  const lead = leadAt(framework, demand.level)
  const { lv, en } = bilingual(framework, demand.words)
  return lead ? { lv: `${lead.lv} ${lv}`, en: `${lead.en} ${en}` } : { lv, en }
}
