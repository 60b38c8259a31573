/** A file that speaks for outcomes, with the fields of the form that hands it in. */
export type Evidence = {
  file: string
  text: string
  title: string
  kind: 'file' | 'observation'
  producedOn: string
  competences: string
}

/** What the people of a hosting organisation do in a case, in whichever way they reach the service. */
export type Host = {
  id: string
  name: string
  works: 'by client' | 'by desk'
  /** Reads the agreement and signs what was read. */
  sign(mobilityId: string): Promise<void>
  observe(recognitionId: string, seen: Evidence): Promise<void>
  attest(recognitionId: string, statement: string): Promise<void>
  /** Has its assessor mark outcomes for the second time, who declares to have no conflict of interest. */
  markAgain(recognitionId: string, outcomes: readonly ToMark[]): Promise<void>
}

/** An outcome, with its criteria and whether each is met by what the learner showed. */
export type ToMark = { competence: string; criteria: readonly { id: string; isMet: boolean }[] }
