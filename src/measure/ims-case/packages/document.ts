import { textsIn } from '../../frameworks/framework.ts'
import { writeNotes } from '../../frameworks/imports/case-items.ts'
import type { Addresses, Publication } from '../addresses.ts'
import type { CFDocument } from '../object-schemas.ts'

/** The document of a package: the framework itself, in one language. */
export function documentOf(
  { framework, language, version }: Publication,
  { head, idOf, link }: Addresses,
): CFDocument {
  const texts = textsIn(framework, language)
  const { family, source } = framework
  const areas = framework.areas.map(({ code }) => ({ code, title: texts.areas[code]!.title }))
  return {
    ...head('CFDocuments', 'document'),
    creator: source.authors ?? source.publisher ?? family,
    title: texts.title,
    ...(source.publisher ? { publisher: source.publisher } : {}),
    ...(texts.subtitle ? { description: texts.subtitle } : {}),
    ...(source.identifiers.doi ? { officialSourceURL: `https://doi.org/${source.identifiers.doi}` } : {}),
    subject: areas.map(({ title }) => title),
    subjectURI: areas.map(({ code, title }) => link(title, 'CFSubjects', idOf('subject', code))),
    language,
    version: framework.version,
    ...(version === '1.1' ? { caseVersion: '1.1' as const } : {}),
    adoptionStatus: 'Adopted',
    licenseURI: link(texts.licence ?? framework.licence, 'CFLicenses', idOf('licence')),
    notes: notesOf({ framework, language }),
  }
}

/** What CASE has no property for, so that an import gives the same framework. */
function notesOf({ framework, language }: Pick<Publication, 'framework' | 'language'>): string {
  const { id, family, edition, replaces, originalLanguage, source, licence, attribution } = framework
  const { wording, source: wordedBy, ...texts } = textsIn(framework, language)
  const { bands, roles, kinds, tags } = texts
  return writeNotes({
    ...{ id, family, edition, replaces, originalLanguage, source, licence, attribution },
    ...{ bandOrder: framework.bands, bands, roles, kinds, tags },
    texts: { wording, source: wordedBy, licence: texts.licence, attribution: texts.attribution },
  })
}
