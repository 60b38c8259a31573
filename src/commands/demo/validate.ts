import type { Assessed } from './assess.ts'
import type { Party } from './register.ts'

type Outcome = { id: string; competence: string; target: number }
type Recognition = { outcomes: Outcome[]; actions: { action: string; blocked: boolean }[] }
type Assessments = { items: { outcomeId: string; level: number | null }[] }

export type Decided = Assessed & { refused: boolean }

/** Decides each outcome by the level that the service computed, and refuses the case that leaves nothing to certify. */
export async function decideOutcomes(participant: Assessed, school: Party): Promise<Decided> {
  const path = `/v1/recognitions/${participant.recognitionId}`
  const { validator } = school.as
  const { outcomes } = await validator.get<Recognition>(path)
  const { items } = await validator.get<Assessments>(`${path}/assessments`)
  await validator.post(`${path}/decision`, {
    outcomes: outcomes.map((outcome) => {
      const level = items.find(({ outcomeId }) => outcomeId === outcome.id)?.level ?? null
      return { competence: outcome.competence, result: resultOf(level, outcome.target) }
    }),
  })
  const { actions } = await validator.get<Recognition>(path)
  const refused = actions.some(({ action, blocked }) => action === 'refuse' && !blocked)
  if (refused) {
    const reason = 'No outcome was reached, and none is at a higher level than before.'
    await validator.post(`${path}/transitions`, { action: 'refuse', reason })
  }
  return { ...participant, refused }
}

function resultOf(level: number | null, target: number): 'reached' | 'partly' | 'not-reached' {
  if (level === null) return 'not-reached'
  return level >= target ? 'reached' : 'partly'
}
