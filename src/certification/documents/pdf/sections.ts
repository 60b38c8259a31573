import { wordingNamed } from '../../../measure/frameworks/wordings/wording-named.ts'
import { longDate } from '../../../platform/dates.ts'
import { type Block, keptTogether } from '../../../platform/pdf/flow.ts'
import { sectionHeading } from '../../../platform/pdf/headings.ts'
import { type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import type { Said } from '../../../platform/pdf/text.ts'
import { termListIn } from '../../../platform/vocabularies/terms.ts'
import { fieldOfEducationName } from '../../../platform/words/fields-of-education.ts'
import type { Language } from '../../../platform/words/language.ts'
import { languageName } from '../../../platform/words/languages.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import {
  type Attachment,
  type CertificateSnapshot,
  type CertifiedFramework,
  type CertifiedOrganisation,
  creditsOf,
  dayOfIssue,
} from '../../certificates/snapshot.ts'
import { addressSaid, competenceSaid, contactSaid, identitySaid } from '../issuer-said.ts'
import { validityOf } from '../shown.ts'
import { courseFacts } from './course.ts'
import { describedFields } from './europass.ts'
import { type Fact, facts } from './facts.ts'
import { funding } from './funding.ts'
import { levelNames } from './levels-in-short.ts'
import { outcomeBlocks } from './outcomes.ts'
import { projectNamed } from './project-named.ts'
import { sharedProvenance } from './provenance.ts'
import { sharedSaid, tell } from './told.ts'
import { hours, placeIn, say } from './words.ts'

/** Sections 1 to 5 of the Europass Mobility structure, and what they rest on. */
export function sections(
  paper: Paper,
  snapshot: CertificateSnapshot,
  attachments: readonly Attachment[],
): Block[] {
  return [
    ...holder(paper, snapshot),
    ...issuer(paper, snapshot),
    ...partners(paper, snapshot),
    ...mobility(paper, snapshot),
    ...skills(paper, snapshot),
    ...record(paper, snapshot),
    ...basis(paper, snapshot, attachments),
  ]
}

/** A section of its own in the structure: heading first, and as much of it on one page as can be. */
function section(paper: Paper, number: string, title: Said, content: (parent: Tag) => Block[]): Block[] {
  const parent = tag(paper, paper.root, 'Sect')
  return [sectionHeading(paper, parent, number, title), ...content(parent)]
}

const dated = (date: string) => (language: Language) => longDate(date, language)

function holder(paper: Paper, { learner }: CertificateSnapshot): Block[] {
  return keptTogether(
    section(paper, '1', say('holder'), (parent) =>
      facts(paper, parent, [
        { field: '1', label: 'family-name', value: learner.familyName },
        { field: '2', label: 'given-name', value: learner.givenName || null },
        { field: '5', label: 'born-on', value: learner.birthDate === null ? null : dated(learner.birthDate) },
      ]),
    ),
  )
}

function issuer(paper: Paper, snapshot: CertificateSnapshot): Block[] {
  const { mobility, number, issuer } = snapshot
  const competence = competenceSaid(issuer)
  return section(paper, '2', say('issuer'), (parent) =>
    facts(paper, parent, [
      ...organisationFacts('8', 'organisation', issuer),
      { label: 'legal-name', value: issuer.legalName ?? null },
      { label: 'registration-number', value: issuer.registrationNumber ?? null },
      { label: 'certificate-number', value: number },
      { label: 'address', value: addressSaid(issuer) },
      { label: 'contact-point', value: contactSaid(issuer) },
      { field: '9', label: 'europass-number', value: mobility.europassNumber },
      { field: '10', label: 'issued-on', value: dated(dayOfIssue(snapshot)) },
      { label: 'issuer-identity', value: identitySaid(issuer.confirmed) },
      {
        label: 'competence',
        value: competence.length
          ? (language) => competence.map((accreditation) => accreditation(language)).join('; ')
          : null,
      },
    ]),
  )
}

function partners(paper: Paper, { issuer, sending, hosting }: CertificateSnapshot): Block[] {
  const [name, ...others] = organisationFacts('11', 'sending', sending)
  return section(paper, '3', say('partners'), (parent) =>
    facts(paper, parent, [
      name!,
      // Of the issuer the section before says the rest.
      ...(sending.id === issuer.id ? [] : others),
      ...organisationFacts('17', 'hosting', hosting),
    ]),
  )
}

function organisationFacts(field: string, label: Fact['label'], organisation: CertifiedOrganisation): Fact[] {
  const { contact } = organisation
  return [
    { field, label, value: organisation.name },
    { label: 'place', value: (language) => placeIn(language, organisation) },
    { label: 'oid', value: organisation.oid },
    { label: 'contact', value: contact && [contact.name, contact.role].filter(Boolean).join(', ') },
  ]
}

