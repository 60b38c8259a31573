import type { Context } from '../../context.ts'
import { type Fault, Refusal } from '../../errors.ts'
import type { Link } from '../../platform/auth/links.ts'
import { parseInput } from '../../platform/http/faults.ts'
import type { ReadFiles } from '../../platform/http/upload.ts'
import type { Typed } from '../../platform/pages/typed-form.ts'
import type { EvidenceWithOutcomes } from '../documentation/store.ts'
import { submitEvidence } from '../documentation/submit-evidence.ts'
import { ownEvidenceActions } from './actions.ts'
import { OwnEvidence } from './schemas.ts'
import { say } from './words.ts'

/** The learner brings files as evidence; each is kept as a piece of its own, and those before one that is refused stay. */
export async function bringEvidence(
  ctx: Context,
  { subjectId }: Link,
  readFiles: ReadFiles,
): Promise<EvidenceWithOutcomes[]> {
  const { submitOwnEvidence: action } = ownEvidenceActions
  const brought: EvidenceWithOutcomes[] = []
  try {
    const typed = await readFiles(async (bytes, before) => {
      const { title, ...fields } = fieldsOf(before)
      const number = brought.length + 1
      const called = number === 1 ? title : `${title.slice(0, 190).toWellFormed()} (${number})`
      const named = { ...fields, title: called, kind: 'file' as const }
      brought.push(await submitEvidence(ctx, subjectId, named, bytes, { action }))
    })
    if (brought.length > 0) return brought
    const { faults } = parseInput(OwnEvidence, typed)
    throw new Refusal('bad-input', say('file-needed'), [...faults, atFile(say('file-needed'))])
  } catch (error) {
    throw error instanceof Refusal && error.faults.length === 0
      ? new Refusal(error.reason, error.sentence, [atFile(error.sentence)], error.extra)
      : error
  }
}

function fieldsOf(typed: Typed) {
  const { data, faults } = parseInput(OwnEvidence, typed)
  if (data === null) throw new Refusal('bad-input', say('not-finished'), faults)
  return data
}

const atFile = (detail: Fault['detail']): Fault => ({ in: 'body', pointer: '/file', detail })
