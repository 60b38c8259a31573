import { describe, expect, it } from 'vitest'
import { competencesOf } from '../../../src/measure/frameworks/framework.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { hasPublished, published, publishedTexts, runsOf, textsOf, wordsOf } from './published.ts'

type Node = {
  '@type': string
  '@id': string
  description: string
  type?: string
  ai_label: keyof typeof tags
  competence_id: string
  four_levels_proficiency_name: string
}

const library = loadFrameworks([builtInFrameworks])
const digcomp = library.get('digcomp-3.0-e2')!
const first = library.get('digcomp-3.0')!
const en = digcomp.texts.get('en')!
const lv = digcomp.texts.get('lv')!
const { statements, learningOutcomes, terms } = digcomp
const competences = competencesOf(digcomp)

const tags = { 'AI-Explicit': 'ai-explicit', 'AI-Implicit': 'ai-implicit', 'AI not Implicit or Explicit': '' }
const graph = hasPublished
  ? published<{ '@graph': Node[] }>('digcomp-3.0/jrc-data-supplement-2025-11-24.jsonld')['@graph']
  : []
const local = (id: string) => id.slice(id.indexOf('/') + 1)
const nodes = (type: string) => graph.filter((node) => node['@type'] === type)
const levelOf = (name: string) =>
  Number(Object.entries(en.levels).find(([, { title }]) => title === local(name))![0])

/** How our wording calls each published verb of demand, in the order in which a text is tried. */
const verbs: Record<string, [english: string, latvian: string]> = {
  Acknowledge: ['appreciate', 'atzīt'],
  'Adapt|Continually adapt': ['adapt|keep adapting', 'pielāgot|pielāgoties'],
  Adjust: ['adjust', 'pielāgot'],
  Advise: ['advise', 'konsultēt'],
  Analyse: ['analyse', 'analizēt'],
  Apply: ['apply', 'piemērot|lietot'],
  'Assess and evaluate|Systematically assess and evaluate': ['assess and evaluate', 'novērtēt un izvērtēt'],
  'Critically assess': ['assess critically', 'kritiski novērtēt'],
  'Thoroughly assess': ['assess thoroughly', 'rūpīgi novērtēt'],
  'Make a basic assessment': ['assess in a basic way', 'pamatvilcienos novērtēt'],
  'Assess|Accurately assess|Continually assess': ['assess|keep assessing', 'novērtēt'],
  Assist: ['assist', 'sniegt citiem palīdzību'],
  Combine: ['combine', 'apvienot'],
  Compile: ['bring together', 'apkopot'],
  Contribute: ['contribute', 'dot (efektīvu )?ieguldījumu'],
  Create: ['create', 'veidot'],
  Curate: ['look after', 'kopt'],
  Define: ['define', 'formulēt'],
  Describe: ['describe', 'aprakstīt'],
  Design: ['design', 'izplānot'],
  'Develop and implement': ['develop and put into practice', 'izstrādāt un īstenot'],
  'Develop|Systematically develop': ['develop', 'izstrādāt'],
  Differentiate: ['tell apart', 'atšķirt'],
  Distinguish: ['distinguish between', 'nošķirt'],
  Engage: ['keep developing myself', 'pastāvīgi pilnveidoties'],
  Ensure: ['make sure', 'nodrošināt'],
  Evaluate: ['evaluate', 'izvērtēt'],
  'Purposefully explore': ['explore', 'mērķtiecīgi pētīt'],
  'Continually explore': ['keep exploring', 'pastāvīgi pētīt'],
  Explore: ['explore', 'pētīt'],
  Facilitate: ['enable', 'sekmēt'],
  Flag: ['flag', 'signalizēt'],
  Follow: ['follow', 'ievērot'],
  Help: ['help others', 'palīdzēt citiem'],
  Identify: ['identify', 'noteikt'],
  Implement: ['put', 'īstenot'],
  Interact: ['interact', 'mijiedarboties'],
  Lead: ['lead', 'vadīt'],
  'Make changes': ['make changes', 'veikt izmaiņas'],
  'Make informed use': ['make informed use', 'apzināti izmantot'],
  'Manage|Safely manage': ['manage', 'pārvaldīt'],
  Mentor: ['mentor', 'būt par mentoru'],
  Modify: ['modify', 'pārveidot'],
  'Organise and/or': ['organise', 'organizēt'],
  Organise: ['organise', 'sakārtot'],
  Participate: ['take (an active )?part', 'piedalīties'],
  Prioritise: ['give priority', 'izvirzīt priekšplānā'],
  'Promote and support': ['promote and support', 'veicināt un atbalstīt'],
  Promote: ['promote', 'veicināt'],
  Provide: ['provide', 'sniegt'],
  Recognise: ['recognise', 'apzināties|atpazīt'],
  Report: ['report', 'ziņot'],
  Represent: ['represent', 'attēlot'],
  Respond: ['respond', 'reaģēt'],
  'Continually scrutinise': ['keep a critical eye on', 'pastāvīgi kritiski vērot'],
  Select: ['select', 'atlasīt'],
  'Share|Effectively and ethically share': ['share', 'dalīties'],
  Stay: ['keep up with', 'sekot līdzi'],
  'Support others': ['support others', 'atbalstīt citus'],
  'Take account': ['take .* into account', 'ņemt vērā'],
  Translate: ['turn', 'izteikt'],
  Troubleshoot: ['track down and fix', 'atrast un novērst'],
  Update: ['update', 'atjaunināt'],
  Use: ['use', 'izmantot'],
}

