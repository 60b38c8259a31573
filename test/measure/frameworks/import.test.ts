import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runFrameworks } from '../../../src/commands/frameworks.ts'
import type { Framework } from '../../../src/measure/frameworks/framework.ts'
import {
  builtInFrameworks,
  frameworkFolders,
  loadFrameworks,
  readFolders,
} from '../../../src/measure/frameworks/load-frameworks.ts'
import { catalogueOf } from '../../setup/catalogue.ts'
import { workbook } from '../../setup/workbook.ts'
import { published } from './published.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const own = () => join(folder, 'own')
const run = (...args: string[]) => runFrameworks(args, own())
const file = (name: string, content: unknown) => {
  const path = join(folder, name)
  const isWritten = typeof content === 'string' || content instanceof Uint8Array
  writeFileSync(path, isWritten ? content : JSON.stringify(content))
  return path
}
/** The faults of a refused import; it has to have left nothing behind. */
const faultsOf = async (path: string, format: string) => {
  const { lines, ok } = await run('import', path, '--format', format, '--as', 'new')
  expect(ok).toBe(false)
  expect(existsSync(own()) ? readdirSync(own()) : []).toEqual([])
  expect(lines.at(-1)).toBe(`Nothing was written: ${lines.length - 1} to mend.`)
  return lines.slice(0, -1).map((line) => line.replace(`${path}: `, ''))
}
const imported = (id: string): Framework => loadFrameworks(frameworkFolders(own())).get(id)!

type Node = Record<string, unknown> & { '@id': string; '@type': string }
const supplement = 'digcomp-3.0/jrc-data-supplement-2025-11-24.jsonld'
const sources = new URL('../../../../shared/sources/', import.meta.url)

describe.skipIf(!existsSync(sources))('importing the official JSON-LD', () => {
  const official = new URL(supplement, sources).pathname

  test('keeps every statement, outcome and term, word for word, as official', async () => {
    const { ok, lines } = await run(
      'import',
      official,
      '--format',
      'digcomp-3.0-jsonld',
      '--as',
      'digcomp-3.0-official',
    )
    expect([ok, lines.at(-1)]).toEqual([true, `Written to ${join(own(), 'digcomp-3.0-official')}.`])
    const framework = imported('digcomp-3.0-official')
    const texts = framework.texts.get('en')!
    const { statements, learningOutcomes, terms, levels } = framework
    expect([statements.length, learningOutcomes.length, terms.length]).toEqual([362, 523, 126])
    expect(levels.map(({ level }) => [level, texts.levels[level]!.title])).toEqual([
      [1, 'Basic'],
      [2, 'Intermediate'],
      [3, 'Advanced'],
      [4, 'Highly advanced'],
    ])
    expect([1, 2, 3, 4].map((level) => statements.filter((one) => one.level === level).length)).toEqual([
      97, 103, 89, 73,
    ])
    for (const node of published<{ '@graph': Node[] }>(supplement)['@graph']) {
      const id = node['@id'].slice(node['@id'].indexOf('/') + 1)
      if (node['@type'] === 'CompetenceStatement')
        expect(texts.statements[id]).toBe(String(node.description).trim())
      if (node['@type'] === 'LearningOutcome')
        expect(texts.learningOutcomes[id]).toBe(String(node.description).trim())
      if (node['@type'] === 'Glossary')
        expect(texts.terms[id]!.explanation).toBe(String(node.explanation).trim())
    }
    expect(texts).toMatchObject({ wording: 'official', licence: 'CC-BY-4.0' })
    expect([texts.source, texts.attribution, framework.attribution]).toEqual(
      [1, 2, 3].map(() => expect.stringContaining('DigComp 3.0')),
    )
  })

  test('says that levels are referred to by name and not by id', async () => {
    const { lines } = await run('import', official, '--format', 'digcomp-3.0-jsonld', '--as', 'new')
    expect(lines).toContain(
      'CompetenceStatement: 362 levels are referred to by name, not by the id of a node',
    )
  })

  test('is served like any other framework, and is never written over', async () => {
    await run('import', official, '--format', 'digcomp-3.0-jsonld', '--as', 'new')
    const app = await catalogueOf(loadFrameworks(frameworkFolders(own())))
    const answer = await app.inject(
      '/v1/frameworks/new/learning-outcomes?competence=1.1&kind=skill&level=basic',
    )
    expect(answer.json().items[0]).toMatchObject({ competence: '1.1', level: 1, kind: 'skill' })
    expect((await app.inject('/v1/frameworks/new/terms?limit=200')).json().items).toHaveLength(126)
    await app.close()
    const again = await run('import', official, '--format', 'digcomp-3.0-jsonld', '--as', 'new')
    expect(again).toEqual({ ok: false, lines: [expect.stringContaining('is there already')] })
  })

  test('names every fault with its node and writes nothing', async () => {
    const document = structuredClone(published<{ '@graph': Node[] }>(supplement))
    const nodes = document['@graph']
    const change = (id: string, changes: Record<string, unknown>) => {
      const index = nodes.findIndex((one) => one['@id'] === id)
      Object.assign(nodes[index]!, changes)
      return `@graph/${index} (${id})`
    }
    const places = [
      change('CompetenceStatement/CS1.1.01', { description: ' ' }),
      change('CompetenceStatement/CS1.1.02', { competence_id: 'Competence/9.9' }),
      change('LearningOutcome/LO1.1.01', { four_levels_proficiency_name: 'ProficiencyLevel/Expert' }),
      change('Competence/1.2', { competence_area_id: 'CompetenceArea/7' }),
    ]
    nodes.push({ ...nodes[0]! })
    const faults = await faultsOf(file('broken.jsonld', document), 'digcomp-3.0-jsonld')
    expect(faults).toContain(`${places[0]}/description: is missing or no text`)
    expect(faults).toContainEqual(
      expect.stringContaining(`${places[1]}: /statements/1/competence: unknown competence 9.9`),
    )
    expect(faults).toContain(
      `${places[2]}/four_levels_proficiency_name: there is no level ProficiencyLevel/Expert. Known: Basic, Intermediate, Advanced, Highly advanced`,
    )
    expect(faults).toContain(`${places[3]}/competence_area_id: there is no CompetenceArea/7`)
    expect(faults).toContain(`@graph/${nodes.length - 1} (${nodes[0]!['@id']}): stands twice`)
  })
})

