import { courseRows } from '../../../mobility/mobilities/course-said.ts'
import { fullName } from '../../../parties/names/names.ts'
import { logoPath } from '../../../parties/organisations/presentation/presentation.ts'
import { sha256 } from '../../../platform/hash.ts'
import { termListIn } from '../../../platform/vocabularies/terms.ts'
import { fieldOfEducationName } from '../../../platform/words/fields-of-education.ts'
import { reference } from '../../../platform/words/language.ts'
import type { CertificateSnapshot, CertifiedOrganisation } from '../../certificates/snapshot.ts'
import { creditsOf, ectsOf } from '../../certificates/snapshot.ts'
import { hostsOf } from '../hosts.ts'
import { hours, participationIn, placeIn, say as sayPrinted, type Word } from '../pdf/words.ts'
import { shownOf, validityOf } from '../shown.ts'
import { credentialsV2, openBadgesExtensions, openBadgesV3 } from './contexts.ts'
import {
  achievedResults,
  achievementId,
  citedAs,
  reachedAlignments,
  resultDescriptions,
} from './open-badge-results.ts'
import { statusListEntry } from './status-list.ts'
import { say } from './words.ts'

type Issuing = {
  issuerDid: string
  publicUrl: string
  status: { listUrl: string; index: number } | null
}

/**
 * The certificate as an unsigned Open Badges 3.0 OpenBadgeCredential on VCDM 2.0, with the eleven elements
 * of a micro-credential (Council Recommendation 2022/C 243/02, Annex I); its texts are in English.
 */
export function toOpenBadge(snapshot: CertificateSnapshot, { issuerDid, publicUrl, status }: Issuing) {
  const { mobility } = snapshot
  return {
    '@context': [credentialsV2, openBadgesV3, openBadgesExtensions],
    id: `urn:uuid:${snapshot.id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: snapshot.title.en,
    description: snapshot.notice.en,
    issuer: issuerProfile(snapshot.issuer, issuerDid, publicUrl),
    validFrom: snapshot.issuedAt,
    ...(snapshot.expiresAt && { validUntil: snapshot.expiresAt }),
    awardedDate: snapshot.issuedAt,
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: identities(snapshot),
      licenseNumber: snapshot.number,
      activityStartDate: `${mobility.startsOn}T00:00:00Z`,
      activityEndDate: `${mobility.endsOn}T00:00:00Z`,
      achievement: {
        id:
          snapshot.format === 1 ? `urn:uuid:${snapshot.id}#achievement` : achievementId(snapshot, publicUrl),
        type: ['Achievement'],
        achievementType: 'MicroCredential',
        inLanguage: reference,
        name: snapshot.title.en,
        description: description(snapshot),
        criteria: { narrative: criteria(snapshot) },
        ...(mobility.fieldOfEducation !== undefined && {
          fieldOfStudy: fieldOfEducationName(mobility.fieldOfEducation, reference),
        }),
        alignment: reachedAlignments(snapshot, publicUrl),
        resultDescription: resultDescriptions(snapshot, publicUrl),
      },
      result: achievedResults(snapshot),
      ...(ectsOf(snapshot) > 0 && { creditsEarned: ectsOf(snapshot) }),
      ...(snapshot.format !== 1 && { narrative: narrative(snapshot) }),
    },
    evidence: evidence(snapshot),
    ...(snapshot.supersedes && { relatedResource: [placeTaken(snapshot.supersedes)] }),
    ...(status && { credentialStatus: statusListEntry(status) }),
    credentialSchema: [
      {
        id: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json',
        type: '1EdTechJsonSchemaValidator2019',
      },
    ],
  }
}

/** The certificate whose place this one takes, by what it says (VCDM 2.0, section 5.3). */
const placeTaken = ({ id, sha256 }: NonNullable<CertificateSnapshot['supersedes']>) => ({
  id: `urn:uuid:${id}`,
  mediaType: 'application/json',
  digestSRI: `sha256-${Buffer.from(sha256, 'hex').toString('base64')}`,
})

