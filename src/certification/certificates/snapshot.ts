import canonicalize from 'canonicalize'
import type { AgreedWordings } from '../../db/schema/mobility/agreements.ts'
import type { linkTravels } from '../../db/schema/mobility/links.ts'
import type { Party } from '../../mobility/agreements/agreement.ts'
import { dayOf, UTC } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import { byTag, type Multilingual } from '../../platform/words/multilingual.ts'
import type { JudgedContent } from '../../recognition/validation/judged-content.ts'
import type { CertifiedEuropass } from './content/certified-europass.ts'
import type { IssuerStanding } from './content/issuer-standing.ts'

export type CertifiedOrganisation = {
  id: string
  /** As papers can show it. */
  name: string
  /** As the organisation writes it, where that is in letters that papers do not have. */
  ownName?: string
  /** ISO 3166-1 alpha-2. */
  country: string
  city: string | null
  /** Erasmus+ organisation identifier, such as E10000000. */
  oid: string | null
  contact: { name: string; role: string | null } | null
}

/** A part of a mobility as it was attested: an intermediary may have no days. */
export type CertifiedStay = {
  organisation: Omit<CertifiedOrganisation, 'contact'>
  role: 'host' | 'intermediary'
  startsOn: string | null
  endsOn: string | null
}

export const certifiedDeviations = [
  'outside-memorandum',
  'additional-outcome',
  'dropped-outcome',
  'criteria-changed',
  'other-method',
  'signed-on-behalf',
] as const

export type OutcomeResult = 'reached' | 'partly' | 'not-reached' | 'not-assessed'

export type CertifiedOutcome = {
  competence: string
  title: Multilingual
  kind: 'planned' | 'additional'
  /** Levels count from 1; null where the framework has no levels or none was shown. */
  baseline: number | null
  target: number | null
  level: number | null
  result: OutcomeResult
  /** Null where it is not known, since nobody looked for a level before. */
  improved: boolean | null
  /** Format 1: the framework's sentences at the level reached, to be read after the level's lead-in. Later: none. */
  statements: Multilingual[]
  /** From format 2: what was judged and met, the lowest level first. */
  criteria?: JudgedContent['criteria']
  /** From format 2: `acquired` where no level was there before, `improved` where a lower one was. */
  gain?: 'acquired' | 'improved' | 'none' | 'unknown'
  partial?: JudgedContent['partial']
  byPartners?: JudgedContent['byPartners']
  /** From format 2: whether a second assessor marked it, without seeing the first marks. */
  markedTwice?: boolean
  methods: string[]
  evidenceKinds: string[]
  /** Calendar dates, YYYY-MM-DD. */
  assessedOn: string | null
  decidedOn: string
  assessor: { role: Multilingual; organisation: string } | null
  validator: { role: Multilingual; organisation: string }
  /** `case`: that of the framework's publisher, where its framework came in as a CASE package. */
  uris: { esco?: string; eu?: string; case?: string }
  /** What is at these addresses and how near it is, as it was known when this was issued; absent in earlier ones. */
  matches?: { scheme: string; uri: string; kind: 'exact' | 'close' | 'related'; label: string | null }[]
  /** Skills of vocabularies of others that the agreement has it work on, not judged by themselves; absent where it names none. */
  skills?: { uri: string; label: string; language: string }[]
  /** What the agreement counts this outcome as, in its own words; absent where it names no credits, or it was not reached. */
  credits?: string
  /** Of these, the credits of the European Credit Transfer System. */
  ects?: number
}

/** How a link came to people of the host who signed, attested or marked by it, and who gave the address, or the link. */
export type LinkOfHost = {
  travelled: (typeof linkTravels)[number]
  givenBy: 'sending' | 'hosting' | 'other'
  /** Handed over by hand: by whom it was confirmed that it came to them. */
  confirmed?: 'themselves' | 'operator'
}

export type CertifiedFramework = {
  id: string
  title: Multilingual
  version: string
  /** SHA-256 of the framework's facts and texts, hexadecimal. */
  hash: string
  /** By language, which wording its texts are of, and how much a partial one has; absent in those of earlier releases. */
  wordings?: AgreedWordings
  attribution: Multilingual
  /** For each language spoken, in which its texts stand; absent in those of earlier releases. */
  wordedIn?: Record<string, string>
  /** Empty for a framework that knows reached and not reached only. */
  levels: {
    level: number
    code: string
    title: Multilingual
    band: Multilingual | null
    lead: Multilingual
  }[]
  areas: { code: string; title: Multilingual; competences: { code: string; title: Multilingual }[] }[]
}

/**
 * What a certificate says, fixed for ever when it is issued. The PDF, the credentials and the public page are pure
 * functions of it. Holds the eleven elements of an EU micro-credential (Council Recommendation 2022/C 243/02, Annex I).
 */
