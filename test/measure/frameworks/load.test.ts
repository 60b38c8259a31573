import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FrameworkFile, MappingFile, TextsFile } from '../../../src/measure/frameworks/framework-file.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'

let folder: string
let copy: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frameworks-'))
  copy = join(folder, 'digcomp-2.2')
  // One has a map to the other, and a map needs its target.
  for (const name of ['digcomp-2.2', 'digcomp-3.0'])
    cpSync(join(builtInFrameworks, name), join(folder, name), { recursive: true })
})

afterEach(() => rmSync(folder, { recursive: true }))

/** Changes one file of the copy. */
function change<T>(file: string, edit: (content: T) => void) {
  const content = JSON.parse(readFileSync(join(copy, file), 'utf8'))
  edit(content)
  writeFileSync(join(copy, file), JSON.stringify(content))
}

const changeFacts = (edit: (facts: FrameworkFile) => void) => change('framework.json', edit)
const changeTexts = (language: string, edit: (texts: TextsFile) => void) =>
  change(`texts/${language}.json`, edit)

/** The faults that keep the copy from loading, each starting with the file's path in `folder`. */
function faults(): string[] {
  try {
    loadFrameworks([folder])
  } catch (error) {
    const [first, ...lines] = (error as Error).message.split('\n')
    expect(first).toBe('The frameworks are not usable:')
    return lines.map((line) => line.trim().replace(`${folder}/`, ''))
  }
  return []
}

const facts = 'digcomp-2.2/framework.json'
const english = 'digcomp-2.2/texts/en.json'
const map = 'digcomp-2.2/mappings/digcomp-3.0.json'
const latvian = 'digcomp-2.2/texts/lv.json'

describe('Loading frameworks', () => {
  it('takes an unbroken copy for the same version', () => {
    const original = loadFrameworks([builtInFrameworks]).get('digcomp-2.2')
    expect(loadFrameworks([folder]).get('digcomp-2.2')).toEqual({
      ...original,
      changedAt: expect.any(String),
    })
  })

  it('passes over what is not a framework', () => {
    writeFileSync(join(folder, 'README.md'), '# Frameworks')
    expect([...loadFrameworks([folder]).keys()]).toEqual(['digcomp-2.2', 'digcomp-2.2-bands', 'digcomp-3.0'])
  })

  it('lets nothing but the facts and the original wording change the hash', () => {
    const hash = () => loadFrameworks([folder]).get('digcomp-2.2')?.hash
    const before = hash()
    changeTexts('lv', (texts) => (texts.areas['4']!.title = 'Drošība un aizsardzība'))
    expect(hash()).toBe(before)
    changeTexts('en', (texts) => (texts.areas['4']!.title = 'Safety and security'))
    expect(hash()).not.toBe(before)
  })
})

