import { hashOf } from '../../platform/hash.ts'
import type { Framework, FrameworkLibrary } from './framework.ts'
import type { Wording } from './wordings/wording.ts'
import { say } from './words.ts'

/**
 * A framework measured in its bands: each band is one level, and what is worded at any of its levels is to be shown for it.
 * Null where the framework has no bands, one for each level, or no statements that a band could be judged by.
 */
export function inBands(framework: Framework, library: FrameworkLibrary): Framework | null {
  const { edition, replaces, ...published } = framework
  const { bands, levels, statements } = published
  const isBanded = levels.every(({ band }) => band !== null) && bands.length < levels.length
  if (bands.length === 0 || statements.length === 0 || !isBanded) return null
  const bandAt = new Map(levels.map(({ level, band }) => [level, bands.indexOf(band!) + 1]))
  const before = replaces === undefined ? undefined : library.get(replaces)
  const inBandsBefore = before && inBands(before, library)
  return {
    ...published,
    ...(edition !== undefined && inBandsBefore && { edition, replaces: inBandsBefore.id }),
    id: `${framework.id}-bands`,
    measuredInBands: framework.id,
    hash: hashOf(framework.hash, 'bands'),
    bands: [],
    levels: bands.map((code, index) => ({ level: index + 1, code, band: null })),
    areas: framework.areas.map((area) => ({
      ...area,
      competences: area.competences.map((competence) => ({ ...competence, levelUris: {} })),
    })),
    // A band asks for each of its statements, so that none stands for the whole of a facet.
    statements: statements.map(({ facet: _, ...statement }) => ({
      ...statement,
      level: bandAt.get(statement.level!)!,
    })),
    examples: [],
    useCases: [],
    learningOutcomes: [],
    terms: [],
    mappings: [],
    texts: new Map([...framework.texts].map(([language, texts]) => [language, textsOf(framework, texts)])),
    wordings: new Map(
      [...framework.wordings].map(([language, known]) => [
        language,
        known.map((texts) => textsOf(framework, texts)),
      ]),
    ),
  }
}

/** A statement keeps the lead of the level it comes from: without it, two levels of a band may read the same. */
function textsOf({ bands, statements }: Framework, texts: Wording): Wording {
  const { subtitle: _, ...kept } = texts
  const led = (level: number | null, words: string) => {
    const lead = texts.levels[level!]?.lead
    return lead ? `${lead} ${words}` : words
  }
  const worded = statements.map(({ id, level }) => [id, led(level, texts.statements[id]!)])
  const parted = statements.flatMap(({ level, parts }) =>
    parts.map((id) => [id, led(level, texts.parts[id]!)]),
  )
  return {
    ...kept,
    title: say('in-bands', { title: texts.title, count: bands.length })(texts.language),
    bands: {},
    levels: Object.fromEntries(bands.map((band, index) => [index + 1, { title: texts.bands[band] ?? band }])),
    statements: Object.fromEntries(worded),
    parts: Object.fromEntries(parted),
    examples: {},
    useCases: {},
    learningOutcomes: {},
    terms: {},
  }
}
