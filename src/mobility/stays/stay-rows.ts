import type { Organisation } from '../../parties/organisations/store.ts'
import type { Stay, StayAttestation, StayRow } from './stay.ts'

/** What was read of the parts of mobilities. */
type FoundStays = {
  stays: readonly StayRow[]
  stayHosts: readonly Organisation[]
  stayAttestations: readonly StayAttestation[]
  stayActs: readonly { subjectId: string }[]
}

/** The parts of a mobility among such rows, in their order. */
export function staysAmong(mobilityId: string, found: FoundStays): Stay[] {
  return found.stays
    .filter((row) => row.mobilityId === mobilityId)
    .sort((first, second) => first.position - second.position)
    .flatMap((row) => {
      const organisation = found.stayHosts.find(({ id }) => id === row.hostingOrganisationId)
      if (!organisation) return []
      return {
        ...row,
        organisation,
        attestation: found.stayAttestations.findLast(({ stayId }) => stayId === row.id) ?? null,
        isUnconfirmed: found.stayActs.some(({ subjectId }) => subjectId === row.id),
      }
    })
}
