import type { z } from 'zod'
import { type ItemKind, itemTypes, writeNotes } from '../frameworks/case-items.ts'
import { competencesOf, type Framework, textsIn } from '../frameworks/framework.ts'
import { identifierOf } from './identifier.ts'
import type { CFAssociation, CFDocument, CFItem, CFPackage, LinkURI } from './schemas.ts'

type Link = z.infer<typeof LinkURI>
export type Package = z.infer<typeof CFPackage>
type Association = z.infer<typeof CFAssociation>

/** Where the service answers CASE, under its public address. */
export const CASE_ROOT = '/ims/case/v1p0'

type Place = { kind: ItemKind | 'document'; key: string }
type Made = {
  kind: ItemKind
  key: string
  code?: string
  title?: string
  text: string
  tags?: readonly string[]
  notes?: Record<string, unknown>
  parent: Place
  level?: number
  facet?: string | undefined
  uris?: Record<string, string>
}

const DOCUMENT: Place = { kind: 'document', key: '' }

/**
 * A framework in one language as a CASE 1.0 package. Every identifier follows from the ids of the framework, so it stays
 * for as long as they do; what CASE has no place for is in the notes, so that an import gives the same framework.
 */
export function describePackage(framework: Framework, language: string, publicUrl: string): Package {
  const lastChangeDateTime = `${framework.source.year}-01-01T00:00:00+00:00`
  const given = new Map<string, string>()
  const id = (...name: string[]) => {
    const key = name.join('/')
    const identifier = given.get(key) ?? identifierOf(framework.id, language, key)
    given.set(key, identifier)
    return identifier
  }
  const link = (title: string, collection: string, identifier: string): Link => ({
    title,
    identifier,
    uri: `${publicUrl}${CASE_ROOT}/${collection}/${identifier}`,
  })
  const head = (collection: string, ...name: string[]) => {
    const { identifier, uri } = link('', collection, id(...name))
    return { identifier, uri, lastChangeDateTime }
  }
  const made = itemsOf(framework, language)
  const document = documentOf(framework, language, { ...head('CFDocuments', 'document') })
  const types = new Map(
    Object.entries(itemTypes).map(([kind, title]) => [
      kind,
      { ...head('CFItemTypes', 'type', kind), title, description: title, hierarchyCode: kind },
    ]),
  )
  const nodeOf = ({ kind, key }: Place): Link =>
    kind === 'document'
      ? link(document.title, 'CFDocuments', document.identifier)
      : link(titles.get(`${kind} ${key}`) ?? key, 'CFItems', id(kind, key))
  const titles = new Map(made.map((one) => [`${one.kind} ${one.key}`, one.title ?? one.text.slice(0, 120)]))

  const items = made.map((one): z.infer<typeof CFItem> => {
    const notes = one.notes ? writeNotes(one.notes) : ''
    const type = types.get(one.kind)!
    return {
      ...head('CFItems', one.kind, one.key),
      fullStatement: one.text,
      ...(one.title ? { abbreviatedStatement: one.title } : {}),
      ...(one.code ? { humanCodingScheme: one.code } : {}),
      ...(one.tags?.length ? { conceptKeywords: [...one.tags] } : {}),
      CFItemType: type.title,
      language,
      ...(notes ? { notes } : {}),
    }
  })
  const places = new Map<string, number>()
  const associations = made.flatMap((one): Association[] => {
    const associate = (
      associationType: Association['associationType'],
      to: Link,
      sequenceNumber?: number,
    ) => ({
      ...head('CFAssociations', associationType, one.kind, one.key, to.identifier),
      associationType,
      ...(sequenceNumber === undefined ? {} : { sequenceNumber }),
      originNodeURI: nodeOf(one),
      destinationNodeURI: to,
    })
    const siblings = `${one.parent.kind} ${one.parent.key}`
    places.set(siblings, (places.get(siblings) ?? 0) + 1)
    return [
      associate('isChildOf', nodeOf(one.parent), places.get(siblings)!),
      ...(one.level ? [associate('hasSkillLevel', nodeOf({ kind: 'level', key: String(one.level) }))] : []),
      ...(one.facet ? [associate('isPartOf', nodeOf({ kind: 'facet', key: one.facet }))] : []),
      ...Object.entries(one.uris ?? {}).map(([name, uri]) =>
        associate('exactMatchOf', { title: name, identifier: identifierOf(uri), uri }),
      ),
    ]
  })
  const licence = {
    ...head('CFLicenses', 'licence'),
    title: framework.licence,
    description: framework.licence,
    licenseText: framework.attribution,
  }
  return {
    CFDocument: document,
    CFItems: items,
    CFAssociations: associations,
    CFDefinitions: {
      CFConcepts: [],
      CFSubjects: [],
      CFLicenses: [licence],
      CFItemTypes: [...types.values()],
      CFAssociationGroupings: [],
    },
    CFRubrics: [],
  }
}

