import { describe, expect, it } from 'vitest'
import { competencesOf, textsIn } from '../../../src/measure/frameworks/framework.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { hasPublished, published, runsOf, textsOf, wordsOf } from './published.ts'

const library = loadFrameworks([builtInFrameworks])

describe.each(['entrecomp', 'digcompedu', 'greencomp'])('The second edition of %s', (before) => {
  const first = library.get(before)!
  const edition = library.get(`${before}-e2`)!
  const en = textsIn(edition, 'en')
  const lv = textsIn(edition, 'lv')

  it('stands beside the first, of the same publication, with its areas, competences and levels', () => {
    const { family, version, source, licence, bands, levels } = edition
    expect({ family, version, source, licence, bands, levels }).toEqual({
      family: first.family,
      version: first.version,
      source: first.source,
      licence: first.licence,
      bands: first.bands,
      levels: first.levels,
    })
    const codes = (framework: typeof first) => competencesOf(framework).map(({ code, area }) => [area, code])
    expect(codes(edition)).toEqual(codes(first))
  })

  it('is worded by us, in English and Latvian, and says so', () => {
    expect([...edition.texts.keys()].sort()).toEqual(['en', 'lv'])
    expect([en.wording, lv.wording]).toEqual(['adapted', 'adapted'])
    expect(edition.attribution).toContain('in our own words')
    expect(lv.attribution).toContain('pārstāstīti mūsu pašu vārdiem')
  })

  it('calls criteria ours that the publication does not have', () => {
    const isOurs = first.id !== 'entrecomp'
    expect(edition.attribution.includes('our own criteria')).toBe(isOurs)
    expect(lv.attribution!.includes('mūsu pašu kritēriji')).toBe(isOurs)
  })

  it('has for every competence at least three statements, and for every facet of it one or more', () => {
    for (const { code, facets } of competencesOf(edition)) {
      const own = edition.statements.filter(({ competence }) => competence === code)
      expect(own.length, code).toBeGreaterThanOrEqual(3)
      expect(new Set(own.map(({ facet }) => facet)), code).toEqual(new Set(facets))
    }
  })

  it.each([
    { texts: en, lead: /^At level .*, I can:$/ },
    { texts: lv, lead: / es spēju:$/ },
  ])('lets each statement in $texts.language go on from the lead of its level', ({ texts, lead }) => {
    for (const { level } of edition.levels) expect(texts.levels[level]!.lead).toMatch(lead)
    for (const [id, text] of Object.entries(texts.statements)) {
      expect(text, id).toMatch(/^\p{Ll}.*[^.\s]$/u)
      expect(text, id).not.toMatch(/ {2}|['"]/)
      if (texts === lv && wordsOf(text).length >= 5) expect(text, id).toMatch(/[āčēģīķļņšūž]/i)
    }
  })

  it('says nothing twice within a facet, and leads into no two levels alike', () => {
    for (const texts of [en, lv]) {
      const leads = edition.levels.map(({ level }) => texts.levels[level]!.lead)
      expect(new Set(leads).size).toBe(edition.levels.length)
      const said = edition.statements.map(({ id, facet }) => `${facet}: ${texts.statements[id]}`)
      expect(new Set(said).size).toBe(said.length)
    }
  })

  it.skipIf(!hasPublished)('has no nine words in a row of the publication in its statements', () => {
    const sentences = [...textsOf(published<unknown>(`other/${before}.json`))].map(({ text }) =>
      wordsOf(text),
    )
    const runs = new Set(sentences.flatMap((words) => runsOf(words, 9)))
    const copied = [en, lv].flatMap(({ statements }) =>
      Object.entries(statements).filter(([, text]) => runsOf(wordsOf(text), 9).some((run) => runs.has(run))),
    )
    expect(copied).toEqual([])
  })
})

describe('The criteria of DigCompEdu', () => {
  it('are there for each facet at each of the six levels', () => {
    const edition = library.get('digcompedu-e2')!
    const facets = competencesOf(edition).flatMap((competence) => competence.facets)
    const places = facets.flatMap((facet) => edition.levels.map(({ level }) => `${facet}.${level}`))
    expect(edition.statements.map(({ id }) => id)).toEqual(places)
    expect(edition.statements.map(({ facet, level }) => `${facet}.${level}`)).toEqual(places)
    expect(places).toHaveLength(342)
  })
})

describe('The criteria of GreenComp', () => {
  it('are four for each of the 12 competences, at no level', () => {
    const edition = library.get('greencomp-e2')!
    const places = competencesOf(edition).map(({ code }) => [
      code,
      edition.statements.filter(({ competence }) => competence === code).map(({ level }) => level),
    ])
    expect(places).toEqual(
      competencesOf(library.get('greencomp')!).map(({ code }) => [code, [null, null, null, null]]),
    )
  })
})
