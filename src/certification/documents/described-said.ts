import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import type { Word } from './pdf/words.ts'

/** A field of the Europass Mobility form, by its number and the word that names it, and what an organisation describes there. */
export type SaidField = { field: string; label: Word; value: string }

type Rows = [string, Word, string | undefined][]
const filled = (rows: Rows): SaidField[] =>
  rows.flatMap(([field, label, value]) => (value === undefined ? [] : [{ field, label, value }]))

/** What the sending organisation describes of the mobility, apart from whom to ask; empty where it is nothing. */
export function sendingSaid({ europass }: CertificateSnapshot): SaidField[] {
  const sending = europass?.sending
  return filled([
    ['24', 'field-initiative', sending?.initiative],
    ['25', 'field-qualification', sending?.qualification],
  ])
}

/** The host's statement, which nobody assessed, and who made it; null where there is none. */
export function hostingSaid({ europass }: CertificateSnapshot) {
  const { described, ...hosting } = europass?.hosting ?? {}
  if (!described) return null
  const fields = filled([
    ['29', 'field-tasks', hosting.tasks],
    ['30', 'field-job-related-skills', hosting.jobRelatedSkills],
    ['31', 'field-language-skills', hosting.languageSkills],
    ['33', 'field-organisational-skills', hosting.organisationalSkills],
    ['34', 'field-communication-skills', hosting.communicationSkills],
    ['35', 'field-other-skills', hosting.otherSkills],
  ])
  return { described, fields }
}
