import { describe, expect, test } from 'vitest'
import { replacementOf } from '../../../src/measure/frameworks/editions.ts'
import { competencesOf, type Framework } from '../../../src/measure/frameworks/framework.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { afterLead, byLead } from '../../../src/measure/frameworks/rubric/lead.ts'
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

describe.each(newest)('The criteria suggested for $id', (framework) => {
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
