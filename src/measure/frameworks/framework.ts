import type { FrameworkFile, MappingFile, PartialTextsFile, TextsFile } from './framework-file.ts'
import type { Audience } from './read-audience.ts'
import type { Wording } from './wordings/wording.ts'

/** One version of a framework, checked whole. */
export type Framework = FrameworkFile & {
  /** By language, the wording that is used: the official one where there are two. */
  texts: ReadonlyMap<string, Wording>
  /** Every wording of a language, the one that was there first before the one beside it. */
  wordings: ReadonlyMap<string, readonly Wording[]>
  /** SHA-256 over the facts and the original wording, hexadecimal: what a certificate names. */
  hash: string
  /** SHA-256 of each file, by its path in the framework's folder. */
  fileHashes: ReadonlyMap<string, string>
  mappings: readonly MappingFile[]
  /** When its facts or one of its texts last changed, ISO 8601 in UTC. */
  changedAt: string
  /** For whom it is, where it is not for anyone. */
  audience?: Audience
  /** Of one that is another one's bands taken for levels: whose. It lies in no folder of its own. */
  measuredInBands?: string
}

export type FrameworkLibrary = ReadonlyMap<string, Framework>

/** The wording in `language`, else in English, else in the original language; `language` of the result tells which. */
export function textsIn({ id, texts: all, originalLanguage }: Framework, language: string): Wording {
  const texts = all.get(language) ?? all.get('en') ?? all.get(originalLanguage)
  if (!texts) throw new Error(`${id} has no texts`)
  return texts
}

/** The languages of a framework, the one to fall back to first: English where there is any, else the original. */
export function languagesOf(framework: Framework): string[] {
  const first = framework.texts.has('en') ? 'en' : framework.originalLanguage
  return [first, ...[...framework.texts.keys()].filter((language) => language !== first)]
}

/** A text in Latvian and English, each falling back as the wording does. */
export function bilingual(
  framework: Framework,
  pick: (texts: TextsFile) => string,
): { lv: string; en: string } {
  return { lv: pick(textsIn(framework, 'lv')), en: pick(textsIn(framework, 'en')) }
}

/** The competence of a code with its area; null where the framework has none. */
export function competenceOf(framework: Framework, code: string) {
  for (const area of framework.areas) {
    const competence = area.competences.find((known) => known.code === code)
    if (competence) return { area, competence }
  }
  return null
}

/** 0 for a framework without levels. */
export const highestLevel = (framework: Framework): number => framework.levels.length

/** Every competence in the framework's order, each with the code of its area. */
export const competencesOf = (framework: Pick<FrameworkFile, 'areas'>) =>
  framework.areas.flatMap((area) =>
    area.competences.map((competence) => ({ ...competence, area: area.code })),
  )

/** Every code and level of a framework's maps that one of the two frameworks does not know, as `file: pointer: what`. */
export function mappingFaults(framework: Framework, library: FrameworkLibrary): string[] {
  return framework.mappings.flatMap((mapping) => {
    const faults: string[] = []
    const say = (where: string, what: string) => faults.push(`${mapping.to}.json: ${where}: ${what}`)
    if (mapping.from !== framework.id) say('/from', `is ${mapping.from}, it lies with ${framework.id}`)
    if (!mapping.notice[framework.originalLanguage])
      say('/notice', `says nothing in ${framework.originalLanguage}`)
    const target = library.get(mapping.to)
    if (!target) {
      say('/to', `there is no framework ${mapping.to}`)
      return faults
    }
    const check = <T>(where: string, known: readonly T[], value: T) => {
      if (!known.includes(value)) say(where, `there is no ${value}`)
    }
    for (const list of ['areas', 'competences'] as const) {
      const codes = (side: Framework) =>
        (list === 'areas' ? side.areas : competencesOf(side)).map(({ code }) => code)
      mapping[list].forEach((pair, index) => {
        check(`/${list}/${index}/from`, codes(framework), pair.from)
        check(`/${list}/${index}/to`, codes(target), pair.to)
      })
    }
    mapping.levels.forEach((pair, index) => {
      pair.from.forEach((level, at) => {
        check(
          `/levels/${index}/from/${at}`,
          framework.levels.map(({ level: known }) => known),
          level,
        )
      })
      check(
        `/levels/${index}/to`,
        target.levels.map(({ level }) => level),
        pair.to,
      )
    })
    return faults
  })
}

const codesOf = (list: readonly { code: string }[]) => list.map((coded) => coded.code)
const idsOf = (list: readonly { id: string }[]) => list.map((named) => named.id)