describe('our CSV', () => {
  test('is there as a template that imports as it is', async () => {
    const path = file('template.csv', (await run('template')).lines.join('\n'))
    expect((await run('import', path, '--format', 'csv', '--as', 'new')).ok).toBe(true)
    const framework = imported('new')
    expect(framework).toMatchObject({
      family: 'Example',
      licence: 'CC-BY-4.0',
      levels: [{ level: 1, code: 'A' }],
    })
    expect(framework.texts.get('en')).toMatchObject({
      wording: 'official',
      source: 'Title of the publication',
      statements: { '1.1.a.1': 'do one thing' },
      useCases: { '1.1.work': { items: ['one thing', 'another, each on a line of its own'] } },
    })
  })

  test('may be a workbook, or text in other letters and separators, with headings in Latvian', async () => {
    const csv = (await run('template')).lines.join('\n')
    const cells: string[][] = parse(csv)
    const rows = Object.fromEntries(cells.map((row, index) => [index + 1, row]))
    const latvian = csv
      .replace(
        /^.*\n/,
        'Sadaļa,Identifikators,Virselements,LĪMENIS,Aspekts,Loma,Veids,Birkas,Nosaukums,Teksts,Ievadvardi\n',
      )
      .replace('title,,,,,,,,Example', 'title,,,,,,,,Pārbaude ģimenē')
    const files = [
      file('template.xlsx', await workbook([{ name: 'Dati', rows }])),
      file('semicolons.csv', `sep=;\n${stringify(cells, { delimiter: ';' })}`),
      file('wide.csv', Buffer.from(`\uFEFF${csv}`, 'utf16le')),
      file('latvian.csv', latvian),
    ]
    for (const [index, path] of files.entries()) {
      const outcome = await run('import', path, '--format', 'csv', '--as', `new-${index}`)
      expect(outcome).toEqual({ ok: true, lines: [`Written to ${join(own(), `new-${index}`)}.`] })
      expect(imported(`new-${index}`).texts.get('en')).toMatchObject({
        statements: { '1.1.a.1': 'do one thing' },
        useCases: { '1.1.work': { items: ['one thing', 'another, each on a line of its own'] } },
      })
    }
  })

  test('says in which letters it was read, and takes being told', async () => {
    const template = (await run('template')).lines
      .join('\n')
      .replace('Example framework 1.0', 'B\xe7rzi\xf2\xf0')
    const path = file('baltic.csv', Buffer.from(template, 'latin1'))
    const { ok, lines } = await run('import', path, '--format', 'csv', '--as', 'new')
    expect([ok, lines[0]]).toEqual([true, expect.stringContaining('it was read as windows-1257')])
    expect(imported('new').texts.get('en')!.title).toBe('Bērziņš')
    const western = ['import', path, '--format', 'csv', '--as', 'west', '--encoding', 'Windows-1252']
    expect((await run(...western)).lines).toEqual([`Written to ${join(own(), 'west')}.`])
    expect(imported('west').texts.get('en')!.title).toBe('Bçrziòð')
    expect((await run(...western, '--encoding', 'ebcdic')).lines[0]).toMatch(/Known: utf-8, /)
  })

  test('has rows whose names begin with #, which are no remarks', async () => {
    const cells: string[][] = parse(
      (await run('template')).lines.join('\n').replace('term,thing', 'term,#thing'),
    )
    const idsFirst = stringify(cells.map(([section = '', id = '', ...rest]) => [id, section, ...rest]))
    const path = file('marks.csv', `# made by us\n${idsFirst}`)
    expect((await run('import', path, '--format', 'csv', '--as', 'new')).ok).toBe(true)
    expect(imported('new').terms).toEqual(['#thing'])
  })

  test('names every fault with its line and writes nothing', async () => {
    const lines = (await run('template')).lines.join('\n').split('\n')
    const at = (start: string) => lines.findIndex((line) => line.startsWith(start))
    const [competence, statement, example] = [at('competence,1.1'), at('statement,1.1.a.1'), at('example,1')]
    lines[competence] = lines[competence]!.replace('1.1,1,', '1.1,9,')
    lines[statement] = lines[statement]!.replace('1.1.a.1,1.1,1', '1.1.a.1,1.1,4')
    lines[example] = 'exampel,1,1.1,,,,skill,,,Text,'
    lines.push('term,,,,,,,,Word,What it means,', 'term,x,1.1,,,,,,Word,What it means,')
    const faults = await faultsOf(file('broken.csv', lines.join('\n')), 'csv')
    expect(faults).toContain(`line ${competence + 1}: there is no area "9"`)
    expect(faults).toContain(`line ${statement + 1}: /statements/0/level: there is no level 4`)
    expect(faults).toContainEqual(
      expect.stringMatching(`line ${example + 1}: section "exampel" is none of: about, `),
    )
    // The use case has a text of two lines, which moves what stands after it by none: lines are counted as written.
    expect(faults).toContain(`line ${lines.length - 1}: id is empty, a term needs it`)
    expect(faults).toContain(`line ${lines.length}: a term has no parent`)
  })

  test('has faults of every stage told at once, and none twice as the consequence of another', async () => {
    const lines = (await run('template')).lines.join('\n').split('\n')
    const at = (start: string) => lines.findIndex((line) => line.startsWith(start))
    const mend = (start: string, from: string, to: string) => {
      const index = at(start)
      lines[index] = lines[index]!.replace(from, to)
      return index + 1
    }
    const year = mend('about,year', '2026', 'last year')
    const competence = mend('competence,1.1', 'First competence,What it is to have it', ',')
    const statement = mend('statement,1.1.a.1', '1.1.a,', '1.1.z,')
    const outcome = mend('learning-outcome,', ',1,,,skill', ',one,,,skill')
    const useCase = mend('use-case,', ',1,,,skill', ',7,,,skill')
    const example = mend('example,1', 'example', 'Exmple')
    const term = mend('term,thing', 'What the word means', '')
    const faults = await faultsOf(file('stages.csv', lines.join('\n')), 'csv')
    const told = (line: number) => faults.filter((fault) => fault.startsWith(`line ${line}:`))
    expect(faults.filter((fault) => fault.includes('/source/year'))).toHaveLength(1)
    expect(year).toBeGreaterThan(1)
    expect(told(competence)).toEqual([
      `line ${competence}: title is empty, a competence needs it`,
      `line ${competence}: text is empty, a competence needs it`,
    ])
    expect(told(statement)).toEqual([expect.stringContaining('unknown facet 1.1.z')])
    expect(told(outcome)).toEqual([expect.stringContaining('/learningOutcomes/0/level')])
    expect(told(useCase)).toEqual([expect.stringContaining('there is no level 7')])
    expect(told(example)).toEqual([expect.stringMatching(/; perhaps example$/)])
    expect(told(term)).toEqual([`line ${term}: text is empty, a term needs it`])
    expect(faults).toHaveLength(8)
  })

  test('with other columns, or no CSV at all, is refused by its first line', async () => {
    const columns = await faultsOf(file('columns.csv', 'section,id,name\nterm,x,y\n'), 'csv')
    expect(columns).toContain('line 1: there is no column "parent"')
    expect(columns).toContain('line 1: unknown column "name"')
    expect((await faultsOf(file('quote.csv', 'section,"id\n'), 'csv'))[0]).toMatch(/^line \d+: Quote/)
  })
})

