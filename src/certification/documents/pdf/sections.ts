import { longDate, shortDate } from '../../../platform/dates.ts'
import { type Block, together } from '../../../platform/pdf/flow.ts'
import { sectionHeading } from '../../../platform/pdf/headings.ts'
import { type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import type { Language } from '../../../platform/pdf/text.ts'
import {
  type Attachment,
  type CertificateSnapshot,
  type CertifiedOrganisation,
  creditsOf,
} from '../../certificates/snapshot.ts'
import { type Fact, factColumns, facts, wideFact } from './facts.ts'
import { outcomes } from './outcomes.ts'
import { sharedProvenance } from './provenance.ts'
import { agreementVersion, hours, participations, placeIn, termIn, words } from './words.ts'

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
function section(
  paper: Paper,
  number: string,
  title: { lv: string; en: string },
  content: (parent: Tag) => Block[],
): Block[] {
  const parent = tag(paper, paper.root, 'Sect')
  return [sectionHeading(paper, parent, number, title), ...content(parent)]
}

const dated = (date: string) => (language: Language) => longDate(date, language)

function holder(paper: Paper, { learner }: CertificateSnapshot): Block[] {
  return together(
    section(paper, '1', words.holder, (parent) =>
      facts(paper, parent, 3, [
        { label: 'familyName', value: learner.familyName },
        { label: 'givenName', value: learner.givenName },
        { label: 'bornOn', value: dated(learner.birthDate) },
      ]),
    ),
  )
}

function issuer(paper: Paper, snapshot: CertificateSnapshot): Block[] {
  const { mobility, number, issuedAt } = snapshot
  return together(
    section(paper, '2', words.issuer, (parent) =>
      facts(paper, parent, 3, [
        ...organisationFacts(snapshot.issuer),
        { label: 'certificateNumber', value: number },
        { label: 'europassNumber', value: mobility.europassNumber },
        { label: 'issuedOn', value: dated(issuedAt) },
      ]),
    ),
  )
}

function partners(paper: Paper, { sending, hosting }: CertificateSnapshot): Block[] {
  return together(
    section(paper, '3', words.partners, (parent) =>
      factColumns(paper, parent, [
        { heading: words.sending, facts: organisationFacts(sending) },
        { heading: words.hosting, facts: organisationFacts(hosting) },
      ]),
    ),
  )
}

function organisationFacts(organisation: CertifiedOrganisation): Fact[] {
  const { contact } = organisation
  return [
    { label: 'organisation', value: organisation.name },
    { label: 'place', value: (language) => placeIn(language, organisation) },
    { label: 'oid', value: organisation.oid },
    { label: 'contact', value: contact && [contact.name, contact.role].filter(Boolean).join(', ') },
  ]
}

function mobility(paper: Paper, { mobility }: CertificateSnapshot): Block[] {
  return section(paper, '4', words.mobility, (parent) => [
    ...facts(paper, parent, 1, [
      { label: 'objective', value: mobility.objective },
      { label: 'programme', value: mobility.programme },
    ]),
    ...facts(paper, parent, 3, [
      { label: 'startsOn', value: dated(mobility.startsOn) },
      { label: 'endsOn', value: dated(mobility.endsOn) },
      { label: 'participation', value: participations[mobility.participation] },
    ]),
    ...facts(paper, parent, 2, [
      { label: 'projectCode', value: mobility.projectCode },
      { label: 'mobilityCode', value: mobility.mobilityCode },
    ]),
  ])
}

function skills(paper: Paper, snapshot: CertificateSnapshot): Block[] {
  const shared = sharedProvenance(snapshot.outcomes)
  const types = (language: Language) =>
    snapshot.assessmentTypes.map((one) => termIn(language, one)).join(', ')
  return section(paper, '5.a', words.skills, (parent) => [
    ...together([
      ...facts(paper, parent, 3, [
        { label: 'framework', value: snapshot.framework.title },
        { label: 'assessmentTypes', value: snapshot.assessmentTypes.length ? types : null },
        ...shared.found,
      ]),
      ...facts(paper, parent, 2, shared.judged),
      ...wideFact(paper, parent, { label: 'qualityAssurance', value: snapshot.qualityAssurance }),
    ]),
    ...outcomes(paper, parent, snapshot, shared.keys),
  ])
}

function record(paper: Paper, snapshot: CertificateSnapshot): Block[] {
  const { mobility, eqfLevel } = snapshot
  const credits = creditsOf(snapshot)
  if (mobility.workloadHours <= 0 && eqfLevel === null && credits === null) return []
  const { workloadHours } = mobility
  return together(
    section(paper, '5.b', words.record, (parent) => [
      ...facts(paper, parent, 2, [
        { label: 'workload', value: workloadHours > 0 ? (language) => hours(language, workloadHours) : null },
        { label: 'eqfLevel', value: eqfLevel === null ? words.eqfNone : String(eqfLevel) },
      ]),
      ...facts(paper, parent, 1, [{ label: 'credits', value: credits }]),
    ]),
  )
}

/** The agreement and the framework that were judged by, as fingerprints anyone can compare. */
function basis(paper: Paper, snapshot: CertificateSnapshot, attachments: readonly Attachment[]): Block[] {
  const { agreement, framework } = snapshot
  return together(
    section(paper, '', words.basis, (parent) => [
      ...facts(paper, parent, 2, [
        {
          label: 'agreement',
          value: (language) =>
            agreementVersion(language, agreement.version, shortDate(agreement.signedOn, language)),
        },
        { label: 'framework', value: `${framework.id} (${framework.version})` },
      ]),
      ...facts(paper, parent, 1, [
        { label: 'agreementHash', value: agreement.hash },
        { label: 'frameworkHash', value: framework.hash },
      ]),
      ...wideFact(paper, parent, { label: 'attribution', value: framework.attribution }),
      ...wideFact(paper, parent, {
        label: 'attached',
        value: attachments.length ? (language) => attached(attachments, language) : null,
      }),
    ]),
  )
}

const attached = (attachments: readonly Attachment[], language: Language) =>
  attachments.map((one) => `${one.name} (${one.description[language]})`).join('; ')
