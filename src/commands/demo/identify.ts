import { fullName, methods } from './agree.ts'
import type { Api } from './api-client.ts'
import type { Party, Registered } from './register.ts'

/** A case of recognition, from its opening on. */
export type Case = Registered & { recognitionId: string }

type Recognition = { id: string; outcomes: { competence: string }[] }

/** Opens the case, informs the learner, claims every planned outcome and adds what was not planned. */
export async function claimOutcomes(participant: Registered, school: Party, anyone: Api): Promise<Case> {
  const { coordinator } = school.as
  const { id, outcomes } = await coordinator.post<Recognition>('/v1/recognitions', {
    mobilityId: participant.mobilityId,
  })
  await acknowledgeInformation(participant, id, school, anyone)
  for (const { competence } of outcomes) {
    await coordinator.put(`/v1/recognitions/${id}/outcomes/${competence}/claim`, { status: 'claimed' })
  }
  if (participant.additional)
    await coordinator.post(`/v1/recognitions/${id}/outcomes`, { ...participant.additional, methods })
  await coordinator.post(`/v1/recognitions/${id}/transitions`, { action: 'complete-identification' })
  return { ...participant, recognitionId: id }
}

/** The learner reads the information sheet and acknowledges what they have read. */
async function acknowledgeInformation(
  participant: Registered,
  recognitionId: string,
  school: Party,
  anyone: Api,
): Promise<void> {
  const path = `/v1/recognitions/${recognitionId}/information-links`
  const { url } = await school.as.coordinator.post<{ url: string }>(path)
  const { hash } = await anyone.get<{ hash: string }>(url)
  await anyone.post(url, { name: fullName(participant), accept: true, hash })
}
