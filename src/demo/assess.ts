import type { Case } from './identify.ts'
import type { Party } from './register.ts'

type Recognition = { outcomes: { competence: string; criteria: { id: string; level: number }[] }[] }
type EvidenceList = { items: { id: string; competences: string[] }[] }

/** Judges the evidence of each outcome, and marks as met the criteria up to the level that was shown. */
export async function markOutcomes(one: Case, school: Party): Promise<void> {
  const path = `/v1/recognitions/${one.recognitionId}`
  const { assessor } = school.as
  const { outcomes } = await assessor.get<Recognition>(path)
  const { items } = await assessor.get<EvidenceList>(`${path}/evidence`)
  for (const { competence, criteria } of outcomes) {
    const evidenceIds = items.filter((piece) => piece.competences.includes(competence)).map(({ id }) => id)
    const shown = one.shown.get(competence) ?? 0
    await assessor.post(`${path}/marks`, {
      competence,
      judgements: evidenceIds.map((evidenceId) => ({
        evidenceId,
        valid: true,
        authentic: true,
        current: true,
        sufficient: true,
      })),
      marks: criteria.map(({ id, level }) =>
        level <= shown
          ? { criterionId: id, mark: 'met', evidenceIds }
          : { criterionId: id, mark: 'not-met', evidenceIds: [] },
      ),
    })
  }
  await assessor.post(`${path}/transitions`, { action: 'complete-assessment' })
}
