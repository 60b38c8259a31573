import { alpha3Of, isoCountry } from '../../../../platform/vocabularies/country.ts'
import { countryName } from '../../../../platform/words/countries.ts'
import { fieldOfEducationName } from '../../../../platform/words/fields-of-education.ts'
import { type Language, reference } from '../../../../platform/words/language.ts'
import type { CertificateSnapshot } from '../../../certificates/snapshot.ts'
import { languageNamed } from './languages.ts'
import type { EdcNode } from './nodes.ts'

type Concept = EdcNode & { inScheme?: EdcNode; prefLabel?: { en: string } }

const authority = 'http://publications.europa.eu/resource/authority'
const snb = 'http://data.europa.eu/snb'
// Every vocabulary of the European Learning Model names its scheme by this code.
const scheme = '25831c2'

export const genericProfile = inSnb('credential', 'e34929035b', 'Generic')
export const base64 = inSnb('encoding', '6146cde7dd', 'base64')
export const png = inAuthority('file-type', 'PNG', 'PNG')

/** A language by its tag. */
export const languageNode = (language: Language): Concept =>
  inAuthority('language', ...languageNamed(language))

/** The country as EU Vocabularies name it: by its three letters, but for Kosovo, which has a number of its own. */
export function country(alpha2: string): Concept {
  const code = alpha3Of(alpha2)
  if (!code) throw new Error(`${alpha2} is not the code of a country.`)
  return inAuthority('country', code === 'XKK' ? '1A0' : code, countryName(isoCountry(alpha2), reference))
}

/** The credit system in the EU vocabulary "Educational credit". */
export const ects = inSnb('education-credit', '6fcec5c5af', 'European Credit Transfer System')

/** The form of participation in the EU vocabulary "Mode of learning and assessment". */
export function mode(participation: CertificateSnapshot['mobility']['participation']): Concept {
  const modes = {
    'on-site': inSnb('learning-assessment', '9191af2ed9', 'Presential'),
    online: inSnb('learning-assessment', '920fbb3cbe', 'Online'),
    blended: inSnb('learning-assessment', 'e92d221e4d', 'Blended'),
  }
  return modes[participation]
}

/** A field of education by its code in ISCED-F 2013. */
export const thematicArea = (code: string): Concept =>
  inSnb('isced-f', code, fieldOfEducationName(code, reference))

/** A skill of ESCO; it has a name of its own there, which a competence's title is not. */
export function escoSkill(uri: string): Concept {
  return concept(uri, 'http://data.europa.eu/esco/concept-scheme/skills')
}

/** A skill of any other EU vocabulary; its scheme is said where the address tells it. */
export function euSkill(uri: string): Concept {
  const [, vocabulary] = uri.match(new RegExp(`^${snb}/([^/]+)/[^/]+$`)) ?? []
  return vocabulary ? concept(uri, `${snb}/${vocabulary}/${scheme}`) : { id: uri, type: 'Concept' }
}

function inSnb(vocabulary: string, code: string, label: string): Concept {
  return {
    ...concept(`${snb}/${vocabulary}/${code}`, `${snb}/${vocabulary}/${scheme}`),
    prefLabel: { en: label },
  }
}

function inAuthority(table: string, code: string, label: string): Concept {
  return { ...concept(`${authority}/${table}/${code}`, `${authority}/${table}`), prefLabel: { en: label } }
}

function concept(id: string, schemeId: string): Concept {
  return { id, type: 'Concept', inScheme: { id: schemeId, type: 'ConceptScheme' } }
}
