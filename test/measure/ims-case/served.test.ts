import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PublishedPackage } from '../../../src/measure/frameworks/case/published-package.ts'
import { competencesOf } from '../../../src/measure/frameworks/framework.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { readChanges } from '../../../src/measure/frameworks/record-changes.ts'
import { caseRoots } from '../../../src/measure/ims-case/addresses.ts'
import type { CFAssociation, CFDocument } from '../../../src/measure/ims-case/object-schemas.ts'
import { type CasePackage, describePackage } from '../../../src/measure/ims-case/packages/describe-package.ts'
import type { CaseVersion } from '../../../src/measure/ims-case/published/forms.ts'
import { publishAgain } from '../../../src/measure/ims-case/published/publish-again.ts'
import { caseAnswers } from '../../../src/measure/ims-case/schemas.ts'
import { makeVolume } from '../../../src/measure/ims-case/volume.ts'
import { hashOf } from '../../../src/platform/hash.ts'
import { hasOfficial } from '../../certification/certificates/credentials/official.ts'
import { type Catalogue, catalogueOf } from '../../setup/catalogue.ts'
import { publicUrl } from '../../setup/world.ts'
import { checkOf10, checkOf11, checkOfSingle11 } from './official-case.ts'
import { readFrameworks } from './read-elsewhere.ts'
import { stateStandards } from './state-standards.ts'

const library = loadFrameworks([builtInFrameworks])
const published = [...library.values()].filter(({ measuredInBands }) => measuredInBands === undefined)
const versions = Object.keys(caseRoots) as CaseVersion[]
const packageIn = (id: string, language: string, version: CaseVersion) =>
  describePackage({ framework: library.get(id)!, language, version, publicUrl, library })
const made = new Map<CaseVersion, CasePackage[]>()
function everyPackage(version: CaseVersion): CasePackage[] {
  const packages =
    made.get(version) ??
    published.flatMap(({ id, texts }) =>
      [...texts.keys()].map((language) => packageIn(id, language, version)),
    )
  made.set(version, packages)
  return packages
}

let app: Catalogue
beforeAll(async () => {
  app = await catalogueOf(library)
})
afterAll(() => app.close())

/** Every address in a value that stands where CASE has one. */
function urisIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(urisIn)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'uri' && typeof inner === 'string' ? [inner] : urisIn(inner),
  )
}

