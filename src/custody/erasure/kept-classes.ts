import { recognitionActs } from '../../db/schema/certification/acts.ts'
import { certificateFiles } from '../../db/schema/certification/certificate-files.ts'
import { certificates, revocationRequests } from '../../db/schema/certification/certificates.ts'
import { corrections } from '../../db/schema/certification/corrections.ts'
import { dataRequests } from '../../db/schema/custody/data-requests.ts'
import { erasures } from '../../db/schema/custody/erasures.ts'
import { fileReadings } from '../../db/schema/custody/file-readings.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import { personReadings } from '../../db/schema/custody/person-readings.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { personMerges } from '../../db/schema/parties/person-merges.ts'
import { auditLines } from '../../db/schema/platform.ts'
import { appealMoves, appeals } from '../../db/schema/recognition/appeals.ts'
import { assessments } from '../../db/schema/recognition/assessments.ts'
import { assignments } from '../../db/schema/recognition/assignments.ts'
import { decisions } from '../../db/schema/recognition/decisions.ts'
import { informationAcknowledgements } from '../../db/schema/recognition/identification.ts'
import {
  declarations,
  evidence,
  evidenceOutcomes,
  outcomes,
  recognitions,
} from '../../db/schema/recognition/recognitions.ts'
import { secondMarkings } from '../../db/schema/recognition/second-markings.ts'
import { transitions } from '../../db/schema/recognition/transitions.ts'
import { disclosures } from '../../db/schema/verification/sharing.ts'
import { type Class, ofCase, ofCertificate, part } from './class.ts'
import { keptAgreements } from './kept-agreements.ts'

/** What is kept when a person is erased, and on what ground. */
export const keptClasses: readonly Class[] = [
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
        'issuerDid',
      ),
      ofCertificate(certificateFiles, 'form', 'mediaType', 'sha256', 'bytes', 'sealCertificate'),
      ofCertificate(revocationRequests, 'reason', 'outcome'),
      ofCertificate(corrections, 'reason', 'fields', 'outcome'),
    ],
  },
  {
    code: 'decisions',
    fate: 'kept',
    basis: 'learners-file',
    parts: [ofCase(decisions, 'result', 'gain', 'reason')],
  },
  {
    code: 'marks',
    fate: 'kept',
    basis: 'learners-file',
    parts: [
      ofCase(assessments, 'round', 'authorisation', 'agreementHash', 'judgements', 'marks', 'contradiction'),
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
  keptAgreements,
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
        'participant',
        'virtualPeriods',
        'interruptions',
        'extensions',
        'objective',
        'programme',
        'fieldOfEducation',
        'languages',
        'externalId',
        'cancellationReason',
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
      ofCase(outcomes, 'competence', 'kind', 'status', 'baselineFound', 'selfFound', 'criteria', 'methods'),
      ofCase(
        evidence,
        'kind',
        'producedOn',
        'task',
        'sha256',
        'originalSha256',
        'stripped',
        'mediaType',
        'frameSha256',
        'scan',
      ),
      ofCase(evidenceOutcomes),
      ofCase(declarations, 'kind', 'name', 'onBehalf', 'statement'),
    ],
  },
  {
    code: 'information',
    fate: 'kept',
    basis: 'accountability',
    parts: [ofCase(informationAcknowledgements, 'name', 'onBehalf', 'sheet', 'hash')],
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
      part(personReadings, 'person', 'personId', 'role', 'day'),
      part(auditLines, 'trace', 'subjectId', 'action', 'subjectId', 'requestId', 'details'),
    ],
  },
  {
    code: 'data-requests',
    fate: 'kept',
    basis: 'accountability',
    parts: [
      part(
        dataRequests,
        'person',
        'personId',
        'right',
        'party',
        'receivedOn',
        'dueOn',
        'extensionReason',
        'outcome',
        'answer',
      ),
    ],
  },
  {
    code: 'erasure',
    fate: 'kept',
    basis: 'accountability',
    parts: [part(erasures, 'person', 'personId', 'reason', 'counts')],
  },
  {
    code: 'merges',
    fate: 'kept',
    basis: 'accountability',
    parts: [part(personMerges, 'person', 'keptId', 'bornAs', 'outcome')],
  },
]
