import { methods } from './agree.ts'
import type { Api } from './api-client.ts'
import type { ToMark } from './hosts/host.ts'
import type { Case } from './identify.ts'
import type { Party } from './register.ts'

type Recognition = {
  outcomes: { competence: string; criteria: { id: string; level: number }[] }[]
  blockers: { code: string; competence?: string }[]
}
type EvidenceList = { items: { id: string; competences: string[] }[] }

/** A case whose marks are settled; `markedTwice` are the competences that a second assessor marked too. */
export type Assessed = Case & { markedTwice: string[] }

/**
 * The school's assessor marks every outcome. What the service then wants marked a second time, by chance or because it
 * was close, the host's assessor marks without seeing the first marks.
 */
export async function assessOutcomes(participant: Case, school: Party): Promise<Assessed> {
  const path = `/v1/recognitions/${participant.recognitionId}`
  const { assessor } = school.as
  await assign(path, school, 'first')
  const { outcomes } = await assessor.get<Recognition>(path)
  const toMark = outcomes.map(({ competence, criteria }) => {
    const shown = participant.shown.get(competence) ?? 0
    return { competence, criteria: criteria.map(({ id, level }) => ({ id, isMet: level <= shown })) }
  })
  await markOutcomes(path, assessor, toMark)
  const { blockers } = await assessor.get<Recognition>(path)
  const markedTwice = blockers.flatMap(({ code, competence }) =>
    code === 'second-marks-missing' && competence ? [competence] : [],
  )
  if (markedTwice.length > 0)
    await participant.host.markAgain(
      participant.recognitionId,
      toMark.filter(({ competence }) => markedTwice.includes(competence)),
    )
  await assessor.post(`${path}/transitions`, { action: 'complete-assessment' })
  return { ...participant, markedTwice }
}

/** A coordinator assigns the assessor of their organisation, who declares to have no conflict of interest. */
export async function assign(
  path: string,
  { as, assessorId }: Party,
  round: 'first' | 'second',
): Promise<void> {
  const assignment = await as.coordinator.post<{ id: string }>(`${path}/assignments`, {
    memberId: assessorId,
    round,
  })
  await as.assessor.post(`${path}/assignments/${assignment.id}/declaration`, {
    lastTrainedOn: null,
    related: false,
    otherConflict: null,
  })
}

/** Judges the evidence of these outcomes, and marks each criterion as it is met or not. */
export async function markOutcomes(path: string, assessor: Api, outcomes: readonly ToMark[]): Promise<void> {
  const { items } = await assessor.get<EvidenceList>(`${path}/evidence`)
  for (const { competence, criteria } of outcomes) {
    const evidenceIds = items.filter((piece) => piece.competences.includes(competence)).map(({ id }) => id)
    await assessor.post(`${path}/marks`, {
      competence,
      method: methods[0],
      judgements: evidenceIds.map((evidenceId) => ({
        evidenceId,
        valid: true,
        authentic: true,
        current: true,
        sufficient: true,
      })),
      marks: criteria.map(({ id, isMet }) =>
        isMet
          ? { criterionId: id, mark: 'met', evidenceIds }
          : { criterionId: id, mark: 'not-met', evidenceIds: [] },
      ),
    })
  }
}
