import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runFrameworks } from '../../../src/commands/frameworks.ts'
import { loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { publishAgain } from '../../../src/measure/ims-case/published/publish-again.ts'
import { catalogueOf } from '../../setup/catalogue.ts'
import { stateStandards, uuid } from './state-standards.ts'

const folder = mkdtempSync(join(tmpdir(), 'foreign-'))
afterAll(() => rmSync(folder, { recursive: true }))

let imports = 0
/** Imports a package as `dl` into a folder of its own. */
async function imported(content: unknown, ...options: string[]) {
  imports += 1
  const file = join(folder, `${imports}.json`)
  const to = join(folder, String(imports))
  writeFileSync(file, JSON.stringify(content))
  const args = ['import', file, '--format', 'case', '--as', 'dl', '--to', to, ...options]
  const { ok, lines } = await runFrameworks(args, null)
  return {
    ok,
    lines: lines.map((line) => line.replace(`${file}: `, '')),
    written: existsSync(to) && readdirSync(to).length > 0,
    framework: () => loadFrameworks([to]).get('dl')!,
  }
}

const without = <T extends object>(object: T, ...names: string[]) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))

describe('A CASE package from elsewhere', () => {
  test('comes in with its codes, identifiers and addresses as they are', async () => {
    const { ok, lines, framework } = await imported(stateStandards)
    expect([ok, lines.slice(0, -1)]).toEqual([
      true,
      [
        'CFItems: taken for area: 1 (Domain); competence: 2 (Standard); level: 2 (Proficiency); statement: 2 (Indicator, Component). --item-type TYPE=KIND says otherwise.',
        'CFDocument: its status is Deprecated.',
        'CFDocument: valid until 2023-06-30.',
      ],
    ])
    const { areas, levels, statements, case: kept, source, version } = framework()
    expect({ areas, levels, statements, version }).toEqual({
      areas: [
        {
          code: 'DL-9-10',
          uris: { case: `https://standards.example.gov/uri/${uuid(2)}` },
          competences: [
            {
              code: 'SL.9-10/2 (b)',
              uris: { case: `https://standards.example.gov/uri/${uuid(5)}` },
              levelUris: {},
              facets: [],
            },
            {
              code: 'HS-DL1-1',
              uris: { case: `https://standards.example.gov/uri/${uuid(3)}` },
              levelUris: {},
              facets: [],
            },
          ],
        },
      ],
      levels: [
        { level: 1, code: 'B', band: null },
        { level: 2, code: 'P', band: null },
      ],
      statements: [
        { id: 'HS-DL1-1.a', competence: 'HS-DL1-1', level: 1, tags: [], parts: [] },
        { id: 'SL.9-10/2 (b)-P', competence: 'SL.9-10/2 (b)', level: 2, tags: [], parts: [] },
      ],
      version: '2019.1',
    })
    expect(source.identifiers).toEqual({ url: 'https://standards.example.gov/digital-learning.pdf' })
    expect(kept?.items).toEqual({
      area: { 'DL-9-10': uuid(2) },
      competence: { 'HS-DL1-1': uuid(3), 'SL.9-10/2 (b)': uuid(5) },
      statement: { 'HS-DL1-1.a': uuid(4), 'SL.9-10/2 (b)-P': uuid(8) },
      level: { 1: uuid(6), 2: uuid(7) },
    })
  })

  test('goes in and out and in again without a difference', async () => {
    const first = (await imported(stateStandards)).framework()
    const out = publishAgain(first.case!.package, '1.0')
    expect(out).toEqual(stateStandards)
    const again = (await imported(out)).framework()
    expect(again.hash).toBe(first.hash)
    expect(again.case).toEqual(first.case)
  })

  test('is served under its own identity, each part at its own identifier, whatever letters that is written in', async () => {
    const shouted: typeof stateStandards = JSON.parse(
      JSON.stringify(stateStandards).replaceAll(uuid(5), uuid(5).toUpperCase()),
    )
    const framework = (await imported(shouted)).framework()
    expect(framework.areas[0]!.competences[0]!.code).toBe('SL.9-10/2 (b)')
    const app = await catalogueOf(new Map([[framework.id, framework]]))
    const get = async (path: string) => (await app.inject(`/ims/case/v1p0/${path}`)).json()
    expect(await get(`CFPackages/${uuid(1)}`)).toEqual(shouted)
    expect((await get('CFDocuments')).CFDocuments).toMatchObject([shouted.CFDocument])
    expect(await get(`CFItems/${uuid(5)}`)).toMatchObject(shouted.CFItems[3]!)
    expect(await get(`CFRubrics/${uuid(80)}`)).toEqual(shouted.CFRubrics[0])
    expect((await get(`CFItemAssociations/${uuid(5)}`)).CFAssociations.length).toBe(5)
    for (const [list, parts] of Object.entries(shouted.CFDefinitions)) {
      const answer = await get(`${list}/${parts[0]!.identifier}`)
      expect(answer[list]?.[0] ?? answer).toEqual(parts[0])
    }
    await app.close()
  })

  test('may write numbers as texts, one text for a list, and null or nothing for what is absent', async () => {
    const { CFDocument, CFItems, CFAssociations } = stateStandards
    const loose = {
      ...stateStandards,
      CFDocument: { ...CFDocument, subject: 'Digital literacy', statusEndDate: '2023-06-30' },
      CFItems: CFItems.map((item) => ({
        ...item,
        listEnumeration: null,
        notes: '',
        educationLevel: [9, 10],
      })),
      CFAssociations: CFAssociations.map((association) =>
        'sequenceNumber' in association
          ? { ...association, sequenceNumber: String(association.sequenceNumber) }
          : association,
      ),
    }
    const { framework, lines } = await imported(loose)
    expect(lines.at(-1)).toMatch(/^Written/)
    const { package: kept } = framework().case!
    expect(kept.CFDocument.subject).toEqual(['Digital literacy'])
    expect(kept.CFAssociations).toEqual(stateStandards.CFAssociations)
    expect(kept.CFItems[0]).not.toHaveProperty('notes')
    expect(kept.CFItems[0]!.educationLevel).toEqual(['9', '10'])
    expect(framework().areas[0]!.competences[0]!.code).toBe('SL.9-10/2 (b)')
  })

  test('may leave out whatever CASE lets be left out', async () => {
    const bare = {
      CFDocument: without(
        stateStandards.CFDocument,
        ...['publisher', 'description', 'language', 'version', 'adoptionStatus', 'licenseURI', 'notes'],
        ...['statusStartDate', 'statusEndDate', 'officialSourceURL', 'subject', 'subjectURI'],
      ),
      CFItems: [2, 3].map((n) => ({ ...without(stateStandards.CFItems[n - 2]!, 'language', 'CFItemType') })),
    }
    const asked = await imported(bare)
    expect(asked).toMatchObject({ ok: false, written: false })
    expect(asked.lines[0]).toBe('CFDocument: says no licence: --licence says which it is')
    const { framework, lines } = await imported(bare, '--licence', 'CC0')
    expect(lines).toContain('CFDocument: says no language: taken for English. --language says otherwise.')
    expect((await imported(bare, '--licence', 'CC0', '--language', 'lv')).framework().originalLanguage).toBe(
      'lv',
    )
    expect(lines).toContain('CFDocument: says no version: taken for 1. --version says otherwise.')
    expect((await imported(bare, '--licence', 'CC0', '--version', '2')).framework().version).toBe('2')
    // Nothing says what lies below what: a flat framework, whose only area is the document.
    expect(framework().areas).toMatchObject([
      { code: '1', competences: [{ code: 'DL-9-10' }, { code: 'HS-DL1-1' }] },
    ])
    expect(framework().case?.items.area).toEqual({ 1: uuid(1) })
  })

  test('has an item without others below it beside areas as a competence in an area of its own', async () => {
    const alone = { ...stateStandards.CFItems[0]!, identifier: uuid(60), humanCodingScheme: 'X-1' }
    const { framework } = await imported({ ...stateStandards, CFItems: [...stateStandards.CFItems, alone] })
    expect(framework().areas).toMatchObject([
      { code: 'DL-9-10' },
      { code: 'X-1', competences: [{ code: 'X-1' }] },
    ])
  })

  test('says by its item types what is what, where it was asked', async () => {
    const { framework } = await imported(
      stateStandards,
      ...['--item-type', 'component=competence', '--item-type', 'Standard=area'],
      ...['--item-type', 'Proficiency=nothing', '--item-type', 'Indicator=competence'],
    )
    expect(framework().levels).toEqual([])
    expect(framework().areas).toMatchObject([
      { code: 'SL.9-10/2 (b)', competences: [{ code: 'SL.9-10/2 (b)-P' }] },
      { code: 'HS-DL1-1', competences: [{ code: 'HS-DL1-1.a' }] },
    ])
    const wrong = await imported(stateStandards, '--item-type', 'Strand=area')
    expect(wrong.lines[0]).toBe(
      '--item-type: no item is of the type "strand". There are: Domain, Standard, Indicator, Component, Proficiency',
    )
    expect(wrong.written).toBe(false)
    expect((await imported(stateStandards, '--item-type', 'Domain=field')).lines[0]).toMatch(
      /Kinds: area, comp/,
    )
    expect((await imported(stateStandards, '--codes', 'short')).lines[0]).toMatch(/Known: joined/)
  })

  test('may give a code twice, once it was said how the two are told apart', async () => {
    const twice = {
      ...stateStandards,
      CFItems: stateStandards.CFItems.map((item) =>
        /^(HS|SL)/.test(item.humanCodingScheme) ? { ...item, humanCodingScheme: 'A' } : item,
      ),
    }
    const asked = await imported(twice)
    expect(asked.lines).toEqual([
      'CFItems/1 (A): has the code of CFItems/3 (A): --codes joined puts the code above it before it',
      'CFItems/2 (A): has the code of CFItems/6 (A): --codes joined puts the code above it before it',
      'Nothing was written: 2 to mend.',
    ])
    const joined = (await imported({ ...twice, CFItems: twice.CFItems.slice(0, 6) }, '--codes', 'joined'))
      .lines
    expect(joined.at(-2)).toMatch(/has the code of/)
  })

  test('may have codes of 255 letters of any kind; what is longer is a fault', async () => {
    const named = (code: string) => ({
      ...stateStandards,
      CFItems: stateStandards.CFItems.map((item, index) =>
        index === 1 ? { ...item, humanCodingScheme: code } : item,
      ),
    })
    const code = 'Ā§ 漢/?#[]&%"\' '.repeat(20).slice(0, 255).trim()
    const { framework, lines } = await imported(named(code))
    expect(framework().areas[0]!.competences[1]!.code).toBe(code)
    expect(lines.join('\n')).toMatch(
      /holds letters that no paper can show, 漢: nothing can be agreed with it/,
    )
    const long = await imported(named('x'.repeat(256)))
    expect(long.lines[0]).toMatch(/^CFItems\/1 \(x+\): humanCodingScheme: Too big/)
    expect(long).toMatchObject({ ok: false, written: false })
  })

  test('tells all its faults at once, of every part, and writes nothing', async () => {
    const { CFItems, CFAssociations } = stateStandards
    const { lines, written } = await imported({
      ...stateStandards,
      CFDocument: { ...stateStandards.CFDocument, language: 'English', title: 7 },
      CFItems: CFItems.map((item, index) => (index === 2 ? { ...item, fullStatement: ' ' } : item)),
      CFAssociations: [
        { ...CFAssociations[0]!, sequenceNumber: 'first' },
        ...CFAssociations,
        { ...CFAssociations[0]!, destinationNodeURI: { identifier: uuid(99) } },
      ],
      CFRubrics: [{ identifier: 'r1' }],
      CFDefinitions: { CFLicenses: 'none' },
    })
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      '/CFDocument/title:',
      '/CFItems/2/fullStatement:',
      '/CFAssociations/0/sequenceNumber:',
      '/CFDefinitions/CFLicenses:',
      '/CFRubrics/0/identifier:',
      'CFAssociations/15:',
      'CFDocument:',
      'Nothing',
    ])
    expect(written).toBe(false)
  })

  test.each([null, 5, 'x', [], {}, { CFPackage: null }, { CFDocument: {}, CFItems: [null, 5, []] }])(
    'is told what is wrong where it is none: %j',
    async (content) => {
      const { ok, lines, written } = await imported(content)
      expect([ok, written]).toEqual([false, false])
      expect(lines.at(-1)).toMatch(/^Nothing was written: \d to mend\.$/)
    },
  )
})
