import { recognitionActs } from '../../db/schema/certification/acts.ts'
import {
  certificateFiles,
  certificates,
  revocationRequests,
} from '../../db/schema/certification/certificates.ts'
import { erasures } from '../../db/schema/custody/erasures.ts'
import { fileReadings } from '../../db/schema/custody/file-readings.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import {
  agreementSignatures,
  agreementVersions,
  agreementWithdrawals,
} from '../../db/schema/mobility/agreements.ts'
import { links } from '../../db/schema/mobility/links.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { people } from '../../db/schema/parties/people.ts'
import { auditLines, idempotencyKeys } from '../../db/schema/platform.ts'
import { appealMoves, appeals } from '../../db/schema/recognition/appeals.ts'
import { assessmentDrafts, assessments } from '../../db/schema/recognition/assessments.ts'
import { assignments } from '../../db/schema/recognition/assignments.ts'
import { decisions } from '../../db/schema/recognition/decisions.ts'
import { accommodations, informationAcknowledgements } from '../../db/schema/recognition/identification.ts'
import {
  declarations,
  evidence,
  evidenceOutcomes,
  outcomes,
  recognitions,
} from '../../db/schema/recognition/recognitions.ts'
import { secondMarkings } from '../../db/schema/recognition/second-markings.ts'
import { transitions } from '../../db/schema/recognition/transitions.ts'
import { disclosures, shares } from '../../db/schema/verification/sharing.ts'
import { type Class, ofCase, ofCertificate, part } from './class.ts'

/**
 * The erasure matrix: every column that may tell something of a learner stands in one class. It is carried out as it
 * stands here, and a test walks the tables so that a new one cannot be forgotten.
 */
export const matrix: readonly Class[] = [
  {
    code: 'contact-data',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [part(people, 'person', 'id', 'givenName', 'familyName', 'birthDate', 'email', 'externalId')],
  },
  {
    code: 'guardian',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [part(people, 'person', 'id', 'guardianName', 'guardianEmail')],
  },
  {
    code: 'evidence-files',
    fate: 'removed',
    basis: 'purpose-over',
    parts: [ofCase(evidence)],
  },
  {
    code: 'evidence-texts',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [ofCase(evidence, 'title', 'url', 'record')],
  },
  {
    code: 'drafts',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [ofCase(assessmentDrafts, 'judgements', 'marks')],
  },
  {
    code: 'remarks',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [ofCase(outcomes, 'remark')],
  },
  {
    code: 'special-needs',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [ofCase(accommodations, 'text')],
  },
  {
    code: 'links',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [part(links, 'person', 'personId', 'secretHash', 'purpose', 'party')],
  },
  {
    code: 'shares',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [ofCertificate(shares, 'secretHash', 'level')],
  },
  {
    code: 'appeal-texts',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [ofCase(appeals, 'name', 'grounds')],
  },
  {
    code: 'kept-answers',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [part(idempotencyKeys, 'answer', 'body', 'headers', 'body')],
  },
  {
    code: 'certificates',
    fate: 'kept',
    basis: 'learners-file',
    parts: [
      ofCase(
        certificates,
        'number',
        'code',
        'status',
        'snapshot',
        'snapshotSha256',
        'statusList',
        'seal',
        'sealCertificate',
        'revocationReason',
      ),
      ofCertificate(certificateFiles, 'form', 'mediaType', 'sha256', 'bytes', 'sealCertificate'),
      ofCertificate(revocationRequests, 'reason', 'outcome'),
    ],
  },
  {
    code: 'decisions',
    fate: 'kept',
    basis: 'learners-file',
    parts: [ofCase(decisions, 'result', 'reason')],
  },
  {
    code: 'marks',
    fate: 'kept',
    basis: 'learners-file',
    parts: [
      ofCase(assessments, 'round', 'authorisation', 'agreementHash', 'judgements', 'marks'),
      ofCase(assignments, 'round', 'state', 'lastTrainedOn', 'otherConflict', 'withdrawalReason'),
      ofCase(secondMarkings, 'reasons'),
    ],
  },
  {
    code: 'recognition-acts',
    fate: 'kept',
    basis: 'learners-file',
    parts: [
      ofCase(
        recognitionActs,
        'decision',
        'recognisedAs',
        'legalBasis',
        'reason',
        'decidedOn',
        'snapshotSha256',
        'memberName',
      ),
    ],
  },
  {
    code: 'agreements',
    fate: 'kept',
    basis: 'proof-of-mobility',
    parts: [
      part(agreementVersions, 'mobility', 'mobilityId', 'content', 'hash'),
      part(agreementSignatures, 'version', 'versionId', 'party', 'name', 'hash'),
      part(agreementWithdrawals, 'version', 'versionId', 'reason'),
    ],
  },
  {
    code: 'mobilities',
    fate: 'kept',
    basis: 'proof-of-mobility',
    parts: [
      part(
        mobilities,
        'person',
        'learnerId',
        'projectCode',
        'mobilityCode',
        'europassNumber',
        'startsOn',
        'endsOn',
        'participation',
        'objective',
        'programme',
        'externalId',
      ),
    ],
  },
  {
    code: 'case-record',
    fate: 'kept',
    basis: 'learners-file',
    parts: [
      part(recognitions, 'mobility', 'mobilityId', 'frameworkId', 'frameworkHash', 'stage'),
      // Why a case was moved on is part of its record: whoever gave the reason may have named somebody in it.
      ofCase(ledger, 'from', 'to', 'reason'),
      ofCase(transitions, 'action', 'from', 'to', 'role', 'reason', 'inputHash'),
      ofCase(outcomes, 'competence', 'kind', 'status', 'criteria', 'methods'),
      ofCase(evidence, 'kind', 'producedOn', 'sha256', 'originalSha256', 'stripped', 'mediaType', 'scan'),
      ofCase(evidenceOutcomes),
      ofCase(declarations, 'kind', 'name', 'statement'),
    ],
  },
  {
    code: 'information',
    fate: 'kept',
    basis: 'accountability',
    parts: [ofCase(informationAcknowledgements, 'name', 'sheet', 'hash')],
  },
  {
    code: 'appeal-decisions',
    fate: 'kept',
    basis: 'legal-claims',
    parts: [
      ofCase(appeals, 'kind', 'party', 'competences', 'state', 'dueOn', 'markingAskedOf', 'reasons'),
      part(appealMoves, 'appeal', 'appealId', 'action', 'from', 'to'),
    ],
  },
  {
    code: 'disclosure',
    fate: 'kept',
    basis: 'genuineness',
    parts: [ofCertificate(disclosures, 'level')],
  },
  {
    code: 'audit-log',
    fate: 'kept',
    basis: 'accountability',
    parts: [
      part(ledger, 'trace', 'subjectId', 'action', 'subjectId', 'role', 'requestId', 'inputHash', 'details'),
      ofCase(fileReadings, 'role', 'day'),
      part(auditLines, 'trace', 'subjectId', 'action', 'subjectId', 'requestId', 'details'),
    ],
  },
  {
    code: 'erasure',
    fate: 'kept',
    basis: 'accountability',
    parts: [part(erasures, 'person', 'personId', 'reason', 'counts')],
  },
]
