type Item = { id: string; recognitionId: string | null }

type Place = (item: Item, competence: string) => string

const marking: Place = ({ recognitionId }, competence) =>
  `recognitions/${recognitionId}/outcomes/${encodeURIComponent(competence)}`

const assigning: Place = ({ recognitionId }) => `recognitions/${recognitionId}/assignments`

const byAssessors = ['marks-missing', 'second-marks-missing', 'adjudication-missing']

/** At which page of the desk something is done, below its address; what is not here is not done at a desk. */
const pages: Readonly<Record<string, Place>> = {
  'sign-agreement': ({ id }) => `agreements/${id}`,
  'sign-programme': ({ id }) => `group-mobilities/${id}`,
  'attest-companions': ({ id }) => `group-mobilities/${id}/companions`,
  'attestation-missing': () => 'attestations',
  'attest-stay': () => 'days',
}

type Task = { code: string; competence?: string | undefined; waitsFor: { who: string } }

export function pageOfTask({ code, competence = '', waitsFor }: Task, item: Item): string | null {
  if (byAssessors.includes(code)) return (waitsFor.who === 'assessor' ? marking : assigning)(item, competence)
  return pages[code]?.(item, competence) ?? null
}
