import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CertificateSnapshot } from '../../../src/certification/certificates/snapshot.ts'
import { passageLengths, skillsPassage } from '../../../src/certification/documents/passage/skills-passage.ts'
import { sampleSnapshot } from './sample-snapshot.ts'

const both = (text: string) => ({ lv: `${text}-lv`, en: `${text}-en` })
const results = ['reached', 'partly', 'not-reached', 'not-assessed'] as const

/** What one outcome is made of; every word in it says what it is part of, and where it ends. */
type Sketch = {
  result: (typeof results)[number]
  words: number
  criteria: number
  partial: boolean
  level: number
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
  result: fc.constantFrom(...results),
  words: fc.integer({ min: 1, max: 20 }),
  criteria: fc.integer({ min: 0, max: 12 }),
  partial: fc.boolean(),
  level: fc.integer({ min: 1, max: 8 }),
})

const sentence = (of: string, words: number) =>
  Array.from({ length: words }, (_, index) => `${of}x${index}x`).join(' ')

function drawnUp(sketches: readonly Sketch[], name: string): CertificateSnapshot {
  const sample = sampleSnapshot()
  const outcomes = sketches.map(({ result, words, criteria, partial, level }, index) => ({
    ...sample.outcomes[0]!,
    competence: `C${index}C`,
    title: both(sentence(`t${index}`, words)),
    result,
    level,
    statements: [both('unjudged')],
    criteria: Array.from({ length: criteria }, (_, number) => ({
      id: `${index}.${number}`,
      level: 1 + (number % level),
      text: both(sentence(`k${index}o${number}`, words)),
      source: 'framework' as const,
    })),
    ...(partial && { partial: { covered: [both('covered')], missing: [both('missing')] } }),
    assessor: { role: both('assessor'), organisation: name },
    validator: { role: both('validator'), organisation: `${name} two` },
  }))
  return { ...sample, format: 2, outcomes }
}

/** Runs a check of the passage in every language and length. */
const everyPassage = (
  check: (text: string, sketches: readonly Sketch[], snapshot: CertificateSnapshot, limit: number) => void,
) =>
  fc.assert(
    fc.property(
      fc.array(sketch, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 200 }),
      (sketches, length) => {
        const snapshot = drawnUp(sketches, 'N'.repeat(length))
        for (const language of ['lv', 'en'])
          for (const limit of passageLengths)
            check(skillsPassage(snapshot, language, limit), sketches, snapshot, limit)
      },
    ),
    { numRuns: 60 },
  )

test('a passage is never longer than its form field, ends with its sentence, and says how to check it', () => {
  everyPassage((text, _, { verification, number }, limit) => {
    expect(text.length).toBeLessThanOrEqual(limit)
    expect(text).toMatch(/\.$/)
    for (const said of [verification.code, number]) expect(text).toContain(said)
  })
})

test('no word, title or criterion in it is cut, and it has nothing that was not judged and met', () => {
  everyPassage((text, _, { outcomes }) => {
    expect(text).not.toContain('unjudged')
    const shown = outcomes.filter(({ result }) => result === 'reached' || result === 'partly')
    const whole = shown.flatMap(({ title, criteria = [] }) => [title, ...criteria.map((each) => each.text)])
    const left = whole
      .flatMap(({ lv, en }) => [lv, en])
      .sort((first, second) => second.length - first.length)
      .reduce((rest, piece) => rest.replaceAll(piece, ''), text)
    expect(left).not.toMatch(/[tk]\d+(o\d+)?x/)
  })
})

test('what it has no room for is counted: competences, those not reached, and criteria that were met', () => {
  everyPassage((_, sketches, snapshot, limit) => {
    const english = skillsPassage(snapshot, 'en', limit)
    const counted = (pattern: RegExp) => Number(pattern.exec(english)?.[1] ?? 0)
    const shown = sketches.filter(({ result }) => result === 'reached' || result === 'partly')
    const levels = english.split('Criteria met for')[0]!
    const named = new Set(levels.match(/C\d+C/g)).size
    expect(named + counted(/And (\d+) more competence/)).toBe(shown.length)
    expect(counted(/not assessed: (\d+)/)).toBe(sketches.length - shown.length)
    const told = new Set(english.match(/k\d+o\d+x/g)).size
    const met = shown.reduce((sum, { criteria }) => sum + criteria, 0)
    expect(told + counted(/And (\d+) more criteri/)).toBe(met)
  })
})

test('where there is room everything is said: titles, levels in words, what is partial, by whom, and criteria', () => {
  const one = { result: 'reached', words: 3, criteria: 2, partial: true, level: 5 } as const
  const text = skillsPassage(drawnUp([one, { ...one, result: 'partly' }], 'Host'), 'en', 2000)
  for (const said of [
    'C0C t0x0x t0x1x t0x2x-en',
    'Level 5 · Advanced (5 of 8), partly reached',
    'k0o1x0x k0o1x1x k0o1x2x-en',
    'Assessed by: assessor-en (Host). Validated by: validator-en (Host two).',
  ])
    expect(text).toContain(said)
  expect(text.toLowerCase()).toContain('partial')
  expect(text).not.toMatch(/And \d/)
})