/** Every way in which the facts contradict themselves, as `pointer: what`. */
export function contradictions(facts: FrameworkFile): string[] {
  const faults: string[] = []
  const unique = (what: string, ids: (string | number)[]) => {
    const seen = new Set<string | number>()
    for (const id of ids) {
      if (seen.has(id)) faults.push(`/${what}: ${id} stands twice`)
      seen.add(id)
    }
    return seen
  }
  const competences = facts.areas.flatMap((area) => area.competences)
  const codes = unique('areas', codesOf(competences))
  const facets = unique(
    'areas',
    competences.flatMap((competence) => competence.facets),
  )
  unique('areas', codesOf(facts.areas))
  unique('statements', [...idsOf(facts.statements), ...facts.statements.flatMap(({ parts }) => parts)])
  unique(
    'examples',
    facts.examples.map((example) => example.number),
  )
  unique('useCases', idsOf(facts.useCases))
  unique('learningOutcomes', idsOf(facts.learningOutcomes))
  facts.levels.forEach((level, index) => {
    if (level.level !== index + 1)
      faults.push(`/levels/${index}/level: levels count 1, 2, 3 …, found ${level.level}`)
    if (level.band !== null && !facts.bands.includes(level.band))
      faults.push(`/levels/${index}/band: unknown band ${level.band}`)
  })
  for (const list of ['statements', 'examples', 'useCases', 'learningOutcomes'] as const) {
    facts[list].forEach((item, index) => {
      if (!codes.has(item.competence))
        faults.push(`/${list}/${index}/competence: unknown competence ${item.competence}`)
      if ('level' in item && item.level !== null && item.level > facts.levels.length)
        faults.push(`/${list}/${index}/level: there is no level ${item.level}`)
    })
  }
  facts.examples.forEach(({ facet }, index) => {
    if (facet && !facets.has(facet)) faults.push(`/examples/${index}/facet: unknown facet ${facet}`)
  })
  facts.statements.forEach((statement, index) => {
    if (statement.facet && !facets.has(statement.facet))
      faults.push(`/statements/${index}/facet: unknown facet ${statement.facet}`)
    if (statement.level === null && facts.levels.length > 0)
      faults.push(`/statements/${index}/level: names none of the levels`)
    if (statement.parts.length === 1) faults.push(`/statements/${index}/parts: one part is the whole`)
  })
  return faults
}

/** Every id of the facts that has no text in this language, unless the file says that it is partial, and every text that has no id. */
export function gaps(facts: FrameworkFile, texts: TextsFile | PartialTextsFile): string[] {
  const competences = facts.areas.flatMap((area) => area.competences)
  const wanted: Record<string, string[]> = {
    areas: facts.areas.map((area) => area.code),
    competences: competences.map((competence) => competence.code),
    bands: facts.bands,
    levels: facts.levels.map((level) => String(level.level)),
    facets: competences.flatMap((competence) => competence.facets),
    roles: [...new Set(facts.statements.flatMap((statement) => statement.role ?? []))],
    kinds: [
      ...new Set([facts.examples, facts.useCases, facts.learningOutcomes].flat().map((item) => item.kind)),
    ],
    tags: [
      ...new Set(
        [facts.statements, facts.examples, facts.learningOutcomes].flat().flatMap((item) => item.tags),
      ),
    ],
    statements: facts.statements.map((statement) => statement.id),
    parts: facts.statements.flatMap((statement) => statement.parts),
    examples: facts.examples.map((example) => String(example.number)),
    useCases: facts.useCases.map((useCase) => useCase.id),
    learningOutcomes: facts.learningOutcomes.map((outcome) => outcome.id),
    terms: facts.terms,
  }
  const found = Object.entries(wanted).flatMap(([section, ids]) =>
    unmatched(section, ids, texts[section as 'areas']),
  )
  const steps = facts.levels.flatMap((level) =>
    unmatched(
      `levels/${level.level}/steps`,
      (level.steps ?? []).map(({ step }) => String(step)),
      texts.levels[level.level]?.steps ?? {},
    ),
  )
  return 'partial' in texts
    ? [...found, ...steps].filter((gap) => !gap.endsWith(MISSING))
    : [...found, ...steps]
}

const MISSING = ': missing'

function unmatched(section: string, ids: readonly string[], texts: object): string[] {
  const present = new Set(Object.keys(texts))
  const expected = new Set(ids)
  return [
    ...ids.filter((id) => !present.has(id)).map((id) => `/${section}/${id}${MISSING}`),
    ...[...present].filter((id) => !expected.has(id)).map((id) => `/${section}/${id}: belongs to nothing`),
  ]
}

/** The number of the level that a finer step lies in; undefined where no level has such a step. */
export const levelOfStep = ({ levels }: Framework, step: number): number | undefined =>
  levels.find(({ steps = [] }) => steps.some((finer) => finer.step === step))?.level
