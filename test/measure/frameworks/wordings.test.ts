import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runFrameworks } from '../../../src/commands/frameworks.ts'
import type { Framework } from '../../../src/measure/frameworks/framework.ts'
import { frameworkFolders, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { inWording } from '../../../src/measure/frameworks/wordings/in-wording.ts'
import { type Catalogue, catalogueOf } from '../../setup/catalogue.ts'
import { published } from './published.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wordings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const own = () => join(folder, 'own')
const run = (...args: string[]) => runFrameworks(args, own())
const file = (name: string, content: unknown) => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const loaded = (id: string): Framework => loadFrameworks(frameworkFolders(own())).get(id)!
const jsonld = ['--format', 'digcomp-3.0-jsonld']
const origin = ['--source', 'A translation', '--licence', 'CC-BY-4.0', '--attribution', 'Who translated it']

type Node = Record<string, unknown> & { '@id': string; '@type': string }
type Document = { '@context'?: object; '@graph': Node[] }

/** A small framework in JSON-LD, as the data supplement lays it out. */
const small = (): Document => ({
  '@graph': [
    { '@type': 'CompetenceArea', '@id': 'CompetenceArea/1', name: 'Search', description: 'To search.' },
    {
      '@type': 'Competence',
      '@id': 'Competence/1.1',
      name: 'Searching',
      description: 'To search well.',
      competence_area_id: 'CompetenceArea/1',
    },
    ...[1, 2].map((step) => ({
      '@type': 'ProficiencyLevel',
      '@id': `ProficiencyLevel/Basic_${step}`,
      four_levels_name: 'Basic',
      eight_levels_mapping: step,
      six_levels_mapping: `A${step}`,
      four_levels_description: 'With guidance.',
      eight_levels_description: `Step ${step}.`,
      applies_to: 'To take part.',
    })),
    {
      '@type': 'CompetenceStatement',
      '@id': 'CompetenceStatement/CS1.1.01',
      description: 'Search for it.',
      ai_label: 'AI-Implicit',
      competence_area_id: 'CompetenceArea/1',
      competence_id: 'Competence/1.1',
      four_levels_proficiency_name: 'ProficiencyLevel/Basic',
    },
    { '@type': 'Glossary', '@id': 'Glossary/Search engine', explanation: 'What searches.' },
  ],
})
const nodeOf = ({ '@graph': nodes }: Document, id: string) => nodes.find((node) => node['@id'] === id)!
const imported = async (document: Document, ...options: string[]) => {
  const { lines, ok } = await run('import', file('in.jsonld', document), ...jsonld, '--as', 'new', ...options)
  expect([ok, ...lines]).toContain(true)
  return { framework: loaded('new'), lines }
}

const supplement = 'digcomp-3.0/jrc-data-supplement-2025-11-24.jsonld'
const sources = new URL('../../../../shared/sources/', import.meta.url)

describe.skipIf(!existsSync(sources))('the published JSON-LD', () => {
  const official = new URL(supplement, sources).pathname

  type Worded = Pick<Framework['statements'][number], 'competence' | 'level' | 'tags'>

  /** The nodes again, written from what the framework keeps alone. */
  function writtenAgain({ texts, ...facts }: Framework): Map<string, Record<string, unknown>> {
    const { areas, competences, levels, tags, kinds, statements, learningOutcomes, terms } = texts.get('en')!
    const areaOf = new Map(
      facts.areas.flatMap((area) => area.competences.map(({ code }) => [code, area.code])),
    )
    const worded = (type: string, item: Worded, description: string) => ({
      '@type': type,
      description,
      ai_label: tags[item.tags[0] ?? ''],
      competence_area_id: `CompetenceArea/${areaOf.get(item.competence)}`,
      competence_id: `Competence/${item.competence}`,
      four_levels_proficiency_name: `ProficiencyLevel/${levels[item.level!]!.title}`,
    })
    return new Map<string, Record<string, unknown>>([
      ...Object.entries(areas).map(([code, { title, descriptor }]): [string, object] => [
        `CompetenceArea/${code}`,
        { '@type': 'CompetenceArea', name: title, description: descriptor },
      ]),
      ...Object.entries(competences).map(([code, { title, descriptor }]): [string, object] => [
        `Competence/${code}`,
        {
          '@type': 'Competence',
          name: title,
          description: descriptor,
          competence_area_id: `CompetenceArea/${areaOf.get(code)}`,
        },
      ]),
      ...facts.levels.flatMap(({ level, steps }) =>
        steps!.map(({ step, languageLevel }): [string, object] => [
          `ProficiencyLevel/${levels[level]!.title}_${step}`,
          {
            '@type': 'ProficiencyLevel',
            four_levels_name: levels[level]!.title,
            eight_levels_mapping: step,
            six_levels_mapping: languageLevel,
            four_levels_description: levels[level]!.description,
            eight_levels_description: levels[level]!.steps![step],
            applies_to: levels[level]!.purpose,
          },
        ]),
      ),
      ...facts.statements.map((item): [string, object] => [
        `CompetenceStatement/${item.id}`,
        worded('CompetenceStatement', item, statements[item.id]!),
      ]),
      ...facts.learningOutcomes.map((item): [string, object] => [
        `LearningOutcome/${item.id}`,
        { ...worded('LearningOutcome', item, learningOutcomes[item.id]!), type: kinds[item.kind] },
      ]),
      ...facts.terms.map((id): [string, object] => [
        `Glossary/${id}`,
        { '@type': 'Glossary', explanation: terms[id]!.explanation },
      ]),
    ] as [string, Record<string, unknown>][])
  }

  test('comes in with every property, and each one that comes in otherwise is named in the report', async () => {
    const { ok, lines } = await run('import', official, ...jsonld, '--as', 'new')
    expect(ok).toBe(true)
    const again = writtenAgain(loaded('new'))
    const differences = new Map<string, number>()
    let properties = 0
    for (const { '@id': id, ...node } of published<Document>(supplement)['@graph']) {
      const kept = again.get(id)
      for (const [property, value] of Object.entries(node)) {
        properties += 1
        const what = `${node['@type']}/${property}`
        if (kept?.[property] !== value) differences.set(what, (differences.get(what) ?? 0) + 1)
      }
    }
    expect(properties).toBeGreaterThan(6000)
    expect(again.size).toBe(published<Document>(supplement)['@graph'].length)
    for (const [what, count] of differences)
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${what}: .* \\(${count} nodes\\)$`)))
    const outside = Object.keys(published<Document>(supplement)).filter((key) => key !== '@graph')
    for (const key of outside) expect(lines).toContainEqual(expect.stringContaining(`${key}: stands outside`))
  })

  test('may stand beside our own wording, is used then, and changes neither facts nor hash', async () => {
    const before = loadFrameworks(frameworkFolders(null)).get('digcomp-3.0-e2')!
    const { ok, lines } = await run('add-language', 'digcomp-3.0-e2', official, '--language', 'en', ...jsonld)
    expect([ok, lines.at(-2)]).toEqual([true, expect.stringMatching(/^en: \d+ of \d+ texts \(9\d %\)/)])
    const framework = loaded('digcomp-3.0-e2')
    expect(framework.hash).toBe(before.hash)
    expect(framework.texts.get('en')!.wording).toBe('official')
    // Facets are ours: the official wording has none, and ours says them.
    expect(framework.texts.get('en')!.facets).toEqual(before.texts.get('en')!.facets)
    expect(framework.texts.get('en')!.statements['CS1.1.01']).not.toBe(
      before.texts.get('en')!.statements['CS1.1.01'],
    )
    expect(inWording(framework, undefined).texts.get('en')).toEqual(before.texts.get('en'))
    const again = await run('add-language', 'digcomp-3.0-e2', official, '--language', 'en', ...jsonld)
    expect(again).toEqual({ ok: false, lines: [expect.stringContaining('is there already')] })
  })
})

describe('texts in JSON-LD', () => {
  test('are told apart by the suffix of a property, by tags, by language maps and by the context', async () => {
    const document = small()
    Object.assign(nodeOf(document, 'CompetenceArea/1'), { name_nl: 'Zoeken', 'description@lv': 'Meklēt.' })
    Object.assign(nodeOf(document, 'Competence/1.1'), {
      name: [
        { '@value': 'Searching', '@language': 'en' },
        { '@value': 'Meklēšana', '@language': 'lv' },
      ],
      description: { en: 'To search well.', nl: 'Goed zoeken.', 'lv-LV': 'Labi meklēt.' },
    })
    const { framework } = await imported(document)
    expect([...framework.texts.keys()].sort()).toEqual(['en', 'lv', 'nl'])
    const [en, lv, nl] = ['en', 'lv', 'nl'].map((language) => framework.texts.get(language)!)
    expect(en!.competences['1.1']).toEqual({ title: 'Searching', descriptor: 'To search well.' })
    expect(lv!.competences['1.1']).toEqual({ title: 'Meklēšana', descriptor: 'Labi meklēt.' })
    expect(nl!.areas['1']).toEqual({ title: 'Zoeken', descriptor: 'To search.' })
    expect(lv!.areas['1']).toEqual({ title: 'Search', descriptor: 'Meklēt.' })
  })

  test('without a tag are in the language of the context, or in the one that the operator names', async () => {
    const untagged = { ...small(), '@context': { '@language': 'nl' } }
    expect((await imported(untagged)).framework).toMatchObject({ originalLanguage: 'nl' })
    rmSync(own(), { recursive: true })
    const { framework } = await imported(small(), '--untagged', 'et')
    expect([framework.originalLanguage, [...framework.texts.keys()]]).toEqual(['et', ['et']])
  })

  test('that have no place are named, and never taken for another language', async () => {
    const document = small()
    Object.assign(nodeOf(document, 'CompetenceArea/1'), {
      name_gsw: 'Sueche',
      'description_pt-BR': 'Procurar.',
      'description_pt-PT': 'Pesquisar.',
      note: 'for editors',
    })
    Object.assign(nodeOf(document, 'CompetenceStatement/CS1.1.01'), {
      four_levels_proficiency_name_nl: 'Basis',
      competence_area_id: 'CompetenceArea/2',
      description: ' Search for it. ',
    })
    Object.assign(nodeOf(document, 'ProficiencyLevel/Basic_2'), { applies_to: 'To work.' })
    document['@graph'].push({ '@type': 'Author', '@id': 'Author/1', name: 'Somebody' })
    const { framework, lines } = await imported(document)
    const area = '(CompetenceArea/1)'
    for (const line of [
      `CompetenceArea/note: has no place here ${area}`,
      `CompetenceArea/name_gsw: texts in gsw have no place here, a language has two letters ${area}`,
      `CompetenceArea/description_pt-BR: pt-BR is taken as pt ${area}`,
      `CompetenceArea/description_pt-PT: is a second text in pt, the first is kept ${area}`,
      'Author: has no place here (Author/1)',
      'ProficiencyLevel/applies_to: says otherwise in en than ProficiencyLevel/Basic_1, which counts (ProficiencyLevel/Basic_2)',
    ])
      expect(lines).toContain(line)
    const ofStatement = lines.filter((line) => line.startsWith('CompetenceStatement/'))
    expect(ofStatement).toHaveLength(3)
    expect([...framework.texts.keys()]).toEqual(['en', 'pt'])
  })

  test('of a language that the file does not have are asked for in vain, and nothing is written', async () => {
    const path = file('in.jsonld', small())
    await run('import', path, ...jsonld, '--as', 'new')
    const { ok, lines } = await run('add-language', 'new', path, '--language', 'lv', ...jsonld)
    expect([ok, lines[0]]).toEqual([false, `${path}: has no texts in lv. Known: en`])
    const unknown = await run('add-language', 'new', path, '--language', 'xx', ...jsonld)
    expect(unknown.lines[0]).toMatch(/^There is no language "xx"/)
    const format = await run('add-language', 'new', path, '--language', 'lv', '--format', 'odt')
    expect(format.lines[0]).toMatch(/Known: sheet, translators, case, csv, digcomp-3\.0-jsonld\.$/)
    const wording = await run('add-language', 'new', path, '--language', 'lv', '--wording', 'nice')
    expect(wording.lines[0]).toMatch(/Known: adapted, official\.$/)
    const level = structuredClone(small())
    nodeOf(level, 'CompetenceStatement/CS1.1.01').four_levels_proficiency_name = 'ProficiencyLevel/Expert'
    const expert = await run('import', file('expert.jsonld', level), ...jsonld, '--as', 'expert')
    expect(expert.lines[0]).toMatch(/there is no level ProficiencyLevel\/Expert\. Known: Basic$/)
    expect(readdirSync(own())).toEqual(['new'])
    expect(readdirSync(join(own(), 'new/texts'))).toEqual(['en.json'])
  })
})

describe('CSV of tools for translators', () => {
  beforeEach(() => imported(small()))
  const add = (csv: string, ...options: string[]) =>
    run('add-language', 'new', file('nl.csv', csv), '--language', 'nl', ...options)

  test('finds its texts by our keys, by published ids, and by the source, and tells what it could not place', async () => {
    const { ok, lines } = await add(
      [
        'location,context,source,target,fuzzy',
        'digcomp.area.1.label,Area 1,Search,Zoeken,',
        'competence.1.1.descriptor,,To search well.,Goed zoeken.,',
        'digcomp.level.1.four_level_name,,Basic,Basis,',
        'level.basic.purpose,,To take part.,Om mee te doen.,',
        'level.8.eqf2.description,,Step 2.,Stap 2.,',
        'CS1.1.01,,Search for it.,Zoek het.,',
        'digcomp.glossary.search_engine.definition,,What searches.,Wat zoekt.,',
        'term.search_engine,,Search engine,Zoekmachine,',
        ',,Searching,Het zoeken,',
        'acronyms.ai,,Artificial intelligence,Kunstmatige intelligentie,',
        'areas/1/descriptor,,To look.,Zoeken.,',
        'levels/1/description,,With guidance.,Met hulp.,True',
        'levels/1/steps/1,,Step 1.,,',
      ].join('\n'),
      ...origin,
    )
    expect([ok, ...lines.slice(0, -1)]).toEqual([
      true,
      'column "context" has no place here',
      'marked as fuzzy and not taken: line 13',
      'not translated yet: 1 of 13 rows',
      'line 11: acronyms.ai has no place in new',
      'translated from another source text than the one here: line 12 (areas/1/descriptor)',
      'nl: 10 of 13 texts (76 %) are there, the rest is said in another wording',
    ])
    const nl = loaded('new').texts.get('nl')!
    expect(nl).toMatchObject({
      wording: 'official',
      source: 'A translation',
      areas: { 1: { title: 'Zoeken', descriptor: 'Zoeken.' } },
      competences: { '1.1': { title: 'Het zoeken', descriptor: 'Goed zoeken.' } },
      levels: { 1: { title: 'Basis', purpose: 'Om mee te doen.', description: 'With guidance.' } },
      statements: { 'CS1.1.01': 'Zoek het.' },
      terms: { 'Search engine': { term: 'Zoekmachine', explanation: 'Wat zoekt.' } },
    })
    expect(nl.levels[1]!.steps).toEqual({ 1: 'Step 1.', 2: 'Stap 2.' })
  })

  test('of nothing that is there, or that says not whose it is, is refused and writes nothing', async () => {
    const { lines } = await add('id,source,target\nx,Nothing,Niets\n')
    expect(lines.slice(0, -1).map((line) => line.replace(/^.*nl\.csv: /, ''))).toEqual([
      'no row translates a text of new',
      'about/source: an official wording names its source',
      'about/licence: an official wording names its licence',
      'about/attribution: an official wording names its attribution',
    ])
    expect(readdirSync(join(own(), 'new/texts'))).toEqual(['en.json'])
  })

  test('comes in several files', async () => {
    const [one, two] = [
      file('1.csv', 'id,source,target\nareas/1/title,Search,Zoeken\n'),
      file('2.csv', 'id,source,target\nx,Y,Z\n'),
    ]
    const { ok, lines } = await run('add-language', 'new', one, two, '--language', 'nl', ...origin)
    expect([ok, lines[0]]).toEqual([true, 'file 2, line 2: x has no place in new'])
  })
})

describe('a partial wording', () => {
  let app: Catalogue
  let place: string
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'wordings-'))
    const path = join(place, 'in.jsonld')
    const document = small()
    Object.assign(nodeOf(document, 'CompetenceArea/1'), {
      name_nl: 'Zoeken',
      description_nl: 'Om te zoeken.',
    })
    writeFileSync(path, JSON.stringify(document))
    await runFrameworks(['import', path, ...jsonld, '--as', 'new'], join(place, 'own'))
    app = await catalogueOf(loadFrameworks(frameworkFolders(join(place, 'own'))))
  })
  afterAll(async () => {
    await app.close()
    rmSync(place, { recursive: true })
  })
  const read = async (path: string) => (await app.inject(`/v1/frameworks/new${path}`)).json()

  test('is shown as partial, with its share and what the rest is said in', async () => {
    const { wordings, wording } = await read('?lang=nl')
    expect(wording).toBe('official')
    expect(wordings).toEqual([
      expect.objectContaining({ language: 'en', used: true, translated: null, restIn: null }),
      expect.objectContaining({
        language: 'nl',
        wording: 'official',
        used: true,
        translated: { texts: 3, of: 15, percent: 20 },
        restIn: 'en',
      }),
    ])
  })

  test('says of every text that falls back in which language it is', async () => {
    const { areas, levelScheme } = await read('?lang=nl')
    expect(areas[0]).toMatchObject({ title: 'Zoeken', descriptor: 'Om te zoeken.' })
    expect(areas[0]).not.toHaveProperty('saidIn')
    expect(areas[0].competences[0]).toMatchObject({ title: 'Searching', saidIn: 'en' })
    expect(levelScheme[0]).toMatchObject({ saidIn: 'en', purpose: 'To take part.' })
    for (const list of ['competences', 'statements', 'terms'])
      expect((await read(`/${list}?lang=nl`)).items[0]).toHaveProperty('saidIn', 'en')
    expect((await read('/statements?lang=en')).items[0]).not.toHaveProperty('saidIn')
    expect((await read('/competences/1.1?lang=nl')).statements[0]).toHaveProperty('saidIn', 'en')
  })

  test('is found by words of each language that it is in, in any of their forms', async () => {
    expect((await read('/search?lang=nl&q=zoeken')).items[0]).toMatchObject({ kind: 'area', id: '1' })
    const [found] = (await read('/search?lang=nl&q=searches')).items
    expect(found).toMatchObject({ kind: 'competence', markedTitle: '<mark>Searching</mark>', saidIn: 'en' })
  })

  test('keeps the steps of a level with the level of languages that they are compared to', async () => {
    expect((await read('/levels')).items[0].steps).toEqual([
      { step: 1, languageLevel: 'A1', description: 'Step 1.' },
      { step: 2, languageLevel: 'A2', description: 'Step 2.' },
    ])
  })
})

describe('wordings side by side', () => {
  test('an official Latvian text comes beside ours from a sheet, from a folder of its own', async () => {
    const before = loadFrameworks(frameworkFolders(null)).get('digcomp-2.2')!
    const rows = ['about,wording,,,official', 'competences,1.1,title,,Oficiālais nosaukums']
    const path = file('lv.csv', ['section,id,field,original,text', ...rows, ''].join('\n'))
    const whole = await run('add-language', 'digcomp-2.2', path, '--language', 'lv', ...origin)
    expect([whole.ok, whole.lines.at(-1)]).toEqual([false, expect.stringMatching(/^Nothing was written/)])
    const { ok, lines } = await run(
      'add-language',
      'digcomp-2.2',
      path,
      '--language',
      'lv',
      '--partial',
      ...origin,
    )
    expect([ok, lines.at(-1)]).toEqual([
      true,
      `Written to ${join(own(), 'digcomp-2.2/texts/lv.official.json')}.`,
    ])
    const framework = loaded('digcomp-2.2')
    expect([framework.hash, framework.wordings.get('lv')!.map(({ wording }) => wording)]).toEqual([
      before.hash,
      ['adapted', 'official'],
    ])
    for (const [name, hash] of before.fileHashes) expect(framework.fileHashes.get(name)).toBe(hash)
    const lv = framework.texts.get('lv')!
    expect([lv.competences['1.1']!.title, lv.competences['1.2']!.title]).toEqual([
      'Oficiālais nosaukums',
      before.texts.get('lv')!.competences['1.2']!.title,
    ])
    expect(lv.share!.rest.get('competences/1.2')).toBe('lv')
    expect(loaded('digcomp-2.2-bands').texts.get('lv')!.competences['1.1']!.title).toBe(
      'Oficiālais nosaukums',
    )
  })

  test('come in any language, beside our English as well, and never change what the version is', async () => {
    const before = loadFrameworks(frameworkFolders(null)).get('digcomp-2.2')!
    const sheet = file('text.csv', 'section,id,field,original,text\ncompetences,1.1,title,,Official title\n')
    for (const [language, name] of [
      ['en', 'en.official.json'],
      ['et', 'et.json'],
    ] as const) {
      const { lines } = await run(
        'add-language',
        'digcomp-2.2',
        sheet,
        '--language',
        language,
        '--partial',
        ...origin,
      )
      expect(lines.at(-1)).toBe(`Written to ${join(own(), 'digcomp-2.2/texts', name)}.`)
    }
    const framework = loaded('digcomp-2.2')
    expect(framework.hash).toBe(before.hash)
    expect(framework.texts.get('en')!.competences['1.1']!.title).toBe('Official title')
    // Estonian goes on in our English, which stays what it was when the official one came.
    expect(framework.texts.get('et')!.competences['1.2']).toEqual(before.texts.get('en')!.competences['1.2'])
    expect(inWording(framework, undefined).texts.get('en')).toEqual(before.texts.get('en'))
  })

  test('stop the start where a file says other than its name, or stands beside nothing', async () => {
    await imported(small())
    const texts = join(own(), 'new/texts')
    const en = JSON.parse(readFileSync(join(texts, 'en.json'), 'utf8'))
    writeFileSync(join(texts, 'en.official.json'), JSON.stringify(en))
    writeFileSync(join(texts, 'nl.official.json'), JSON.stringify({ ...en, language: 'nl' }))
    writeFileSync(join(texts, 'et.json'), JSON.stringify({ ...en, language: 'lv' }))
    expect((await run('check', own())).lines).toEqual([
      expect.stringContaining('en.official.json: /wording: is official, as in en.json'),
      expect.stringContaining('et.json: /language: is lv'),
      expect.stringContaining('nl.official.json: there is no nl.json that it stands beside'),
    ])
  })
})
