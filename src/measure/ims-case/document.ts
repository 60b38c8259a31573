import type { z } from 'zod'
import { type Framework, textsIn } from '../frameworks/framework.ts'
import { writeNotes } from '../frameworks/imports/case-items.ts'
import type { Addresses } from './addresses.ts'
import type { CFDocument } from './schemas.ts'

/** The document of a package: the framework itself, in one language. */
export function documentOf(
  framework: Framework,
  language: string,
  { head }: Addresses,
): z.infer<typeof CFDocument> {
  const texts = textsIn(framework, language)
  const {
    family,
    source,
    licence,
    attribution,
    originalLanguage,
    bands: bandOrder,
    id,
    edition,
    replaces,
  } = framework
  const { wording, source: wordedBy, licence: wordsLicence, attribution: wordsAttribution } = texts
  const { bands, roles, kinds, tags } = texts
  return {
    ...head('CFDocuments', 'document'),
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
      edition,
      replaces,
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
