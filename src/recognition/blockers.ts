import type { WhichGuardian } from '../mobility/agreements/agreement.ts'
import { factNames } from '../mobility/agreements/render-differences.ts'
import type { Blocker } from '../platform/actions/action.ts'
import type { Role } from '../platform/auth/access.ts'
import { period } from '../platform/dates.ts'
import type { CaseFacts } from './case.ts'
import { say } from './words.ts'

/** Everything that a case may wait for, and the action that clears it; null where nothing but time or a job does. */
const clearedBy = {
  'guardian-missing': 'makeSigningLink',
  'agreement-outdated': 'draftAgreement',
  'slip-unconfirmed': 'confirmSlip',
  'amendment-unsigned': 'signAgreement',
  'amendment-signed': 'adoptAgreement',
  'no-amendment': 'draftAgreement',
  'information-not-acknowledged': 'acknowledgeInformation',
  'outcome-open': 'claimOutcome',
  'nothing-claimed': 'claimOutcome',
  'evidence-missing': 'submitEvidence',
  'evidence-held': null,
  'authorship-missing': 'declareAuthorship',
  'attestation-missing': 'attestEvidence',
  'assessor-missing': 'assignAssessor',
  'marks-missing': 'recordMarks',
  'second-marks-missing': 'recordMarks',
  'adjudication-missing': 'recordMarks',
  'decision-missing': 'decideOutcomes',
  'nothing-to-certify': 'refuseRecognition',
  'something-to-certify': 'issueCertificate',
  'mobility-not-ended': null,
  'issuing-paused': 'resumeIssuing',
  'unconfirmed-desk': 'confirmDeskActs',
  'stay-unattested': 'attestStay',
} as const

export type BlockerCode = Exclude<keyof typeof clearedBy, 'assessor-missing'>
export type CaseBlocker = Blocker & { code: BlockerCode }

/** What is missing, who can clear it, and of which outcome. */
export function blocker(code: BlockerCode, by: Role | 'learner', competence?: string): CaseBlocker {
  // Where nobody is assigned, marks wait for whoever assigns.
  const cleared = clearedBy[code] === 'recordMarks' && by === 'coordinator' ? 'assessor-missing' : code
  return {
    code,
    by,
    ...(competence === undefined ? {} : { competence }),
    sentence: say(`blocker-${code}`, {
      competence: competence ?? '',
      fields: '',
      host: '',
      days: '',
      guardian: 'other',
      participant: 'learner',
    }),
    clearedBy: clearedBy[cleared],
  }
}

/** What waits for whoever takes part, who is called as what they take part. */
export const participantBlocker = (
  code: 'information-not-acknowledged' | 'authorship-missing',
  { participant = 'learner' }: CaseFacts,
): CaseBlocker => ({ ...blocker(code, 'learner'), sentence: say(`blocker-${code}`, { participant }) })

/** That one of two guardians has not signed, who both sign. */
export const guardianBlocker = (guardian: WhichGuardian): CaseBlocker => ({
  ...blocker('guardian-missing', 'coordinator'),
  guardian,
  sentence: say('blocker-guardian-missing', { guardian }),
})

/** That what was signed is not what the registers say, by pointers into it. */
export function outdatedBlocker(
  code: 'agreement-outdated' | 'slip-unconfirmed',
  { outdated: fields, participant }: CaseFacts,
): CaseBlocker {
  const named = blocker(code, 'coordinator')
  return { ...named, fields, sentence: say(`blocker-${code}`, { fields: factNames(fields, participant) }) }
}

/** That parts of the mobility are not attested yet, each by the organisation whose it is. */
export const stayBlockers = ({ unattested = [] }: CaseFacts): CaseBlocker[] =>
  unattested.map(({ organisation: host, startsOn, endsOn }) => ({
    ...blocker('stay-unattested', 'mentor'),
    sentence: say('blocker-stay-unattested', {
      host,
      days: (language) => period(startsOn, endsOn, language),
    }),
  }))

/** The outcomes that the case is about: those that the learner claims. */
export const claimedOf = ({ outcomes }: CaseFacts) => outcomes.filter(({ status }) => status === 'claimed')