describe.each(versions)('CASE %s', (version) => {
  const root = caseRoots[version]
  const get = async (path: string) => (await app.inject(`${root}/${path}`)).json()

  test('answers every address that stands in any of its packages', async () => {
    const volume = makeVolume(library, version, publicUrl)
    const dead: string[] = []
    const followed = new Map<string, number>()
    for (const uri of new Set(everyPackage(version).flatMap(urisIn))) {
      if (!uri.startsWith(publicUrl)) continue
      const [collection, identifier] = uri.slice(`${publicUrl}${root}/`.length).split(/[/#]/)
      followed.set(collection!, (followed.get(collection!) ?? 0) + 1)
      if (!uri.startsWith(`${publicUrl}${root}/`) || !(await volume.find(collection!, identifier!)))
        dead.push(uri)
    }
    expect(dead).toEqual([])
    const { CFPackages: _, CFItemAssociations: __, ...others } = caseAnswers[version]
    expect([...followed.keys()].sort()).toEqual(Object.keys(others).sort())
  })

  test('answers each kind of address over HTTP with what stands in the package', async () => {
    const { CFDocument, CFItems, CFAssociations, CFDefinitions, CFRubrics } = packageIn(
      'digcomp-2.2',
      'lv',
      version,
    )
    const CFDocumentURI = { title: CFDocument.title, identifier: CFDocument.identifier, uri: CFDocument.uri }
    const item = CFItems.find(({ humanCodingScheme }) => humanCodingScheme === '4.1')!
    const [concept, subject] = [CFDefinitions.CFConcepts[0]!, CFDefinitions.CFSubjects[0]!]
    const [type, licence] = [CFDefinitions.CFItemTypes[0]!, CFDefinitions.CFLicenses[0]!]
    const grouping = CFDefinitions.CFAssociationGroupings[0]!
    expect(await get(`CFDocuments/${CFDocument.identifier}`)).toMatchObject(CFDocument)
    expect(await get(`CFPackages/${CFDocument.identifier}`)).toEqual(packageIn('digcomp-2.2', 'lv', version))
    expect(await get(`CFItems/${item.identifier}`)).toEqual({ ...item, CFDocumentURI })
    expect(await get(`CFAssociations/${CFAssociations[9]!.identifier}`)).toEqual({
      ...CFAssociations[9],
      CFDocumentURI,
    })
    expect(await get(`CFConcepts/${concept.identifier}`)).toEqual({ CFConcepts: [concept] })
    expect(await get(`CFSubjects/${subject.identifier}`)).toEqual({ CFSubjects: [subject] })
    expect(await get(`CFItemTypes/${type.identifier}`)).toEqual({ CFItemTypes: [type] })
    expect(await get(`CFLicenses/${licence.identifier}`)).toEqual(licence)
    expect(await get(`CFAssociationGroupings/${grouping.identifier}`)).toEqual(grouping)
    expect(await get(`CFRubrics/${CFRubrics[0]!.identifier}`)).toEqual(CFRubrics[0])
    const around = await get(`CFItemAssociations/${item.identifier}`)
    const own = ({ originNodeURI, destinationNodeURI }: CFAssociation) =>
      [originNodeURI, destinationNodeURI].some(({ identifier }) => identifier === item.identifier)
    expect(around).toEqual({ CFItem: { ...item, CFDocumentURI }, CFAssociations: CFAssociations.filter(own) })
  })

  test('chooses documents by a filter, in an order, with some of their properties', async () => {
    const ask = async (query: Record<string, string>) => {
      const answer = await app.inject(`${root}/CFDocuments?${new URLSearchParams(query)}`)
      return { ...answer.json(), total: answer.headers['x-total-count'], link: String(answer.headers.link) }
    }
    const latvian = published.filter(({ texts }) => texts.has('lv')).length
    const { CFDocuments, total, link } = await ask({
      filter: "language='LV' AND title~'comp'",
      sort: 'title',
      orderBy: 'desc',
      fields: 'title,language',
      limit: '3',
    })
    expect(total).toBe(String(latvian))
    expect(CFDocuments.map((document: object) => Object.keys(document))).toEqual(
      Array(3).fill(['title', 'language']),
    )
    const titles = CFDocuments.map(({ title }: CFDocument) => title)
    expect(titles).toEqual(titles.toSorted().reverse())
    expect(new URL(/<([^>]+)>; rel="next"/.exec(link)![1]!).searchParams.get('filter')).toBe(
      "language='LV' AND title~'comp'",
    )
    const count = async (filter: string) => Number((await ask({ filter })).total)
    expect(await count("language='en' OR language='lv'")).toBe(latvian + (await count("language='en'")))
    expect(await count("lastChangeDateTime>='2026-11-29' AND language!='lv'")).toBe(
      await count("language='en'"),
    )
    expect(await count("subject='Safety' AND version='2.2' AND language='en'")).toBeGreaterThan(0)
    expect(await count("licenseURI.title~'CC'")).toBeGreaterThan(0)
    expect(await count("title='it''s none of them'")).toBe(0)
    expect((await ask({ limit: '2147483647' })).CFDocuments).toHaveLength(Number((await ask({})).total))
  })

  test('links what is translated with the original, and an edition with the one that took its place', () => {
    const whole = packageIn('digcomp-3.0', 'lv', version)
    const original = packageIn('digcomp-3.0', 'en', version)
    const type = version === '1.1' ? 'isTranslationOf' : 'isPeerOf'
    const links = whole.CFAssociations.filter(({ associationType }) => associationType === type)
    expect(links.map(({ originNodeURI }) => originNodeURI.identifier)).toEqual(
      [whole.CFDocument, ...whole.CFItems].map(({ identifier }) => identifier),
    )
    expect(links.map(({ destinationNodeURI }) => destinationNodeURI.uri)).toEqual(
      [original.CFDocument, ...original.CFItems].map(({ uri }) => uri),
    )
    expect(original.CFAssociations.filter(({ associationType }) => associationType === type)).toEqual([])
    const newer = packageIn('digcomp-3.0-e2', 'lv', version).CFDocument
    const replaced = whole.CFAssociations.filter(({ associationType }) => associationType === 'replacedBy')
    expect(replaced.map(({ destinationNodeURI }) => destinationNodeURI.uri)).toEqual([newer.uri])
  })

  test('calls no match exact whose labels differ', () => {
    const associations = everyPackage(version).flatMap(({ CFAssociations }) => CFAssociations)
    const wrong = associations.filter(
      ({ associationType, originNodeURI: from, destinationNodeURI: to }) =>
        associationType === 'exactMatchOf' && from.title.toLowerCase() !== to.title.toLowerCase(),
    )
    expect(wrong).toEqual([])
    const toEsco = associations.filter(({ destinationNodeURI }) => destinationNodeURI.uri.includes('/esco/'))
    expect(toEsco.length).toBeGreaterThan(50)
    for (const { CFAssociationGroupingURI } of toEsco)
      expect(CFAssociationGroupingURI?.title).toMatch(/^ESCO: /)
  })

  test('is read by who knows the specification and nothing of the service, in whole', async () => {
    const read = async (uri: string) => {
      const { body, headers, statusCode } = await app.inject(uri.slice(publicUrl.length))
      expect(statusCode).toBe(200)
      return { body, link: headers.link?.toString() }
    }
    const frameworks = await readFrameworks(`${publicUrl}${root}`, read)
    expect(frameworks.length).toBe(published.reduce((sum, { texts }) => sum + texts.size, 0))
    expect(frameworks.filter(({ translationOf }) => translationOf.length === 1).length).toBe(published.length)
    const { texts, areas, levels, ...framework } = library.get('digcomp-2.2')!
    const { identifier } = packageIn('digcomp-2.2', 'lv', version).CFDocument
    const { children } = frameworks.find((each) => each.identifier === identifier)!
    const inAreas = children.filter(({ CFItemType }) => CFItemType === 'Area')
    expect(inAreas.map(({ humanCodingScheme }) => humanCodingScheme)).toEqual(areas.map(({ code }) => code))
    const competences = inAreas.flatMap((area) => area.children)
    expect(competences.map(({ humanCodingScheme: code }) => code)).toEqual(
      competencesOf({ areas }).map(({ code }) => code),
    )
    expect(competences.map(({ fullStatement }) => fullStatement)).toEqual(
      competencesOf({ areas }).map(({ code }) => texts.get('lv')!.competences[code]!.descriptor),
    )
    const statements = competences.flatMap((competence) =>
      competence.children.filter(({ CFItemType }) => CFItemType === 'Statement'),
    )
    const codeOf = new Map(levels.map(({ level, code }) => [level, code]))
    const inOrder = (pairs: (string | undefined)[][]) => pairs.map(String).sort()
    expect(inOrder(statements.map(({ humanCodingScheme, level }) => [humanCodingScheme, level]))).toEqual(
      inOrder(framework.statements.map(({ id, level }) => [id, codeOf.get(level!)])),
    )
  })
})

describe('What came in as the package of somebody else', () => {
  const kept = PublishedPackage.parse(stateStandards)
  const green = library.get('greencomp')!
  const imported = {
    ...{ ...green, id: 'state-standards', family: 'State standards' },
    case: { package: kept, items: { area: { '1': kept.CFItems[0]!.identifier } } },
  }
  let service: Catalogue
  beforeAll(async () => {
    service = await catalogueOf(new Map([[imported.id, imported]]))
  })
  afterAll(() => service.close())

  test.each(versions)('is served under its own identity in CASE %s', async (version) => {
    const get = async (path: string) => (await service.inject(`${caseRoots[version]}/${path}`)).json()
    const { CFDocument, CFItems, CFAssociations } = kept
    const { identifier } = CFDocument
    const { CFDocuments } = await get('CFDocuments?filter=language%3D%27en-US%27')
    expect(CFDocuments).toMatchObject([{ identifier, uri: CFDocument.uri, title: CFDocument.title }])
    expect(await get(`CFPackages/${identifier}`)).toEqual(publishAgain(kept, version))
    expect(await get(`CFItems/${CFItems[0]!.identifier}`)).toMatchObject({
      ...{ identifier: CFItems[0]!.identifier, uri: CFItems[0]!.uri },
      CFDocumentURI: { identifier, uri: CFDocument.uri },
    })
    expect(await get(`CFAssociations/${CFAssociations[0]!.identifier}`)).toMatchObject({
      identifier: CFAssociations[0]!.identifier,
    })
    for (const rubric of kept.CFRubrics)
      expect(await get(`CFRubrics/${rubric.identifier}`)).toMatchObject({ identifier: rubric.identifier })
    expect((await service.inject(new URL(CFDocuments[0].CFPackageURI.uri).pathname)).statusCode).toBe(200)
  })

  test('is what its translation is linked with', () => {
    const translation = describePackage({
      ...{ framework: imported, language: 'lv', version: '1.1', publicUrl, library },
    })
    const links = translation.CFAssociations.filter(
      ({ associationType }) => associationType === 'isTranslationOf',
    )
    expect(links.map(({ destinationNodeURI }) => destinationNodeURI.identifier)).toEqual([
      ...[kept.CFDocument.identifier, kept.CFItems[0]!.identifier],
    ])
  })
})

describe.runIf(hasOfficial)('the official schemas of CASE', () => {
  test('1.0 take every package, and what is answered of each kind', async () => {
    const check = checkOf10()
    const root = caseRoots['1.0']
    expect(everyPackage('1.0').flatMap((whole) => check('CFPackage', whole))).toEqual([])
    const get = async (path: string) => (await app.inject(`${root}/${path}`)).json()
    const whole = packageIn('digcomp-2.2', 'lv', '1.0')
    const { CFConcepts, CFSubjects, CFItemTypes, CFLicenses, CFAssociationGroupings } = whole.CFDefinitions
    const first = (list: readonly { identifier: string }[]) => list[0]!.identifier
    const answers = {
      CFDocumentSet: await get('CFDocuments'),
      CFDocument: await get(`CFDocuments/${whole.CFDocument.identifier}`),
      CFItem: await get(`CFItems/${first(whole.CFItems)}`),
      CFAssociation: await get(`CFAssociations/${first(whole.CFAssociations)}`),
      CFAssociationSet: await get(`CFItemAssociations/${first(whole.CFItems)}`),
      CFAssociationGrouping: await get(`CFAssociationGroupings/${first(CFAssociationGroupings)}`),
      CFConceptSet: await get(`CFConcepts/${first(CFConcepts)}`),
      CFSubjectSet: await get(`CFSubjects/${first(CFSubjects)}`),
      CFItemTypeSet: await get(`CFItemTypes/${first(CFItemTypes)}`),
      CFLicense: await get(`CFLicenses/${first(CFLicenses)}`),
      CFRubric: await get(`CFRubrics/${first(whole.CFRubrics)}`),
      imsx_StatusInfo: await get('CFItems/1'),
    }
    const wrong = Object.entries(answers).flatMap(([name, answer]) => check(name, answer))
    expect(wrong).toEqual([])
    expect(check('CFItem', { ...answers.CFItem, colour: 'red' })).not.toEqual([])
  })

  test('1.1 take every package', () => {
    const check = checkOf11()
    const packages = everyPackage('1.1')
    expect(packages.flatMap((whole) => check('CFPackage', whole))).toEqual([])
    expect(packages.every(({ CFDocument }) => CFDocument.caseVersion === '1.1')).toBe(true)
    expect(check('CFPackage', { ...packages[0], colour: 'red' })).not.toEqual([])
  })

  test('1.1 take what is answered of documents, items and associations', async () => {
    const check = checkOfSingle11()
    const get = async (path: string) => (await app.inject(`${caseRoots['1.1']}/${path}`)).json()
    const { CFDocument, CFItems, CFAssociations } = packageIn('digcomp-2.2', 'lv', '1.1')
    const wrong = [
      check('CFDocument', await get(`CFDocuments/${CFDocument.identifier}`)),
      check('CFItem', await get(`CFItems/${CFItems[0]!.identifier}`)),
      check('CFAssociation', await get(`CFAssociations/${CFAssociations[0]!.identifier}`)),
    ]
    expect(wrong.flat()).toEqual([])
    expect(check('CFItem', CFDocument)).not.toEqual([])
  })
})

describe('lastChangeDateTime', () => {
  test('is when the files of a framework or what is said of them last changed', () => {
    const framework = library.get('digcomp-2.2')!
    const later = { ...framework, changedAt: '2031-05-01T10:00:00.000Z' }
    const { CFDocument, CFItems } = describePackage({
      ...{ framework: later, language: 'en', version: '1.0', publicUrl, library },
    })
    for (const { lastChangeDateTime } of [CFDocument, ...CFItems])
      expect(lastChangeDateTime).toBe(later.changedAt)
  })

  test('of what is built in is on record for every file, and of first editions just as it stands', () => {
    const changes = readChanges(builtInFrameworks)
    const files = published.flatMap(({ id, edition, fileHashes }) =>
      [...fileHashes].map(([file, hash]) => ({ path: `${id}/${file}`, edition, hash })),
    )
    expect(files.filter(({ path }) => !changes[path]).map(({ path }) => path)).toEqual([])
    const stale = files.filter(({ path, edition, hash }) => !edition && changes[path]?.hash !== hash)
    expect(stale).toEqual([])
    expect(library.get('greencomp')!.changedAt).toBe('2026-11-21T04:56:44.000Z')
  })

  test('is moved on, in last-change.ts, by whoever changes what is said of a framework', () => {
    const framework = { ...library.get('digcomp-2.2')!, changedAt: '' }
    const alone = { framework, language: 'lv', publicUrl, library: new Map() }
    const said = versions.map((version) => describePackage({ ...alone, version }))
    const held = 'ad50ba9f21d8fe4b9661e8d228fb82e0035a530887cd07dc467ba9f45c140be3'
    expect([said[0]!.CFDocument.lastChangeDateTime, hashOf(said)]).toEqual(['2026-11-29T05:32:00.000Z', held])
  })
})