const countBy = <T>(list: readonly T[], key: (item: T) => string | number) => {
  const counts: Record<string, number> = {}
  for (const item of list) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return counts
}

describe('The second edition of DigComp 3.0', () => {
  it('replaces the first, with the same areas, competences, facets and levels', () => {
    expect(digcomp).toMatchObject({ edition: 2, replaces: 'digcomp-3.0' })
    const { areas, levels, source, licence, attribution } = first
    expect(digcomp).toMatchObject({ areas, levels, source, licence, attribution })
    for (const part of ['title', 'subtitle', 'areas', 'competences', 'facets'] as const)
      expect(en[part]).toEqual(first.texts.get('en')![part])
  })

  it('has 362 statements by level, some in each competence at each level', () => {
    expect(countBy(statements, ({ level }) => level!)).toEqual({ 1: 97, 2: 103, 3: 89, 4: 73 })
    const judged = countBy(statements, ({ competence, level }) => `${competence} at ${level}`)
    expect(Object.keys(judged)).toHaveLength(21 * 4)
    expect(Object.values(countBy(statements, ({ competence }) => competence))).toEqual([
      15, 21, 22, 21, 16, 21, 14, 15, 19, 19, 15, 17, 22, 15, 21, 22, 17, 12, 13, 12, 13,
    ])
  })

  it('has 523 outcomes by level and kind', () => {
    expect(countBy(learningOutcomes, ({ level }) => level)).toEqual({ 1: 151, 2: 170, 3: 119, 4: 83 })
    expect(countBy(learningOutcomes, ({ kind }) => kind)).toEqual({
      attitude: 107,
      knowledge: 217,
      skill: 199,
    })
    expect(Object.values(countBy(learningOutcomes, ({ competence }) => competence))).toEqual([
      21, 31, 35, 31, 20, 34, 22, 21, 29, 25, 26, 27, 39, 19, 26, 33, 19, 15, 17, 16, 17,
    ])
  })

  it('says where artificial intelligence is named or implied, and has 126 terms', () => {
    const labels = (items: { tags: string[] }[]) => countBy(items, ({ tags: [label = 'none'] }) => label)
    expect(labels(statements)).toEqual({ 'ai-explicit': 49, 'ai-implicit': 246, none: 67 })
    expect(labels(learningOutcomes)).toEqual({ 'ai-explicit': 69, 'ai-implicit': 330, none: 124 })
    expect(new Set(terms).size).toBe(126)
  })

  it('words no two statements of a competence alike, in either language', () => {
    for (const { code } of competences)
      for (const { statements: texts } of [en, lv]) {
        const own = statements.filter(({ competence }) => competence === code).map(({ id }) => texts[id])
        expect(new Set(own).size, code).toBe(own.length)
      }
  })

  it.each([
    { language: 'en', texts: en, lead: /, I can:$/, letters: /^[^āčēģīķļņšūž]*$/i },
    { language: 'lv', texts: lv, lead: /, es spēju:$/, letters: /[āčēģīķļņšūž]/i },
  ])('lets every text in $language go on from the lead of its level', ({ texts, lead, letters }) => {
    expect(texts.wording).toBe('adapted')
    for (const level of Object.values(texts.levels)) expect(level.lead).toMatch(lead)
    for (const text of Object.values({ ...texts.statements, ...texts.learningOutcomes })) {
      expect(text).toMatch(/^\p{Ll}.*[^.\s]$/u)
      expect(text).not.toMatch(/ {2}|['"]/)
      if (wordsOf(text).length >= 8) expect(text).toMatch(letters)
    }
    for (const { explanation } of Object.values(texts.terms)) {
      expect(explanation).toMatch(/^\p{Lu}.*\.$/u)
      expect(explanation).not.toMatch(/ {2}|['"]/)
    }
  })
})

describe.skipIf(!hasPublished)('Of the data supplement of DigComp 3.0, the second edition', () => {
  it('has every statement, outcome and term, with competence, level, kind and label', () => {
    const factsOf = (node: Node) => ({
      id: local(node['@id']),
      competence: local(node.competence_id),
      level: levelOf(node.four_levels_proficiency_name),
      ...(node.type && { kind: node.type.toLowerCase() }),
      tags: [tags[node.ai_label]].filter((tag) => tag !== ''),
    })
    expect(statements).toEqual(nodes('CompetenceStatement').map((node) => ({ ...factsOf(node), parts: [] })))
    expect(learningOutcomes).toEqual(nodes('LearningOutcome').map(factsOf))
    expect(terms).toEqual(nodes('Glossary').map((node) => local(node['@id'])))
    expect(terms.map((term) => en.terms[term]!.term)).toEqual(terms)
  })

  const worded = [...nodes('CompetenceStatement'), ...nodes('LearningOutcome')].map((node) => ({
    id: local(node['@id']),
    text: node.description.trim(),
  }))
  const ours = (texts: typeof en, id: string) => texts.statements[id] ?? texts.learningOutcomes[id]!

  it('words alike, in either language, what is published alike', () => {
    for (const texts of [en, lv]) {
      const said = new Map<string, string>()
      for (const { id, text } of worded) {
        const words = wordsOf(text).join(' ')
        const before = said.get(words) ?? ours(texts, id)
        expect(ours(texts, id), id).toBe(before)
        said.set(words, before)
      }
    }
  })

  it('names one demand by one verb in all competences', () => {
    let without = 0
    for (const { id, text } of worded) {
      const verb = Object.entries(verbs).find(([demand]) => new RegExp(`^(${demand})\\b`).test(text))
      if (!verb) without += 1
      else {
        const [english, latvian] = verb[1]
        expect(ours(en, id), id).toMatch(new RegExp(`^(${english})\\b`))
        expect(ours(lv, id), id).toMatch(new RegExp(`^([\\p{L},]+ ){0,5}(${latvian})(?=[ ,])`, 'u'))
      }
    }
    expect(without).toBeLessThan(10)
  })

  it('takes over no nine words in a row', () => {
    const runs = new Set(publishedTexts().flatMap((words) => runsOf(words, 9)))
    const { statements, learningOutcomes, terms, levels } = en
    const copied = [...textsOf({ statements, learningOutcomes, terms, levels })]
      .filter(({ path }) => !/\/(title|term)$/.test(path))
      .flatMap(({ path, text }) => runsOf(wordsOf(text), 9).map((run) => ({ path, run })))
      .filter(({ run }) => runs.has(run))
    expect(copied).toEqual([])
  })
})
