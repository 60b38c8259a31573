import { describe, expect, test } from 'vitest'
import { replacementOf } from '../../../src/measure/frameworks/editions.ts'
import { competencesOf, type Framework, highestLevel } from '../../../src/measure/frameworks/framework.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { demandsOf } from '../../../src/measure/frameworks/rubric/demands.ts'
import { afterLead, byLead } from '../../../src/measure/frameworks/rubric/lead.ts'
import { levelsAround } from '../../../src/measure/frameworks/rubric/levels-around.ts'
import { suggestCriteria } from '../../../src/measure/frameworks/suggest-criteria.ts'

const library = loadFrameworks([builtInFrameworks])
const newest = [...library.values()].filter((framework) => replacementOf(framework, library) === null)

/** What is suggested for every competence at every target. */
const suggestions = (framework: Framework) =>
  competencesOf(framework).flatMap(({ code }) =>
    (framework.levels.length > 0 ? framework.levels.map(({ level }) => level) : [null]).map((target) => ({
      place: `${framework.id} ${code} at ${target}`,
      code,
      target,
      criteria: suggestCriteria(framework, code, target),
    })),
  )

test('The newest editions are those of all five families, with their bands', () => {
  expect(newest.map(({ id }) => id)).toEqual(
    [
      'digcomp-2.2-e2',
      'digcomp-2.2-e2-bands',
      'digcomp-3.0-e2',
      'digcompedu-e2',
      'digcompedu-e2-bands',
      'entrecomp-e2',
      'entrecomp-e2-bands',
      'greencomp-e2',
    ].sort((a, b) => newest.findIndex(({ id }) => id === a) - newest.findIndex(({ id }) => id === b)),
  )
})

/** Whole levels: the highest number of criteria of a target that stands without the level above it, and alone. */
const counted = (framework: Framework, competence: string, levels: readonly (number | null)[]) =>
  demandsOf(framework, competence).filter(({ level }) => levels.includes(level)).length

/** Earlier editions, too, may still be agreed. */
describe.each([...library.values()])(
  'The criteria suggested for $id, whichever edition it is,',
  (framework) => {
    test('have no text at two levels of a competence, in either language', () => {
      for (const { code } of competencesOf(framework)) {
        const levels = framework.levels.length > 0 ? framework.levels.map(({ level }) => level) : [null]
        const all = levels.flatMap((level) =>
          suggestCriteria(framework, code, level).filter((criterion) => criterion.level === level),
        )
        for (const language of ['lv', 'en'] as const) {
          const at = new Map<string, number | null>()
          for (const { id, level, text } of all) {
            expect(at.get(text[language]) ?? level, `${id}: ${text[language]}`).toBe(level)
            at.set(text[language], level)
          }
        }
      }
    })
  },
)

describe.each(newest)('The criteria suggested for $id', (framework) => {
  test('are three to twelve for every competence and target, of whole levels, the target among them', () => {
    for (const { place, code, target, criteria } of suggestions(framework)) {
      expect(criteria.length, place).toBeGreaterThanOrEqual(3)
      expect(criteria.length, place).toBeLessThanOrEqual(12)
      const levels = [...new Set(criteria.map(({ level }) => level))]
      expect(levels, place).toContain(target)
      expect(criteria.length, place).toBe(counted(framework, code, levels))
      if (target === null || framework.measuredInBands) continue
      const { leftOut } = levelsAround(framework, code, target)
      const beside = framework.levels
        .map(({ level }) => level)
        .filter((level) => Math.abs(level - target) === 1)
      expect([...leftOut, ...levels].sort(), place).toEqual([...beside, target].sort())
      // What goes beyond is left out first, and nothing that there is room for.
      if (leftOut.includes(target - 1))
        expect(leftOut, place).toContain(Math.min(target + 1, highestLevel(framework)))
      for (const level of leftOut.slice(0, 1))
        expect(counted(framework, code, [...levels, level]), place).toBeGreaterThan(12)
    }
  })

  test('tell a level in more than one observable thing, and a statement beside others whole', () => {
    for (const { code } of competencesOf(framework))
      for (const level of framework.levels.length > 0 ? framework.levels.map(({ level }) => level) : [null]) {
        const there = framework.statements.filter(
          (statement) => statement.competence === code && statement.level === level,
        )
        expect(counted(framework, code, [level]), `${code} at ${level}`).toBeGreaterThanOrEqual(2)
        if (there.length > 1 && !framework.measuredInBands)
          expect(
            there.flatMap(({ parts }) => parts),
            `${code} at ${level}`,
          ).toEqual([])
      }
  })

  test('of a statement in parts are what it asks, in words of their own that go on from the lead', () => {
    for (const texts of framework.texts.values())
      for (const { id, parts } of framework.statements)
        for (const part of parts) {
          const words = texts.parts[part]!
          if (!framework.measuredInBands) expect(words, part).toMatch(/^\p{Ll}[^'"]*[^.\s'"]$/u)
          expect(words, part).not.toBe(texts.statements[id])
          if (texts.language === 'lv') expect(words, part).toMatch(/[āčēģīķļņšūž]/i)
        }
  })

  test('begin with the lead of their level, which stands beside them to be said once', () => {
    for (const { criteria } of suggestions(framework)) {
      for (const criterion of criteria) {
        const step = [...framework.texts].map(([language, { levels }]) => [
          language,
          levels[criterion.level!]?.lead,
        ])
        const said = Object.fromEntries(step.filter(([, lead]) => lead !== undefined))
        expect(criterion.lead ?? {}).toEqual(said)
        for (const language of ['lv', 'en'] as const) {
          const rest = afterLead(criterion)[language]
          expect(criterion.text[language]).toBe([...(said[language] ? [said[language]] : []), rest].join(' '))
        }
      }
      const leads = byLead(criteria).filter(({ lead }) => lead !== null)
      expect(leads.length === 0 || leads.length === new Set(criteria.map(({ level }) => level)).size).toBe(
        true,
      )
    }
  })
})