function mobility(paper: Paper, snapshot: CertificateSnapshot): Block[] {
  const { mobility } = snapshot
  return section(paper, '4', say('mobility'), (parent) => [
    ...facts(paper, parent, [
      { field: '23', label: 'objective', value: mobility.objective },
      { label: 'programme', value: mobility.programme },
      { label: 'participation', value: say(`participation-${mobility.participation}`) },
      ...courseFacts(snapshot),
      { field: '27', label: 'starts-on', value: dated(mobility.startsOn) },
      { field: '28', label: 'ends-on', value: dated(mobility.endsOn) },
      { label: 'project-code', value: projectNamed(mobility) },
      { label: 'mobility-code', value: mobility.mobilityCode },
      { label: 'field-of-education', value: fieldNamed(mobility.fieldOfEducation) },
      { label: 'languages', value: mobility.languages ? namedIn(mobility.languages) : null },
    ]),
    ...funding(paper, parent, snapshot),
  ])
}

const namedIn = (tags: readonly string[]) => (language: Language) =>
  tags.map((tag) => languageName(tag, language)).join(', ')

const fieldNamed = (code: string | undefined) =>
  code === undefined ? null : (language: Language) => `${fieldOfEducationName(code, language)} (${code})`

function skills(paper: Paper, snapshot: CertificateSnapshot): Block[] {
  const shared = sharedProvenance(snapshot)
  const told = tell(snapshot, paper.languages)
  const types = (language: Language) => termListIn(language, snapshot.assessmentTypes)
  return section(paper, '5.a', say('skills'), (parent) => [
    ...facts(paper, parent, [
      { label: 'framework', value: editionOf(snapshot.framework) },
      ...shared.evidence,
      { label: 'assessment-types', value: snapshot.assessmentTypes.length ? types : null },
      ...shared.judged,
      { label: 'quality-assurance', value: snapshot.qualityAssurance },
      { label: 'levels', value: levelNames(snapshot) },
      {
        label: 'read-after',
        value:
          told.shared.length > 0 ? (language) => sharedSaid(told, paper.languages.indexOf(language)) : null,
      },
    ]),
    ...outcomeBlocks(paper, parent, snapshot, shared.keys, told),
    ...describedFields(paper, parent, snapshot),
  ])
}

function record(paper: Paper, snapshot: CertificateSnapshot): Block[] {
  const { mobility, eqfLevel } = snapshot
  const credits = creditsOf(snapshot)
  if (mobility.workloadHours <= 0 && eqfLevel === null && credits === null) return []
  const { workloadHours } = mobility
  return keptTogether(
    section(paper, '5.b', say('record'), (parent) =>
      facts(paper, parent, [
        { label: 'workload', value: workloadHours > 0 ? (language) => hours(language, workloadHours) : null },
        {
          label: snapshot.format === 1 ? 'eqf-level' : 'programme-eqf-level',
          value: eqfLevel === null ? say('eqf-none') : String(eqfLevel),
        },
        { label: 'credits', value: credits },
      ]),
    ),
  )
}

/** Until when it counts, what it takes the place of, and by what anyone can tell what was judged by. */
function basis(paper: Paper, snapshot: CertificateSnapshot, attachments: readonly Attachment[]): Block[] {
  const { agreement, framework, supersedes } = snapshot
  const { version, hash, signedOn: signed } = agreement
  return section(paper, '', say('basis'), (parent) =>
    facts(paper, parent, [
      {
        label: 'supersedes',
        value: supersedes ? say(`supersedes-${supersedes.why}`, { number: supersedes.number }) : null,
      },
      { label: 'validity', value: validityOf(snapshot) },
      { label: 'agreement', value: say('agreement-version', { version, signed }) },
      { label: 'agreement-hash', value: hash },
      { label: 'framework-hash', value: framework.hash },
      { label: 'attribution', value: framework.attribution },
      { label: 'framework-wording', value: wordingOf(paper, framework) },
      {
        label: 'attached',
        value: attachments.length ? (language) => attached(attachments, language) : null,
      },
    ]),
  )
}

/** The name of a framework with its version, where the name does not say it. */
const editionOf =
  ({ title, version }: CertifiedFramework) =>
  (language: Language) => {
    const named = readIn(title, language)
    return named.includes(version) ? named : `${named} (${version})`
  }

/**
 * What a reader has to know of the framework's wording: in which language it stands where there is none in a language of the
 * paper, and whether it is the official one or is there in part; null where it is whole and ours, as the source says.
 */
function wordingOf({ languages }: Paper, framework: CertifiedFramework): Said | null {
  const said = languages.flatMap((language) => {
    const instead = framework.wordedIn?.[language] ?? language
    const used = framework.wordings?.[instead]
    const isPlain = used?.wording === 'adapted' && used.percent === undefined
    const named = isPlain ? null : wordingNamed(framework.wordings, instead)
    return [
      ...(instead === language ? [] : [missing(language, instead)]),
      ...(named ? [inLanguageOf(instead, named)] : []),
    ]
  })
  if (said.length === 0) return null
  return (language) => [...new Set(said.map((each) => each(language)))].join(' ')
}

const missing =
  (name: string, instead: string): Sentence =>
  (language) =>
    say('framework-worded-in', {
      language: languageName(name, language),
      instead: languageName(instead, language),
    })(language)

const inLanguageOf =
  (name: string, wording: Sentence): Sentence =>
  (language) =>
    say('framework-wording-of', { language: languageName(name, language), wording })(language)

const attached = (attachments: readonly Attachment[], language: Language) =>
  attachments.map(({ name, description }) => `${name} (${readIn(description, language)})`).join('; ')