function documentOf(
  framework: Framework,
  language: string,
  head: { identifier: string; uri: string; lastChangeDateTime: string },
): z.infer<typeof CFDocument> {
  const texts = textsIn(framework, language)
  const { family, source, licence, attribution, originalLanguage, bands: bandOrder, id } = framework
  const { wording, source: wordedBy, licence: wordsLicence, attribution: wordsAttribution } = texts
  const { bands, roles, kinds, tags } = texts
  return {
    ...head,
    creator: source.authors ?? source.publisher ?? family,
    title: texts.title,
    ...(source.publisher ? { publisher: source.publisher } : {}),
    ...(texts.subtitle ? { description: texts.subtitle } : {}),
    ...(source.identifiers.doi ? { officialSourceURL: `https://doi.org/${source.identifiers.doi}` } : {}),
    language,
    version: framework.version,
    adoptionStatus: 'Adopted',
    notes: writeNotes({
      id,
      family,
      originalLanguage,
      source,
      licence,
      attribution,
      bandOrder,
      bands,
      roles,
      kinds,
      tags,
      texts: { wording, source: wordedBy, licence: wordsLicence, attribution: wordsAttribution },
    }),
  }
}

function itemsOf(framework: Framework, language: string): Made[] {
  const texts = textsIn(framework, language)
  const of = (key: string): Place => ({ kind: 'competence', key })
  const titled = (one: { title: string; descriptor: string }) => ({ title: one.title, text: one.descriptor })
  return [
    ...framework.levels.map(({ level, code, band }): Made => {
      const { title, ...aspects } = texts.levels[level]!
      const text = aspects.description ?? title
      return {
        kind: 'level',
        key: String(level),
        code,
        title,
        text,
        notes: { band, ...aspects },
        parent: DOCUMENT,
      }
    }),
    ...framework.areas.map(
      ({ code, uris }): Made => ({
        kind: 'area',
        key: code,
        code,
        ...titled(texts.areas[code]!),
        notes: { uris },
        uris,
        parent: DOCUMENT,
      }),
    ),
    ...competencesOf(framework).flatMap(({ code, area, uris, levelUris, facets }): Made[] => [
      {
        kind: 'competence',
        key: code,
        code,
        ...titled(texts.competences[code]!),
        notes: { uris, levelUris },
        uris,
        parent: { kind: 'area', key: area },
      },
      ...facets.map(
        (id): Made => ({ kind: 'facet', key: id, code: id, text: texts.facets[id]!, parent: of(code) }),
      ),
    ]),
    ...framework.statements.map(
      ({ id, competence, level, facet, role, tags }): Made => ({
        kind: 'statement',
        key: id,
        code: id,
        text: texts.statements[id]!,
        tags,
        notes: { facet, role },
        parent: of(competence),
        level,
        facet,
      }),
    ),
    ...framework.examples.map(
      ({ number, competence, kind, tags }): Made => ({
        kind: 'example',
        key: String(number),
        code: String(number),
        text: texts.examples[number]!,
        tags,
        notes: { kind },
        parent: of(competence),
      }),
    ),
    ...framework.useCases.map(({ id, competence, level, kind }): Made => {
      const { scenario, lead, items } = texts.useCases[id]!
      const text = [lead, ...items].filter((part) => part !== null).join('\n')
      return {
        kind: 'useCase',
        key: id,
        code: id,
        title: scenario,
        text,
        notes: { kind, lead, items },
        parent: of(competence),
        level,
      }
    }),
    ...framework.learningOutcomes.map(
      ({ id, competence, level, kind, tags }): Made => ({
        kind: 'learningOutcome',
        key: id,
        code: id,
        text: texts.learningOutcomes[id]!,
        tags,
        notes: { kind },
        parent: of(competence),
        level,
      }),
    ),
    ...framework.terms.map((id): Made => {
      const { term, explanation } = texts.terms[id]!
      return { kind: 'term', key: id, code: id, title: term, text: explanation, parent: DOCUMENT }
    }),
  ]
}
