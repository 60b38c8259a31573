import type { Tx } from '../../db/client.ts'
import { attestedOf, type Stay, unattestedStays } from '../../mobility/stays/stay.ts'
import type { Attestation } from './paper.ts'
import { gatherAttestations } from './store.ts'

/** Who has said that somebody was there, and on which days; `stay`: of which part of the mobility, where it has parts. */
export type AttendedPart = { startsOn: string; endsOn: string; name: string; stay: Stay | null }

/** On which days somebody took part, by the word of whoever hosted them. */
export type Attended = {
  startsOn: string
  endsOn: string
  memberId: string
  /** Which attestations say so. */
  basis: string
  parts: AttendedPart[]
}

/** What was attested of a mobility; null until every part of it is. */
export async function readAttended(tx: Tx, mobilityId: string) {
  const { stays, last } = await gatherAttestations(tx, mobilityId)
  const unattested = unattestedStays(stays)
  const attended = stays.length === 0 ? attendedWhole(last) : unattested.length > 0 ? null : inParts(stays)
  return { stays, unattested, attended }
}

function attendedWhole(said: Attestation | null): Attended | null {
  if (said === null) return null
  const { id: basis, startsOn, endsOn, memberId, name } = said
  return { startsOn, endsOn, memberId, basis, parts: [{ startsOn, endsOn, name, stay: null }] }
}

function inParts(stays: readonly Stay[]): Attended | null {
  const said = attestedOf(stays).sort((first, second) => (first.startsOn < second.startsOn ? -1 : 1))
  const [begin, last] = [said[0], said.at(-1)]
  if (!begin || !last) return null
  return {
    startsOn: begin.startsOn,
    endsOn: last.endsOn,
    memberId: last.memberId,
    basis: said.map(({ id }) => id).join(),
    parts: said.map(({ startsOn, endsOn, name, stay }) => ({ startsOn, endsOn, name, stay })),
  }
}
