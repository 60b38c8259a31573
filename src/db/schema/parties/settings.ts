import type { messageTemplates } from '../exchange/message-templates.ts'

/** The classes of data that an organisation sets periods for. */
export const retentionClasses = [
  'drafts',
  'links',
  'messages',
  'special-needs',
  'evidence',
  'appeal-texts',
  'uncertified',
  'people',
] as const
export type RetentionClass = (typeof retentionClasses)[number]

/** By what an organisation assures the quality of its recognition, beside the procedure of this service. */
export const qualityAssurances = ['eqavet', 'iso-21001', 'efqm', 'national-accreditation'] as const
export type QualityAssurance = (typeof qualityAssurances)[number]

/** What becomes of data whose period is over. */
export const retentionModes = ['tell', 'remove'] as const

/** Which mail an organisation has sent: none, what its people ask for, or also what the service tells of itself. */
export const mailModes = ['none', 'asked', 'all'] as const

/** What becomes of what somebody else signs through a link than who was asked. */
export const otherSigners = ['deviation', 'refuse'] as const

/** What an organisation says itself in messages of a kind, by language. */
export type MailText = { template: (typeof messageTemplates)[number]; lv: string; en: string }

export type Settings = {
  /** What happens to an agreement signed while no memorandum with the partner is in force. */
  outsideMemorandum: 'warn' | 'refuse'
  /** The share of assessments that a second assessor marks too, 0 to 1. */
  secondMarkingRate: number
  /** At least so many second markings for each partner and quarter. */
  secondMarkingMinimum: number
  /** Agreement of markers (weighted kappa) below which an alarm is shown. */
  kappaAlarm: number
  /** Agreement of markers below which nothing is issued until someone has looked. */
  kappaPause: number
  /** Days after a decision within which an appeal may be made. */
  appealWindowDays: number
  /** Days from its submission in which an appeal or a complaint is to be decided. */
  appealDecisionDays: number
  /** Days in which a case is to leave identification, assessment, validation. */
  identificationDays: number
  assessmentDays: number
  validationDays: number
  /** Days in which the certificate due after an appeal is to be issued. */
  certificateAfterAppealDays: number
  /** Days from its issue in which the sending organisation is to record how it recognises a certificate. */
  recognitionActDays: number
  /** Days in which a second person is to confirm or dismiss a revocation that was asked for. */
  revocationDays: number
  /** What certificates say of it; none: this procedure alone. */
  qualityAssurance: QualityAssurance[]
  /** Months for which certificates are valid, by the id of their framework, null for every other one; none: for ever. */
  validityMonths: { framework: string | null; months: number }[]
  /** The IANA name of the time zone whose calendar days count for what it sends, decides and awards. */
  timeZone: string
  /** Days after the last day of a mobility within which evidence may still be produced. */
  evidenceDays: number
  /** Bytes of evidence that one case may hold. */
  evidenceQuotaBytes: number
  /** Bytes that a film or recording may have; other files are as large as the service takes them. */
  evidenceFilmBytes: number
  /** Whether its people have to sign in themselves to judge, decide, issue and revoke. */
  requireSignIn: boolean
  /** Whether rights are given by two administrators, where there are two. */
  secondPersonForRights: boolean
  /** Whether somebody else may sign through a link on behalf of who was asked, which stands as a deviation. */
  otherSigner: (typeof otherSigners)[number]
  /** Whether both guardians of a learner under 18 sign, where two are named; one of them is enough elsewhere. */
  bothGuardians: boolean
  mail: (typeof mailModes)[number]
  /** Who its mail is from, where that is not its name; null: its name. */
  mailFromName: string | null
  /** Where answers to its mail go; null: to its contact. */
  mailReplyTo: string | null
  /** What it says itself in messages, at a fixed place. */
  mailTexts: MailText[]
  /** What becomes of data whose period is over: it is only told how many there are, or they are removed. */
  retention: (typeof retentionModes)[number]
  /** Days for which each class of data is kept, counted as the class says. */
  keepDraftsDays: number
  keepLinksDays: number
  keepMessagesDays: number
  keepSpecialNeedsDays: number
  keepEvidenceDays: number
  keepAppealTextsDays: number
  keepUncertifiedDays: number
  keepPeopleDays: number
  /** By class: the legal ground of its period, in the organisation's own words. */
  retentionGrounds: { [Code in RetentionClass]?: string | undefined }
}

/** The settings that hold rights down: whoever switches one off gives some. */
export const restrainingSettings = ['requireSignIn', 'secondPersonForRights'] as const
export type RestrainingSetting = (typeof restrainingSettings)[number]
