import { uuidv7 } from 'uuidv7'
import type { Context } from '../../context.ts'
import type { GroupPaperKind } from '../../db/schema/certification/group-papers.ts'
import type { mobilityPapers, PaperKind } from '../../db/schema/certification/mobility-papers.ts'
import { sha256 } from '../../platform/hash.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import { newVerificationCode } from '../certificates/certificate.ts'
import type { PaperIdentity } from './lay-out-verification.ts'
import { newPaperNumber } from './paper.ts'

/** What tells a new paper from every other one, on the day that it is for the sending organisation. */
export function newIdentityOf(
  { now, publicUrl }: Pick<Context, 'now' | 'publicUrl'>,
  kind: PaperKind | GroupPaperKind,
  zone: Zone,
): PaperIdentity {
  const issuedAt = now()
  const issuedOn = dayOf(issuedAt, zone)
  const code = newVerificationCode()
  const number = newPaperNumber(kind, Number(issuedOn.slice(0, 4)))
  return { id: uuidv7(), number, code, url: `${publicUrl}/check/${code}`, issuedAt, issuedOn }
}

type Parties = { organisationId: string; hostingOrganisationId: string }

/** What is kept of a paper that was drawn, whatever it says. */
export function paperFrom(
  { organisationId, hostingOrganisationId }: Parties,
  { id, number, code, issuedAt, issuedOn }: PaperIdentity,
  bytes: Uint8Array,
  { memberId }: { memberId: string | null },
): Pick<
  typeof mobilityPapers.$inferInsert,
  | 'id'
  | 'organisationId'
  | 'hostingOrganisationId'
  | 'number'
  | 'code'
  | 'issuedAt'
  | 'issuedOn'
  | 'bytes'
  | 'sha256'
  | 'memberId'
> {
  return {
    id,
    organisationId,
    hostingOrganisationId,
    number,
    code,
    issuedAt,
    issuedOn,
    bytes,
    sha256: sha256(bytes),
    memberId,
  }
}
