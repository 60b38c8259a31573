import { randomUUID } from 'node:crypto'
import { digest, generateSalt } from '@sd-jwt/crypto-nodejs'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { decodeJwt, type JWK } from 'jose'
import type { Services } from '../../../context.ts'
import { isoCountry } from '../../../platform/vocabularies/country.ts'
import { type Language, reference } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import {
  type CertificateSnapshot,
  type CertifiedOutcome,
  dayForIssuer,
  dayOfIssue,
} from '../../certificates/snapshot.ts'
import type { Certificate } from '../../certificates/store.ts'
import { levelClaimed, shownOf } from '../shown.ts'
import { didOf, issuerAddress } from './did.ts'
import { statusListUrl } from './status-list.ts'

/** The learning credential as the reference issuer of the EUDI wallet names it. */
export const vct = 'urn:eu.europa.ec.eudi:learning:credential:1'

// The library makes disclosures and digests; the signature is put on afterwards, by the one who holds the keys.
const packer = new SDJwtVcInstance({
  signAlg: 'ES256',
  signer: () => 'later',
  hasher: digest,
  hashAlg: 'sha-256',
  saltGenerator: generateSalt,
})

/** Without an end of its own a certificate is good for so long in a wallet, in seconds: five years. */
const LIFE = 5 * 365 * 86_400

/** What the learner shows or keeps back, by the metadata of the type (`sd: always`). */
const chosen = [
  'family_name',
  'given_name',
  'learner_identification',
  'learning_outcomes',
  'expected_study_time',
  'level_of_learning_experience',
  'types_of_quality_assurance',
] as const
type Chosen = (typeof chosen)[number]

/** By which a credential in a wallet is told from others of the same certificate, which it names. */
const tokenId = (certificateId: string) => `urn:uuid:${certificateId}#${randomUUID()}`

/** The id of the certificate that such a name leads to; null for any other. */
export const certificateIn = (jti: unknown): string | null =>
  typeof jti === 'string'
    ? (/^urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})#/.exec(jti)?.[1] ?? null)
    : null

/**
 * The learning credential of a certificate for the holder of a key, as SD-JWT VC, as the metadata of its type has it: the
 * learner chooses what a verifier sees of person, outcomes and effort, and a verifier finds in the status list whether it
 * was revoked. `learnerId`: under which the issuer keeps the learner; `kid`: the key of the organisation that signs now.
 */
export async function signLearningCredential(
  services: Services,
  {
    organisationId,
    snapshot: canonical,
    statusList,
    statusIndex,
    learnerId,
  }: Pick<Certificate, 'organisationId' | 'snapshot' | 'statusList' | 'statusIndex'> & { learnerId: string },
  holder: JWK,
  kid: string,
): Promise<string> {
  const snapshot: CertificateSnapshot = JSON.parse(canonical)
  const { publicUrl } = services
  const did = didOf(publicUrl, organisationId)
  const iat = Math.floor(services.now().getTime() / 1000)
  const exp = snapshot.expiresAt ? Math.floor(Date.parse(snapshot.expiresAt) / 1000) : iat + LIFE
  const claims = { ...learningClaims(snapshot), learner_identification: learnerId }
  const packed = await packer.issue(
    {
      iss: issuerAddress(publicUrl, organisationId),
      jti: tokenId(snapshot.id),
      iat,
      exp,
      vct,
      status: {
        status_list: { idx: statusIndex, uri: statusListUrl(publicUrl, statusList, did) },
      },
      cnf: { jwk: holder },
      ...claims,
    },
    // Nobody chooses about what is not there: who has one name has no given one.
    { _sd: chosen.filter((name): name is Chosen => name in claims) },
  )
  const [unsigned = '', ...disclosures] = packed.split('~')
  const header = { typ: 'dc+sd-jwt', kid: `${did}#${kid}` }
  const signed = await services.signer.sign('credential', decodeJwt(unsigned), header)
  return [signed, ...disclosures].join('~')
}

/** An outcome with its level, and what was shown for it, sentence by sentence. */
function outcomeInWords(
  snapshot: CertificateSnapshot,
  outcome: CertifiedOutcome,
  language: Language,
): string[] {
  const named = `${outcome.competence} ${readIn(outcome.title, language)}`
  const shown = shownOf(snapshot.framework, outcome).flatMap(({ lead, sentences }) =>
    sentences.map((sentence) =>
      [`${outcome.competence}:`, lead?.(language), readIn(sentence, language)].filter(Boolean).join(' '),
    ),
  )
  return [`${named}: ${levelClaimed(snapshot, outcome)(language)}`, ...shown]
}

/** The claims of the learning credential that a snapshot can answer: none of them is made up. */
export function learningClaims(snapshot: CertificateSnapshot) {
  const { learner, issuer, mobility, eqfLevel, expiresAt } = snapshot
  const language = snapshot.languages[0] ?? reference
  const reached = snapshot.outcomes.filter(({ result }) => result === 'reached')
  return {
    issuing_authority: issuer.name,
    issuing_country: isoCountry(issuer.country),
    date_of_issuance: dayOfIssue(snapshot),
    ...(expiresAt && { date_of_expiry: dayForIssuer(snapshot, new Date(expiresAt)) }),
    family_name: learner.familyName,
    ...(learner.givenName && { given_name: learner.givenName }),
    achievement_title: readIn(snapshot.title, language),
    ...(mobility.languages?.length && { language_of_classes: mobility.languages }),
    expected_study_time: `PT${mobility.workloadHours}H`,
    ...(eqfLevel !== null && { level_of_learning_experience: `Level${eqfLevel}` }),
    types_of_quality_assurance: [readIn(snapshot.qualityAssurance, language)],
    learning_outcomes: reached.flatMap((outcome) => outcomeInWords(snapshot, outcome, language)),
  }
}
