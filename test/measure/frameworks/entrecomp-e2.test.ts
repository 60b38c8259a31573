import { describe, expect, it } from 'vitest'
import { competencesOf, textsIn } from '../../../src/measure/frameworks/framework.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { hasPublished, published, wordsOf } from './published.ts'

type Thread = { name: string; levels: { level: number; text: string }[] }
type Published = {
  levels: { level: number; label: string; band: string }[]
  counts: { threads: number; statements: number }
  areas: { competences: { code: string; threads: Thread[] }[] }[]
}

const entrecomp = loadFrameworks([builtInFrameworks]).get('entrecomp-e2')!
const en = textsIn(entrecomp, 'en')
const lv = textsIn(entrecomp, 'lv')
const source = published<Published>('other/entrecomp.json')

/** Every published statement with the id that it has here: threads go by letters, in the order of the publication. */
const theirs = (hasPublished ? source.areas : []).flatMap(({ competences }) =>
  competences.flatMap(({ code, threads }) =>
    threads.flatMap(({ levels }, at) =>
      levels.map(({ level, text }) => ({ id: `${code}.${'abcdef'[at]}.${level}`, level, text })),
    ),
  ),
)

/** How our wording calls each published verb of demand, whatever else opens the Latvian sentence; the longer ones first. */
const verbs = {
  'apply for': ['apply for', 'pieteikties'],
  // A network is not drawn up as an idea or a plan is, and Latvian has another verb for it.
  'develop a network': ['develop', 'veidot'],
  'critically evaluate': ['evaluate critically', 'kritiski izvērtēt'],
  'am driven by': ['draw', 'smelties'],
  'am motivated by': ['draw motivation', 'smelties motivāciju'],
  'am open to': ['be open to', 'atvērti izturēties pret'],
  'believe in my ability': ['believe in my ability', 'ticēt savai spējai'],
  'carry out': ['carry out', 'veikt'],
  'draw up': ['draw up', 'sastādīt'],
  'listen to': ['listen', 'uzklausīt'],
  'provide examples': ['give examples', 'sniegt'],
  'pull together': ['bring', 'apkopot'],
  'put in place': ['put in place', 'ieviest'],
  'reflect on': ['reflect', 'pārdomāt'],
  'set up': ['set up', 'ieviest'],
  'stay focused': ['stay focused', 'noturēt uzmanību'],
  'tell the difference': ['tell apart', 'atšķirt'],
  adapt: ['adapt', 'pielāgot'],
  analyse: ['analyse', 'analizēt'],
  anticipate: ['foresee', 'paredzēt'],
  apply: ['apply', 'lietot'],
  build: ['build', 'veidot'],
  choose: ['choose', 'izvēlēties'],
  combine: ['combine', 'apvienot'],
  communicate: ['convey', 'izklāstīt'],
  contribute: ['contribute', 'ieguldījumu'],
  create: ['create', 'izveidot'],
  decide: ['decide', 'izlemt'],
  define: ['define', 'formulēt'],
  describe: ['describe', 'aprakstīt'],
  design: ['design', 'izplānot'],
  develop: ['develop', 'izstrādāt'],
  discuss: ['discuss', 'apspriest'],
  encourage: ['encourage', 'rosināt'],
  estimate: ['estimate', 'aplēst'],
  experiment: ['experiment', 'izmēģināt'],
  explain: ['explain', 'izskaidrot'],
  explore: ['explore', 'izpētīt'],
  find: ['find', 'atrast'],
  help: ['help', 'palīdzēt'],
  identify: ['identify', 'noteikt'],
  initiate: ['start', 'uzsākt'],
  inspire: ['inspire', 'iedvesmot'],
  judge: ['judge', 'novērtēt'],
  list: ['list', 'uzskaitīt'],
  manage: ['manage', 'pārvaldīt'],
  monitor: ['monitor', 'sekot'],
  outline: ['outline', 'ieskicēt'],
  overcome: ['overcome', 'pārvarēt'],
  persuade: ['persuade', 'pārliecināt'],
  prepare: ['prepare', 'sagatavot'],
  produce: ['prepare', 'sagatavot'],
  promote: ['promote', 'veicināt'],
  recall: ['recall', 'atcerēties'],
  recognise: ['recognise', 'saskatīt'],
  set: ['set', 'izvirzīt'],
  show: ['show', 'parādīt'],
  use: ['use', 'izmantot'],
  value: ['value', 'augstu vērtēt'],
  work: ['work', 'strādāt'],
}

describe('The second edition of EntreComp', () => {
  it('has 15 competences, 60 threads as their facets and 443 statements over eight levels', () => {
    const facets = competencesOf(entrecomp).flatMap((competence) => competence.facets)
    expect([competencesOf(entrecomp).length, facets.length, entrecomp.statements.length]).toEqual([
      15, 60, 443,
    ])
    const perLevel = entrecomp.levels.map(
      ({ level }) => entrecomp.statements.filter((statement) => statement.level === level).length,
    )
    expect(perLevel).toEqual([53, 54, 57, 60, 58, 59, 55, 47])
    for (const { id, competence, level, facet } of entrecomp.statements) {
      expect(id).toBe(`${facet}.${level}`)
      expect(facet?.startsWith(`${competence}.`)).toBe(true)
    }
  })

  it.skipIf(!hasPublished)(
    'has the threads, levels, bands and places of statements that were published',
    () => {
      const competences = source.areas.flatMap((area) => area.competences)
      expect(competencesOf(entrecomp).map(({ code, facets }) => [code, facets.length])).toEqual(
        competences.map(({ code, threads }) => [code, threads.length]),
      )
      expect(entrecomp.statements.map(({ id, level }) => ({ id, level }))).toEqual(
        theirs.map(({ id, level }) => ({ id, level })),
      )
      const named = (name: string) => wordsOf(name.replace('organize', 'organise')).join(' ')
      expect(Object.values(en.facets).map(named)).toEqual(
        competences.flatMap(({ threads }) => threads.map(({ name }) => named(name))),
      )
      for (const { level, label, band } of source.levels) {
        expect(en.levels[level]!.lead).toContain(`level ${level} (${label})`)
        expect(en.bands[entrecomp.levels[level - 1]!.band!]).toBe(band)
      }
    },
  )

  it.skipIf(!hasPublished)('says the same twice only where the publication does', () => {
    const pattern = (texts: string[]) => texts.map((text) => texts.indexOf(text))
    const published = pattern(theirs.map(({ text }) => wordsOf(text).join(' ')))
    for (const texts of [en, lv])
      expect(pattern(theirs.map(({ id }) => texts.statements[id]!))).toEqual(published)
  })

  it.skipIf(!hasPublished)('names one demand by one verb in all competences', () => {
    for (const { id, text } of theirs) {
      const demand = text.replace(/^I (can )?/, '')
      const verb = Object.entries(verbs).find(([known]) => demand.startsWith(`${known} `))
      if (!verb) continue
      const [english, latvian] = verb[1] as [string, string]
      expect(en.statements[id], id).toMatch(new RegExp(`^${english}\\b`))
      expect(lv.statements[id], id).toMatch(new RegExp(`(^| )${latvian}(?=[ ,]|$)`))
    }
  })

  it('calls a venture an enterprise in Latvian, not an event', () => {
    const said = Object.values(lv.statements).filter((text) => /pasākum/.test(text))
    expect(said).toEqual([])
    expect(lv.statements['3.3.b.7']).toContain('uzņēmums')
  })
})
