import {
  accompanyingAttestations,
  accompanyingPersons,
} from '../../db/schema/certification/accompanying-persons.ts'
import { groupPapers } from '../../db/schema/certification/group-papers.ts'
import { mobilityPapers, participationAttestations } from '../../db/schema/certification/mobility-papers.ts'
import { agreementObjections } from '../../db/schema/mobility/agreement-objections.ts'
import {
  agreementReinstatements,
  agreementSignatures,
  agreementSlips,
  agreementVersions,
  agreementWithdrawals,
} from '../../db/schema/mobility/agreements.ts'
import {
  paperSignatureConfirmations,
  paperSignatureDismissals,
  paperSignatures,
} from '../../db/schema/mobility/paper-signatures.ts'
import { mobilityStays, stayAttestations } from '../../db/schema/mobility/stays.ts'
import { cohortMembers } from '../../db/schema/recognition/cohorts.ts'
import { type Class, part } from './class.ts'

/** What was agreed, and what is said of who was there: kept as the proof of a mobility. */
export const keptAgreements: Class = {
  code: 'agreements',
  fate: 'kept',
  basis: 'proof-of-mobility',
  parts: [
    part(agreementVersions, 'mobility', 'mobilityId', 'content', 'hash', 'answers', 'template'),
    part(
      agreementSignatures,
      'version',
      'versionId',
      'party',
      'name',
      'onBehalf',
      'hash',
      'method',
      'signedOn',
    ),
    part(
      paperSignatures,
      'version',
      'versionId',
      'party',
      'name',
      'onBehalf',
      'position',
      'signedOn',
      'mediaType',
      'sha256',
      'bytes',
    ),
    part(paperSignatureConfirmations, 'version', 'versionId'),
    part(paperSignatureDismissals, 'version', 'versionId', 'reason'),
    part(agreementWithdrawals, 'version', 'versionId', 'reason'),
    part(agreementReinstatements, 'version', 'versionId'),
    part(agreementObjections, 'version', 'versionId', 'comment'),
    part(agreementSlips, 'version', 'versionId', 'side', 'fields', 'reason'),
    part(
      mobilityPapers,
      'mobility',
      'mobilityId',
      'kind',
      'language',
      'basis',
      'number',
      'code',
      'says',
      'sha256',
      'bytes',
      'issuedOn',
    ),
    part(
      groupPapers,
      'group',
      'groupId',
      'kind',
      'language',
      'basis',
      'number',
      'code',
      'says',
      'sha256',
      'bytes',
      'issuedOn',
    ),
    part(participationAttestations, 'mobility', 'mobilityId', 'startsOn', 'endsOn', 'name'),
    part(accompanyingPersons, 'mobility', 'mobilityId', 'name', 'role', 'startsOn', 'endsOn'),
    part(accompanyingAttestations, 'mobility', 'mobilityId', 'name'),
    part(mobilityStays, 'mobility', 'mobilityId', 'role', 'startsOn', 'endsOn', 'position'),
    part(cohortMembers, 'mobility', 'mobilityId'),
    part(stayAttestations, 'mobility', 'mobilityId', 'startsOn', 'endsOn', 'name'),
  ],
}
