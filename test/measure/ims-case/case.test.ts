import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { runFrameworks } from '../../../src/commands/frameworks.ts'
import { readNotes } from '../../../src/measure/frameworks/imports/case-items.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { caseAnswers } from '../../../src/measure/ims-case/schemas.ts'
import { type Catalogue, catalogueOf } from '../../setup/catalogue.ts'

const root = '/ims/case/v1p0'
const library = loadFrameworks([builtInFrameworks])
const folder = mkdtempSync(join(tmpdir(), 'case-'))
let app: Catalogue
let documents: { identifier: string; notes: string; language: string; CFPackageURI: { uri: string } }[]

beforeAll(async () => {
  app = await catalogueOf(library)
  documents = (await app.inject(`${root}/CFDocuments`)).json().CFDocuments
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

/** Two editions have one title: the notes say which is which. */
const packageOf = async (id: string, language: string) => {
  const { identifier } = documents.find((one) => one.language === language && readNotes(one.notes).id === id)!
  return (await app.inject(`${root}/CFPackages/${identifier}`)).json()
}

describe('CASE', () => {
  test('lists a document for each framework in each language, in pages', async () => {
    const published = [...library.values()].filter(({ measuredInBands }) => measuredInBands === undefined)
    expect(documents.length).toBe(published.reduce((sum, one) => sum + one.texts.size, 0))
    const page = await app.inject(`${root}/CFDocuments?limit=2&offset=1`)
    expect(page.json().CFDocuments).toEqual(documents.slice(1, 3))
    expect(page.headers['x-total-count']).toBe(String(documents.length))
    expect(page.headers.link).toContain(
      `<http://localhost:3000${root}/CFDocuments?limit=2&offset=3>; rel="next"`,
    )
  })

  test('gives each document, package, item and association by an identifier that stays', async () => {
    const whole = await packageOf('digcomp-2.2', 'lv')
    z.strictObject(caseAnswers['1.0'].CFPackages.shape).parse(whole)
    const again = await catalogueOf(library, 'https://other.example')
    const item = whole.CFItems.find((one: { humanCodingScheme: string }) => one.humanCodingScheme === '4.1')
    const other = await again.inject(`${root}/CFItems/${item.identifier}`)
    expect(other.json()).toMatchObject({
      identifier: item.identifier,
      abbreviatedStatement: 'Ierīču aizsardzība',
    })
    await again.close()

    expect(item.identifier).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]/)
    const read = async (path: string) => (await app.inject(`${root}/${path}`)).json()
    expect(await read(`CFItems/${item.identifier}`)).toMatchObject({
      ...item,
      CFDocumentURI: { identifier: whole.CFDocument.identifier },
    })
    const association = whole.CFAssociations[0]
    expect(await read(`CFAssociations/${association.identifier}`)).toMatchObject(association)
    expect(await read(`CFDocuments/${whole.CFDocument.identifier}`)).toMatchObject(whole.CFDocument)
    const around = await read(`CFItemAssociations/${item.identifier}`)
    expect(around.CFItem.identifier).toBe(item.identifier)
    for (const one of around.CFAssociations)
      expect([one.originNodeURI.identifier, one.destinationNodeURI.identifier]).toContain(item.identifier)
  })

  test('links every association to what is in the package, and statements to their level', async () => {
    const { CFDocument, CFItems, CFAssociations } = await packageOf('digcomp-2.2', 'en')
    const identifiers = new Set([CFDocument, ...CFItems].map((one) => one.identifier))
    const outside = CFAssociations.filter(
      (one: {
        associationType: string
        originNodeURI: { identifier: string }
        destinationNodeURI: { identifier: string }
      }) =>
        !['isRelatedTo', 'replacedBy'].includes(one.associationType) &&
        !(
          identifiers.has(one.originNodeURI.identifier) && identifiers.has(one.destinationNodeURI.identifier)
        ),
    )
    expect(outside).toEqual([])
    const levels = CFAssociations.filter(
      (one: { associationType: string }) => one.associationType === 'hasSkillLevel',
    )
    const { statements, useCases } = library.get('digcomp-2.2')!
    expect(levels.length).toBe(statements.length + useCases.length)
    const all = [CFDocument, ...CFItems, ...CFAssociations].map((one) => one.identifier)
    expect(new Set(all).size).toBe(all.length)
  })

  test.each([...library.keys()].filter((id) => library.get(id)!.measuredInBands === undefined))(
    'gives a package that, imported again, is the same framework: %s',
    async (id) => {
      const framework = library.get(id)!
      const whole = await packageOf(id, 'en')
      const file = join(folder, `${id}.json`)
      writeFileSync(file, JSON.stringify(whole))
      const to = join(folder, `as-${id}`)
      const { ok, lines } = await runFrameworks(
        ['import', file, '--format', 'case', '--as', id, '--to', to],
        null,
      )
      expect([lines, ok]).toEqual([[`Written to ${join(to, id)}.`], true])
      const again = loadFrameworks([to]).get(id)!
      const { texts, wordings: _, mappings: __, fileHashes: ___, changedAt: ____, ...rest } = framework
      // For whom it is stands beside it, and in no package.
      const { audience: _____, ...facts } = rest
      expect(again).toMatchObject(facts)
      expect(again.texts.get('en')).toEqual(texts.get('en'))
      expect(again.hash).toBe(framework.hash)
    },
  )

  test('a tree of twenty thousand levels is a fault, and ends nothing', async () => {
    const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
    const numbers = Array.from({ length: 20_000 }, (_, index) => index + 1)
    const file = join(folder, 'tower.json')
    writeFileSync(
      file,
      JSON.stringify({
        CFDocument: { identifier: uuid(0), title: 'Tower', lastChangeDateTime: '2024-05-01T00:00:00Z' },
        CFItems: numbers.map((n) => ({ identifier: uuid(n), fullStatement: `Step ${n}` })),
        CFAssociations: numbers.map((n) => ({
          associationType: 'isChildOf',
          originNodeURI: { identifier: uuid(n) },
          destinationNodeURI: { identifier: uuid(n - 1) },
        })),
      }),
    )
    const args = ['import', file, '--format', 'case', '--as', 'tower', '--to', join(folder, 'tower')]
    const { ok, lines } = await runFrameworks(args, null)
    expect(ok).toBe(false)
    expect(lines[0]).toMatch(/lies more than 12 deep/)
    expect(lines.length).toBeLessThan(110)
  })

  test('reads a package from elsewhere: two tiers as areas and competences, what lies deeper as facets', async () => {
    const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
    const item = (n: number, fullStatement: string, more = {}) => ({
      identifier: uuid(n),
      fullStatement,
      ...more,
    })
    const child = (n: number, of: number) => ({
      associationType: 'isChildOf',
      originNodeURI: { identifier: uuid(n) },
      destinationNodeURI: { identifier: uuid(of) },
    })
    const document = {
      identifier: uuid(0),
      title: 'Crafts',
      creator: 'A ministry',
      lastChangeDateTime: '2024-05-01T00:00:00Z',
    }
    const whole = {
      CFDocument: { ...document, licenseURI: { title: 'CC-BY-4.0' } },
      CFItems: [item(1, 'Wood', { humanCodingScheme: 'W' }), item(2, 'Can join'), item(3, 'glue')],
      CFAssociations: [child(1, 0), child(2, 1), child(3, 2)],
    }
    const file = join(folder, 'crafts.json')
    const to = join(folder, 'crafts')
    const args = ['import', file, '--format', 'case', '--as', 'crafts', '--to', to]
    writeFileSync(
      file,
      JSON.stringify({
        ...whole,
        CFDocument: document,
        CFAssociations: [child(1, 0), child(2, 1), child(3, 9)],
      }),
    )
    expect((await runFrameworks(args, null)).lines).toEqual([
      `${file}: CFAssociations/2: names an item that is not in the package`,
      `${file}: CFItems/2 (${uuid(3)}): is not below the document`,
      `${file}: CFDocument: says no licence: --licence says which it is`,
      'Nothing was written: 3 to mend.',
    ])
    writeFileSync(file, JSON.stringify({ CFPackage: whole }))
    expect((await runFrameworks(args, null)).ok).toBe(true)
    const framework = loadFrameworks([to]).get('crafts')!
    expect(framework.areas).toMatchObject([{ code: 'W', competences: [{ code: '1.1', facets: ['1.1.1'] }] }])
    expect(framework.texts.get('en')).toMatchObject({
      wording: 'official',
      attribution: 'A ministry',
      facets: { '1.1.1': 'glue' },
    })
  })

  test.each([
    ['/CFItems/00000000-0000-5000-8000-000000000000', 404, 'unknownobject'],
    ['/CFItems/4.1', 404, 'invaliduuid'],
    ['/CFDocuments?limit=0', 400, 'invalid_selection_field'],
    ['/CFDocuments?offset=-1', 400, 'invalid_selection_field'],
    ['/CFRubrics/1', 404, 'invaliduuid'],
    ['/CFDocuments?sort=colour', 400, 'invalid_sort_field'],
    ['/CFDocuments?orderBy=up', 400, 'invalid_sort_field'],
    ['/CFDocuments?fields=title,colour', 400, 'invalid_selection_field'],
    [`/CFDocuments?filter=colour='red'`, 400, 'invalid_selection_field'],
    ['/CFDocuments?filter=title', 400, 'invalid_selection_field'],
    ['/CFNothing/1', 404, 'unknownobject'],
  ])('answers faults in its own form: %s', async (path, status, minor) => {
    const answer = await app.inject(`${root}${path}`)
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject({
      imsx_codeMajor: 'failure',
      imsx_severity: 'error',
      imsx_codeMinor: { imsx_codeMinorField: [{ imsx_codeMinorFieldValue: minor }] },
    })
  })
})
