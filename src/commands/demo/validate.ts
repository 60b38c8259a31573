import type { Assessed } from './assess.ts'
import type { Party } from './register.ts'

type Recognition = { actions: { action: string; blocked: boolean }[] }
type Basis = { outcomes: { competence: string; suggested: { result: string } }[] }

export type Decided = Assessed & { refused: boolean }

/** Decides each outcome as the service suggests by its marks, and refuses the case that leaves nothing to certify. */
export async function decideOutcomes(participant: Assessed, school: Party): Promise<Decided> {
  const path = `/v1/recognitions/${participant.recognitionId}`
  const { validator } = school.as
  const { outcomes } = await validator.get<Basis>(`${path}/decision-basis`)
  await validator.post(`${path}/decision`, {
    outcomes: outcomes.map(({ competence, suggested }) => ({ competence, result: suggested.result })),
  })
  const { actions } = await validator.get<Recognition>(path)
  const refused = actions.some(({ action, blocked }) => action === 'refuse' && !blocked)
  if (refused) {
    const reason = 'No outcome was reached, and none is at a higher level than before.'
    await validator.post(`${path}/transitions`, { action: 'refuse', reason })
  }
  return { ...participant, refused }
}