function issuerProfile(issuer: CertificateSnapshot['issuer'], issuerDid: string, publicUrl: string) {
  const identifiers = [
    ...(issuer.oid ? [identifierEntry(issuer.oid, 'ext:ErasmusPlusOID')] : []),
    ...(issuer.registrationNumber
      ? [identifierEntry(issuer.registrationNumber, 'ext:RegistrationNumber')]
      : []),
  ]
  return {
    id: issuerDid,
    type: ['Profile'],
    name: issuer.name,
    url: issuer.contactPoint?.url ?? publicUrl,
    ...(issuer.contactPoint?.email && { email: issuer.contactPoint.email }),
    ...(issuer.contactPoint?.phone && { phone: issuer.contactPoint.phone }),
    address: {
      type: ['Address'],
      addressCountryCode: issuer.country,
      ...(issuer.city && { addressLocality: issuer.city }),
      ...(issuer.address && { streetAddress: issuer.address.street }),
      ...(issuer.address?.postalCode && { postalCode: issuer.address.postalCode }),
    },
    ...(issuer.logo && {
      image: { id: `${publicUrl}${logoPath(issuer.id, issuer.logo)}`, type: 'Image' },
    }),
    ...(identifiers.length > 0 && { otherIdentifier: identifiers }),
  }
}

const identifierEntry = (identifier: string, identifierType: string) => ({
  type: 'IdentifierEntry',
  identifier,
  identifierType,
})

// The birth date is hashed so that it is not read at a glance; whoever knows it can compare.
function identities({ learner, verification }: CertificateSnapshot) {
  const salt = sha256(verification.code).slice(0, 32)
  const names = [fullName(learner), ...(learner.ownName === undefined ? [] : [learner.ownName])]
  return [
    ...names.map((name) => ({
      type: 'IdentityObject',
      identityType: 'name',
      hashed: false,
      identityHash: name,
    })),
    ...(learner.birthDate === null
      ? []
      : [
          {
            type: 'IdentityObject',
            identityType: 'ext:birthDate',
            hashed: true,
            identityHash: `sha256$${sha256(learner.birthDate + salt)}`,
            salt,
          },
        ]),
  ]
}

const printed = (word: Word) => sayPrinted(word)(reference)

function criteria(snapshot: CertificateSnapshot): string {
  const { agreement, mobility, eqfLevel, framework } = snapshot
  const credits = creditsOf(snapshot)
  const validity = validityOf(snapshot)
  const types = termListIn(reference, snapshot.assessmentTypes)
  return [
    say('assessed-against', {
      when: agreement.signedBefore === false ? 'other' : 'before',
      version: agreement.version,
      signedOn: agreement.signedOn,
    })(reference),
    '',
    `- ${printed('assessment-types')}: ${types}`,
    `- ${printed('participation')}: ${participationIn(reference, mobility.participation)}`,
    ...courseRows(mobility, reference).map(({ term, words }) => `- ${term}: ${words}`),
    `- ${printed('workload')}: ${hours(reference, mobility.workloadHours)}`,
    ...(credits === null ? [] : [`- ${printed('credits')}: ${credits}`]),
    `- ${printed(snapshot.format === 1 ? 'eqf-level' : 'programme-eqf-level')}: ${eqfLevel ?? printed('eqf-none')}`,
    `- ${printed('quality-assurance')}: ${snapshot.qualityAssurance.en}`,
    ...(snapshot.funding ? [`- ${printed('co-funded')}`] : []),
    ...(validity ? [`- ${printed('validity')}: ${validity(reference)}`] : []),
    '',
    framework.attribution.en,
  ].join('\n')
}

/** What was judged and met, outcome by outcome, as Markdown. */
function narrative({ framework, outcomes }: CertificateSnapshot): string {
  return outcomes
    .flatMap((outcome) => {
      const shown = shownOf(framework, outcome)
      if (shown.length === 0) return []
      const groups = shown.flatMap(({ lead, sentences }) => [
        ...(lead ? [lead(reference), ''] : []),
        ...sentences.map(({ en }) => `- ${en}`),
        '',
      ])
      return [`**${outcome.competence} ${outcome.title.en}**`, '', ...groups]
    })
    .join('\n')
    .trim()
}

function evidence({ outcomes }: CertificateSnapshot) {
  return outcomes
    .filter(({ evidenceKinds }) => evidenceKinds.length > 0)
    .map(({ competence, title, evidenceKinds, methods }) => ({
      type: ['Evidence'],
      name: `${competence} ${title.en}`,
      genre: termListIn(reference, evidenceKinds),
      ...(methods.length > 0 && {
        narrative: `${printed('methods')}: ${termListIn(reference, methods)}`,
      }),
    }))
}

function description(snapshot: CertificateSnapshot): string {
  const { framework, sending } = snapshot
  const named = (party: Pick<CertifiedOrganisation, 'name' | 'city' | 'country'>) =>
    `${party.name} (${placeIn(reference, party)})`
  const journey = { sending: named(sending), hosting: hostsOf(snapshot).map(named).join(', ') }
  return say('shown-in', { framework: citedAs(framework), ...journey })(reference)
}