export type CertificateSnapshot = {
  /** 2: what was judged stands beside what was found; 1: the framework's sentences stand for it. */
  format: 1 | 2
  id: string
  number: string
  verification: { code: string; url: string }
  /** UTC, ISO 8601. */
  issuedAt: string
  /** The calendar day of it where the issuer is; absent in those of earlier releases, which counted the day in UTC. */
  issuedOn?: string
  /** The IANA name of the time zone whose days are counted; absent in those of earlier releases, which counted in UTC. */
  timeZone?: string
  /** UTC, ISO 8601; absent where the certificate does not expire. */
  expiresAt?: string
  /** Whose place it takes (SHA-256 of what that one says, hexadecimal), and why; absent where it takes none, and in those of earlier releases. */
  supersedes?: { id: string; number: string; sha256: string; why: 'correction' | 'appeal' }
  title: Multilingual
  /** Which languages the paper speaks; they stand side by side. */
  languages: Language[]
  /** As papers can show the name, an empty given one for who has one name, no birth date where nobody knows it; `ownName` where papers lack its letters. */
  learner: { givenName: string; familyName: string; birthDate: string | null; ownName?: string }
  issuer: CertifiedOrganisation & IssuerStanding
  sending: CertifiedOrganisation
  hosting: CertifiedOrganisation
  mobility: {
    id: string
    projectCode: string
    /** Absent where the sending organisation keeps no project of that code, and in those of earlier releases. */
    projectTitle?: Multilingual
    mobilityCode: string | null
    /** Given by a National Europass Centre; never made here. */
    europassNumber: string | null
    startsOn: string
    endsOn: string
    participation: 'on-site' | 'online' | 'blended'
    objective: string | null
    programme: string | null
    /** In which it was carried out (BCP 47); absent where nobody said. */
    languages?: string[]
    /** ISCED-F 2013; absent where nobody said. */
    fieldOfEducation?: string
    /** Absent for learners. */
    participant?: 'staff'
    /** Intervals of ISO 8601: days from afar before and after a stay, and days of it that do not count; absent where there are none. */
    virtualPeriods?: string[]
    interruptions?: string[]
    /** Of one with several hosts, or an intermediary: its parts in their order, each with the days attested; absent where its host hosted all of it. */
    stays?: CertifiedStay[]
    workloadHours: number
  }
  /** What the two organisations described, and who confirmed it; absent where nobody did, and in those of earlier releases. */
  europass?: CertifiedEuropass
  /** European Qualifications Framework level of the learning experience, or null: not applicable. */
  eqfLevel: number | null
  assessmentTypes: string[]
  qualityAssurance: Multilingual
  /** There where the Union co-funds the mobility, by its project's code. */
  funding?: 'european-union'
  framework: CertifiedFramework
  agreement: {
    version: number
    hash: string
    signedOn: string
    /** From format 2: whether the first version was signed by all before the mobility began. */
    signedBefore?: boolean
    /** Who signed the version that was followed; absent in those of earlier releases. */
    signedBy?: Party[]
    /** Who of them signed by hand on a print; absent where nobody did. */
    signedOnPaper?: Party[]
    /** Whose signatures are those of the learning programme of a group; absent where nobody's are. */
    signedByProgramme?: Party[]
    /** In what the case departed from it; absent in those of earlier releases. */
    deviations?: { code: (typeof certifiedDeviations)[number]; competence: string | null }[]
  }
  outcomes: CertifiedOutcome[]
  /** By which links people of the host worked; absent where none did, and in those of earlier releases. */
  byLink?: LinkOfHost[]
  /** The sentence on what this paper is not. */
  notice: Multilingual
}

/** The calendar day of issue, YYYY-MM-DD; where the moment of issue is none, what stands for it. */
export function dayOfIssue({
  issuedOn,
  issuedAt,
}: Pick<CertificateSnapshot, 'issuedOn' | 'issuedAt'>): string {
  const moment = new Date(issuedAt)
  return issuedOn ?? (Number.isNaN(moment.getTime()) ? issuedAt : dayOf(moment, UTC))
}

/** The calendar day of a moment for whoever issued the certificate, YYYY-MM-DD. */
export const dayForIssuer = ({ timeZone }: Pick<CertificateSnapshot, 'timeZone'>, moment: Date): string =>
  dayOf(moment, timeZone ?? UTC)

/** In which languages a snapshot was kept: those that were spoken when it was made. */
export const keptLanguages = ({ title }: Pick<CertificateSnapshot, 'title'>): Language[] =>
  byTag(Object.keys(title))

/** The credits of the European Credit Transfer System that were awarded, in all; none: 0. */
export const ectsOf = ({ outcomes }: CertificateSnapshot): number =>
  outcomes.reduce((sum, { ects = 0 }) => sum + ects, 0)

/** The credits that the agreement names, each with the competences that it names them for. */
export function creditsOf({ outcomes }: CertificateSnapshot): string | null {
  const named = new Map<string, string[]>()
  for (const { credits, competence } of outcomes)
    if (credits !== undefined) named.set(credits, [...(named.get(credits) ?? []), competence])
  if (named.size === 0) return null
  return [...named].map(([credits, competences]) => `${credits} (${competences.join(', ')})`).join('; ')
}

/** RFC 8785 canonical JSON of a snapshot: the bytes that are hashed, attached and kept. */
export function canonicalSnapshot(snapshot: CertificateSnapshot): string {
  return canonicalize(snapshot) as string
}

export type Attachment = { name: string; type: string; bytes: Uint8Array; description: Multilingual }

/** A logo as its organisation sent it, cleaned. */
export type IssuerLogo = { sha256: string; mediaType: 'image/png' | 'image/svg+xml'; bytes: Uint8Array }

/** Draws the paper of a snapshot: the same snapshot, attachments and logo give the same bytes. */
export type DrawCertificate = (
  snapshot: CertificateSnapshot,
  attachments: readonly Attachment[],
  shown: { layout: Layout; logo: IssuerLogo | null },
) => Promise<Uint8Array>

/** The whole certificate, or its first page alone. */
export type Layout = 'whole' | 'summary'