describe('adding a language', () => {
  const translate = (sheet: string) =>
    sheet
      .split('\n')
      .map((line, index) => (index === 0 || line.startsWith('about,') || line === '' ? line : `${line}Eesti`))
      .map((line) => line.replace(/^(about,(?:title|subtitle),.*),$/, '$1,Pealkiri'))
      .map((line) => line.replace(/^about,(source|licence|attribution),.*$/, 'about,$1,,,Allikas'))
      .join('\n')

  beforeEach(async () => {
    const path = file('template.csv', (await run('template')).lines.join('\n'))
    await run('import', path, '--format', 'csv', '--as', 'new')
  })

  test('takes the filled-in sheet, and leaves the version what it was', async () => {
    const before = imported('new').hash
    const sheet = file('et.csv', translate((await run('template', 'new')).lines.join('\n')))
    expect(await run('add-language', 'new', sheet, '--language', 'et')).toMatchObject({ ok: true })
    const framework = imported('new')
    expect(framework.hash).toBe(before)
    expect(framework.texts.get('et')).toMatchObject({
      title: 'Pealkiri',
      wording: 'official',
      attribution: 'Allikas',
      statements: { '1.1.a.1': 'Eesti' },
      useCases: { '1.1.work': { items: ['Eesti', 'Eesti'] } },
    })
    expect((await run('add-language', 'new', sheet, '--language', 'et')).lines[0]).toContain(
      'is there already',
    )
  })

  test('names every text that is missing, empty or of nothing, and writes nothing', async () => {
    const lines = translate((await run('template', 'new')).lines.join('\n')).split('\n')
    const at = (start: string) => lines.findIndex((line) => line.startsWith(start))
    const empty = at('facets,1.1.a')
    lines[empty] = lines[empty]!.replace('Eesti', '')
    const gone = at('statements,1.1.a.1')
    lines.splice(gone, 1)
    lines.push('statements,9.9,,Nothing,Eesti')
    const path = file('et.csv', lines.join('\n'))
    const { ok, lines: faults } = await run('add-language', 'new', path, '--language', 'et')
    expect(ok).toBe(false)
    expect(faults).toContain(`${path}: line ${empty + 1}: text is empty`)
    expect(faults).toContain(`${path}: /statements/1.1.a.1: missing`)
    expect(faults).toContainEqual(expect.stringMatching(/line \d+: statements\/9\.9 belongs to nothing/))
    expect(readdirSync(join(own(), 'new/texts'))).toEqual(['en.json'])
  })
})

