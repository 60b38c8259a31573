import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import type { Word } from './pdf/words.ts'

/** A field of the Europass Mobility form, by the word that names it, and what an organisation describes there. */
export type SaidField = { label: Word; value: string }

type Rows = [Word, string | undefined][]
const filled = (rows: Rows): SaidField[] =>
  rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]))

/** What the sending organisation describes of the mobility, apart from whom to ask; empty where it is nothing. */
export function sendingSaid({ europass }: CertificateSnapshot): SaidField[] {
  const sending = europass?.sending
  return filled([
    ['field-initiative', sending?.initiative],
    ['field-qualification', sending?.qualification],
  ])
}

/** The host's statement, which nobody assessed, and who made it; null where there is none. */
export function hostingSaid({ europass }: CertificateSnapshot) {
  const { described, ...hosting } = europass?.hosting ?? {}
  if (!described) return null
  const fields = filled([
    ['field-tasks', hosting.tasks],
    ['field-job-related-skills', hosting.jobRelatedSkills],
    ['field-language-skills', hosting.languageSkills],
    ['field-organisational-skills', hosting.organisationalSkills],
    ['field-communication-skills', hosting.communicationSkills],
    ['field-other-skills', hosting.otherSkills],
  ])
  return { described, fields }
}
