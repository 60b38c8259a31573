import { describe, expect, test } from 'vitest'
import { competencesOf } from '../../src/measure/frameworks/framework.ts'
import { builtInFrameworks, loadFrameworks } from '../../src/measure/frameworks/load-frameworks.ts'
import { vocabularies } from '../../src/measure/vocabularies/read-vocabularies.ts'
import { matchesOf, skillsBeneath } from '../../src/measure/vocabularies/vocabularies.ts'
import { hasPublished, published, wordsOf } from './frameworks/published.ts'

const library = loadFrameworks([builtInFrameworks])
const [esco] = vocabularies

type Concept = { uri: string | null; label: string | null; description: string | null }
type EscoConcepts = {
  areas: (Concept & { area: string })[]
  competences: (Concept & { competence: string })[]
}

describe('matches', () => {
  test('are known of every address that a built-in framework has, and of no other', () => {
    const claimed = [...library.values()].flatMap(({ family, version, areas }) =>
      areas.flatMap((area) => [
        ...Object.values(area.uris).map((uri) => [family, version, area.code, undefined, uri]),
        ...area.competences.flatMap(({ code, uris, levelUris }) => [
          ...Object.values(uris).map((uri) => [family, version, code, undefined, uri]),
          ...Object.entries(levelUris).flatMap(([level, at]) =>
            Object.values(at).map((uri) => [family, version, code, Number(level), uri]),
          ),
        ]),
      ]),
    )
    const known = vocabularies.flatMap(({ matches }) =>
      matches.map(({ family, version, code, level, uri }) => [family, version, code, level, uri]),
    )
    const keys = (rows: unknown[][]) => [...new Set(rows.map((row) => row.join(' ')))].sort()
    expect(keys(known)).toEqual(keys(claimed))
    expect(keys(known)).toHaveLength(known.length)
  })

  test('are as strong as what is the same on both sides', () => {
    for (const { kind, same, label } of vocabularies.flatMap(({ matches }) => matches)) {
      const isWhole = same.includes('label') && same.includes('description')
      expect([label, kind]).toEqual([label, isWhole ? 'exact' : same.length > 0 ? 'close' : 'related'])
    }
  })

  /** The words of a title or label, whatever the form of verb and noun: "managing", "manage", "technologies", "technology". */
  const plain = (text: string) =>
    wordsOf(text).map((word) =>
      word.replace(/ies$/, 'y').replace(/s$/, '').replace(/ing$/, '').replace(/e$/, ''),
    )
  const told = (text: string) => wordsOf(text).filter((word) => word !== 'to')

  test.runIf(hasPublished)('of DigComp 2.2 say the same only where what is published does', () => {
    const concepts = published<EscoConcepts>('other/esco-digcomp.json').competences
    const { competences } = published<{
      competences: { code: string; title: { en: string }; descriptor: { en: string } }[]
    }>('digcomp-2.2/competences.json')
    for (const { code, title, descriptor } of competences) {
      const match = esco!.matches.find((known) => known.version === '2.2' && known.code === code)
      const concept = concepts.find(({ competence }) => competence === code)!
      expect([code, match?.uri ?? null, match?.label ?? null]).toEqual([code, concept.uri, concept.label])
      if (!match) continue
      const isSame = [
        plain(concept.label!).join() === plain(title.en).join(),
        told(concept.description!).join() === told(descriptor.en).join(),
      ]
      expect([code, match.same.includes('label'), match.same.includes('description')]).toEqual([
        code,
        ...isSame,
      ])
    }
  })

  test('of what nobody compared are no more than related', () => {
    const uri = 'https://example.org/concept'
    const unknown = { scheme: 'esco', uri, kind: 'related', label: null, source: null }
    expect(matchesOf({ family: 'own', version: '1' }, { esco: uri, case: uri })).toEqual([unknown])
    const known = esco!.matches[0]!.uri
    expect(matchesOf({ family: 'own', version: '1' }, { esco: known })).toMatchObject([
      { kind: 'related', label: null },
    ])
  })
})

describe('skills beneath a concept', () => {
  test('lie beneath one that is matched, once each, the nearest first', () => {
    for (const { matches, skills } of vocabularies) {
      const concepts = new Set(matches.map(({ uri }) => uri))
      expect(skills.filter(({ beneath }) => !concepts.has(beneath))).toEqual([])
      const keys = skills.map(({ beneath, uri }) => `${beneath} ${uri}`)
      expect(new Set(keys).size).toBe(keys.length)
      for (const concept of concepts) {
        const steps = skills.filter(({ beneath }) => beneath === concept).map((skill) => skill.steps)
        expect(steps).toEqual(steps.toSorted((a, b) => a - b))
      }
    }
  })

  test('are as many as ESCO 1.2.0 has in its digital collection', () => {
    const counts = competencesOf(library.get('digcomp-2.2-e2')!).map(({ code, uris }) => [
      code,
      skillsBeneath(uris).length,
    ])
    expect(Object.fromEntries(counts)).toEqual({
      ...{ '1.1': 0, '1.2': 21, '1.3': 0, '2.1': 3, '2.2': 2, '2.3': 3, '2.4': 3, '2.5': 0, '2.6': 20 },
      ...{ '3.1': 0, '3.2': 3, '3.3': 0, '3.4': 39, '4.1': 1, '4.2': 1, '4.3': 0, '4.4': 0 },
      ...{ '5.1': 24, '5.2': 6, '5.3': 3, '5.4': 1 },
    })
  })
})
