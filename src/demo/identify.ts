import { methods } from './agree.ts'
import type { Party, Registered } from './register.ts'

/** A case of recognition, from its opening on. */
export type Case = Registered & { recognitionId: string }

type Recognition = { id: string; outcomes: { competence: string }[] }

/** Opens the case, claims every planned outcome and adds what was not planned. */
export async function claimOutcomes(one: Registered, school: Party): Promise<Case> {
  const { coordinator } = school.as
  const { id, outcomes } = await coordinator.post<Recognition>('/v1/recognitions', {
    mobilityId: one.mobilityId,
  })
  for (const { competence } of outcomes) {
    await coordinator.put(`/v1/recognitions/${id}/outcomes/${competence}/claim`, { status: 'claimed' })
  }
  if (one.additional)
    await coordinator.post(`/v1/recognitions/${id}/outcomes`, { ...one.additional, methods })
  await coordinator.post(`/v1/recognitions/${id}/transitions`, { action: 'complete-identification' })
  return { ...one, recognitionId: id }
}
