import { assign, markOutcomes } from '../assess.ts'
import { formOf } from '../document.ts'
import type { Party } from '../register.ts'
import type { Host } from './host.ts'

/** A host with software of its own, which acts through a client as the sending organisation does. */
export function hostByClient(party: Party): Host {
  const { id, name, as } = party
  return {
    id,
    name,
    works: 'by client',
    async sign(mobilityId) {
      const path = `/v1/mobilities/${mobilityId}/agreement`
      const { hash } = await as.coordinator.get<{ hash: string }>(path)
      await as.coordinator.post(`${path}/signatures`, { hash })
    },
    async observe(recognitionId, seen) {
      await as.mentor.send(`/v1/recognitions/${recognitionId}/evidence`, formOf(seen))
    },
    async attest(recognitionId, statement) {
      await as.mentor.post(`/v1/recognitions/${recognitionId}/attestation`, { statement })
    },
    async markAgain(recognitionId, outcomes) {
      const path = `/v1/recognitions/${recognitionId}`
      await assign(path, party, 'second')
      await markOutcomes(path, as.assessor, outcomes)
    },
  }
}