describe('the command line', () => {
  test('checks a folder, naming each fault with its place', async () => {
    const path = file('template.csv', (await run('template')).lines.join('\n'))
    await run('import', path, '--format', 'csv', '--as', 'new')
    expect(await run('check', own())).toMatchObject({ ok: true })
    expect((await run('check')).lines.length).toBe(readFolders([builtInFrameworks]).library.size + 1)
    const facts = join(own(), 'new/framework.json')
    writeFileSync(facts, readFileSync(facts, 'utf8').replace('"level": 1', '"level": 3'))
    expect((await run('check', own())).ok).toBe(false)
    expect((await run('check', own())).lines[0]).toMatch(/new\/framework\.json: \/levels\/0\/level/)
  })

  test('tells the first hundred of any number of faults, and how many there are', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `x${n},,,`).join('\n')
    const { ok, lines } = await run(
      'import',
      file('wrong.csv', `kind,code,a,b\n${rows}`),
      '--format',
      'csv',
      '--as',
      'new',
    )
    expect(ok).toBe(false)
    expect(lines.length).toBeLessThan(110)
    const items = Array.from({ length: 3000 }, () => ({ identifier: 1 }))
    const many = await run('import', file('many.json', { CFItems: items }), '--format', 'case', '--as', 'new')
    expect(many.lines).toHaveLength(102)
    expect(many.lines[100]).toMatch(/^… and \d+ more\.$/)
  })

  test('refuses an unknown format, an unknown framework and a missing argument, saying what there is', async () => {
    const path = file('x.json', {})
    expect((await run('import', path, '--format', 'xml', '--as', 'new')).lines[0]).toMatch(
      /Known: case, csv, /,
    )
    expect((await run('add-language', 'nothing', path, '--language', 'et')).lines[0]).toMatch(
      /no framework nothing/,
    )
    expect((await run('import', path)).lines[0]).toMatch(/^import needs/)
    expect((await run('import', file('no.json', '{'), '--format', 'case', '--as', 'new')).lines[0]).toMatch(
      /is not JSON/,
    )
    const twice = file('twice.json', '{"CFItems":[{"a":1,"a":2}]}')
    expect((await run('import', twice, '--format', 'case', '--as', 'new')).lines[0]).toMatch(
      /CFItems\/0\/a: comes twice/,
    )
    const deep = file('deep.json', '['.repeat(100_000))
    expect((await run('import', deep, '--format', 'case', '--as', 'new')).lines[0]).toMatch(
      /more than 32 deep/,
    )
    expect((await run('import', join(folder, 'nowhere'), '--format', 'case', '--as', 'new')).ok).toBe(false)
    expect((await run('import', path, '--format', 'csv', '--as', '../up')).ok).toBe(false)
  })
})
