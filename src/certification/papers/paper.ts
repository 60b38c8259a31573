import type { GroupPaperKind } from '../../db/schema/certification/group-papers.ts'
import type {
  mobilityPapers,
  PaperKind,
  PaperSays,
  participationAttestations,
} from '../../db/schema/certification/mobility-papers.ts'
import type { VersionWithSignatures } from '../../mobility/agreements/agreement-rows.ts'
import { type OfMobility, unlessCancelled } from '../../mobility/mobilities/standing.ts'
import type { Stay } from '../../mobility/stays/stay.ts'
import type { Hindrance } from '../../platform/actions/action.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { newCertificateNumber } from '../certificates/certificate.ts'
import { say } from './words.ts'

export type PaperRow = typeof mobilityPapers.$inferSelect
export type Attestation = typeof participationAttestations.$inferSelect

/** What a certificate of participation has to know of its mobility. */
export type Participating = OfMobility & {
  isOver: boolean
  attestedBy: string | null
  /** Of a mobility with several hosts: the parts that nobody has attested yet. */
  unattested?: readonly Stay[]
}

/** What its host attests of a mobility as a whole; where it has parts, each is attested by itself. */
export type OfWhole = OfMobility & { isInParts?: boolean }

export const unlessInParts = ({ isInParts, ...mobility }: OfWhole): Hindrance | null =>
  isInParts ? { reason: 'wrong-state', sentence: say('in-parts') } : unlessCancelled(mobility)

const prefixes: Record<PaperKind | GroupPaperKind, string> = {
  agreement: 'DCR-LA',
  participation: 'DCR-PA',
  accompanying: 'DCR-AP',
  programme: 'DCR-LP',
  participants: 'DCR-PL',
}

/** Our own number of a paper, such as DCR-LA-2026-7K3M9Q2X. */
export const newPaperNumber = (kind: PaperKind | GroupPaperKind, year: number): string =>
  newCertificateNumber(year).replace('DCR', prefixes[kind])

/** Who had signed a version, and on which day where the sending organisation is, in the order in which they did. */
export function signaturesSaid({
  signatures,
  zone,
}: VersionWithSignatures): NonNullable<PaperSays['signatures']> {
  return [...signatures]
    .sort((a, b) => a.signedAt.getTime() - b.signedAt.getTime())
    .map(({ party, method, signedOn, signedAt }) => ({
      party,
      on: signedOn ?? dayOf(signedAt, zone),
      ...(method !== 'electronic' && { method }),
    }))
}

export const paperStandings = [
  'current',
  'more-signed',
  'newer-version',
  'taken-back',
  'newer-attestation',
  'results-changed',
  'list-changed',
] as const
/** What has become of what a paper says; `current`: it says what is known now. */
export type PaperStanding = (typeof paperStandings)[number]

/** What has become of an agreement since a paper of it was drawn. */
export function standingOfAgreement(
  { version, signatures = [] }: PaperSays,
  versions: readonly VersionWithSignatures[],
): PaperStanding {
  const own = versions.find((known) => known.version.id === version?.id)
  if (!own || own.withdrawn) return 'taken-back'
  const newest = versions.findLast(({ withdrawn }) => !withdrawn)
  if (newest !== own) return 'newer-version'
  return own.signatures.length > signatures.length ? 'more-signed' : 'current'
}

/** What has become of a participation since its paper was drawn: other days were attested, or the results are others now. */
export function standingOfParticipation(
  says: PaperSays,
  attested: { startsOn: string; endsOn: string } | null,
  certificateId: string | null,
): PaperStanding {
  if (attested?.startsOn !== says.startsOn || attested.endsOn !== says.endsOn) return 'newer-attestation'
  const repeats = says.certificate?.id ?? null
  return repeats === null || repeats === certificateId ? 'current' : 'results-changed'
}