describe('Loading stops, naming file and place,', () => {
  it('at a text that is missing', () => {
    changeTexts('lv', (texts) => delete texts.statements['1.1.a.1'])
    expect(faults()).toEqual([`${latvian}: /statements/1.1.a.1: missing`])
  })

  it('at a text that belongs to nothing', () => {
    changeTexts('en', (texts) => (texts.examples['260'] = 'Knows that there are 259 examples.'))
    expect(faults()).toEqual([`${english}: /examples/260: belongs to nothing`])
  })

  it('at an empty text', () => {
    changeTexts('lv', (texts) => (texts.competences['2.5']!.title = ' '))
    expect(faults()).toEqual([expect.stringMatching(`^${latvian}: /competences/2.5/title: Too small`)])
  })

  it('at a property that no framework has', () => {
    changeFacts((framework) => Object.assign(framework, { publisher: 'Somebody' }))
    expect(faults()).toEqual([expect.stringMatching(`^${facts}: .*Unrecognized key: "publisher"`)])
  })

  it.each(['framework.json', 'texts/en.json', 'texts/lv.json'])('at %s when it is not JSON', (file) => {
    writeFileSync(join(copy, file), '{"id": ')
    expect(faults()).toEqual([expect.stringMatching(`^digcomp-2.2/${file}: Unexpected end of JSON input`)])
  })

  it('at a file that is not an object, without a place', () => {
    writeFileSync(join(copy, 'framework.json'), '[]')
    expect(faults()).toEqual([expect.stringMatching(`^${facts}: Invalid input: expected object`)])
  })

  it('at a map whose target is not there', () => {
    rmSync(join(folder, 'digcomp-3.0'), { recursive: true })
    expect(faults()).toEqual([`${map}: /to: there is no framework digcomp-3.0`])
  })

  it('at codes and levels of a map that one of its sides lacks', () => {
    change<MappingFile>('mappings/digcomp-3.0.json', (mapping) => {
      mapping.areas[0]!.from = '6'
      mapping.competences[1]!.to = '9.9'
      mapping.levels[3] = { from: [7, 9], to: 5 }
      mapping.notice = { lv: 'Karte.' }
    })
    expect(faults()).toEqual([
      `${map}: /notice: says nothing in en`,
      `${map}: /areas/0/from: there is no 6`,
      `${map}: /competences/1/to: there is no 9.9`,
      `${map}: /levels/3/from/1: there is no 9`,
      `${map}: /levels/3/to: there is no 5`,
    ])
  })

  it('at a folder that is not there', () => {
    expect(() => loadFrameworks([join(folder, 'nowhere')])).toThrow(/nowhere: there is no such folder/)
  })

  it.each(['statements', 'examples', 'useCases'] as const)(
    'at a competence of %s that is unknown',
    (list) => {
      changeFacts((framework) => (framework[list][2]!.competence = '9.9'))
      expect(faults()).toEqual([`${facts}: /${list}/2/competence: unknown competence 9.9`])
    },
  )

  it('at a facet that is unknown', () => {
    changeFacts((framework) => (framework.statements[0]!.facet = '1.1.z'))
    expect(faults()).toEqual([`${facts}: /statements/0/facet: unknown facet 1.1.z`])
  })

  it('at an id that stands twice', () => {
    changeFacts((framework) => framework.statements.push(framework.statements[0]!))
    changeFacts((framework) => framework.examples.push(framework.examples[0]!))
    changeFacts((framework) => framework.useCases.push(framework.useCases[0]!))
    changeFacts((framework) => framework.areas[0]!.competences.push(framework.areas[0]!.competences[1]!))
    expect(faults()).toEqual([
      `${facts}: /areas: 1.2 stands twice`,
      `${facts}: /areas: 1.2.a stands twice`,
      `${facts}: /areas: 1.2.b stands twice`,
      `${facts}: /statements: 1.1.a.1 stands twice`,
      `${facts}: /examples: 1 stands twice`,
      `${facts}: /useCases: 1.1.work stands twice`,
    ])
  })

  it('at a level that the framework lacks', () => {
    changeFacts((framework) => (framework.useCases[0]!.level = 9))
    expect(faults()).toEqual([`${facts}: /useCases/0/level: there is no level 9`])
  })

  it('at a statement without a level in a framework that has levels', () => {
    changeFacts((framework) => (framework.statements[0]!.level = null))
    expect(faults()).toEqual([`${facts}: /statements/0/level: names none of the levels`])
  })

  it('at a level that is no level at all', () => {
    changeFacts((framework) => (framework.statements[0]!.level = 0))
    expect(faults()).toEqual([expect.stringMatching(`^${facts}: /statements/0/level: Too small`)])
  })

  it('at levels that do not count up from one, and at their bands', () => {
    changeFacts((framework) => {
      framework.levels[6]!.level = 8
      framework.levels[7]!.band = 'expert'
    })
    expect(faults()).toEqual([
      expect.stringMatching(`^${facts}: /levels/6/level: .*found 8$`),
      `${facts}: /levels/7/band: unknown band expert`,
      `${english}: /levels/7: belongs to nothing`,
      `${latvian}: /levels/7: belongs to nothing`,
    ])
  })

  it('at an id that is not the name of the folder', () => {
    changeFacts((framework) => (framework.id = 'digcomp-2.3'))
    expect(faults()).toEqual([`${facts}: /id: is digcomp-2.3, the folder is called digcomp-2.2`])
  })

  it('at a language that is not the name of the file', () => {
    changeTexts('lv', (texts) => (texts.language = 'lt'))
    expect(faults()).toEqual([`${latvian}: /language: is lt`])
  })

  it('when the original language has no texts', () => {
    rmSync(join(copy, 'texts/en.json'))
    expect(faults()).toEqual(['digcomp-2.2/texts: there is no en.json, the original language'])
  })

  it('at a map that is not whole', () => {
    const map: Partial<MappingFile> = {
      from: 'digcomp-2.2',
      to: 'other',
      source: 'A table',
      notice: {},
      areas: [],
    }
    mkdirSync(join(copy, 'mappings'), { recursive: true })
    writeFileSync(join(copy, 'mappings/other.json'), JSON.stringify(map))
    expect(faults()).toEqual([
      expect.stringContaining('digcomp-2.2/mappings/other.json: /levels: '),
      expect.stringContaining('digcomp-2.2/mappings/other.json: /competences: '),
    ])
  })

  it('when two folders hold the same framework', () => {
    expect(() => loadFrameworks([folder, builtInFrameworks])).toThrow(
      /digcomp-2\.2: digcomp-2\.2 is there twice/,
    )
  })

  it('with all faults of all files at once', () => {
    changeFacts((framework) => {
      framework.id = 'other'
      framework.examples[3]!.competence = '7.1'
    })
    changeTexts('en', (texts) => delete texts.facets['4.4.a'])
    changeTexts('lv', (texts) => {
      delete texts.useCases['5.4.work']
      texts.bands.expert = 'Eksperts'
    })
    cpSync(copy, join(folder, 'second'), { recursive: true })
    writeFileSync(join(folder, 'second/framework.json'), 'nothing')
    expect(faults()).toEqual([
      `${facts}: /id: is other, the folder is called digcomp-2.2`,
      `${facts}: /examples/3/competence: unknown competence 7.1`,
      `${english}: /facets/4.4.a: missing`,
      `${latvian}: /bands/expert: belongs to nothing`,
      `${latvian}: /useCases/5.4.work: missing`,
      expect.stringMatching('^second/framework.json: Unexpected token'),
    ])
  })
})
