import type { Context } from '../../../context.ts'
import { type Fault, Refusal } from '../../../errors.ts'
import { parseInput } from '../../../platform/http/faults.ts'
import type { ReadFiles } from '../../../platform/http/upload.ts'
import type { Typed } from '../../../platform/pages/typed-form.ts'
import type { EvidenceWithOutcomes } from '../../documentation/store.ts'
import { submitEvidence } from '../../documentation/submit-evidence.ts'
import { say } from '../words.ts'
import { BroughtEvidence } from './schemas.ts'

/** Keeps each file as a piece of evidence, one after the other. Those before one that is refused are kept, and told. */
export async function bringAtDesk(
  ctx: Context,
  recognitionId: string,
  readFiles: ReadFiles,
): Promise<EvidenceWithOutcomes[]> {
  const brought: EvidenceWithOutcomes[] = []
  try {
    const typed = await readFiles(async (bytes, before) => {
      const { form, title, competences, ...fields } = fieldsOf(before)
      const number = brought.length + 1
      const own = form === undefined ? ctx : { ...ctx, form: `${form.slice(0, 60)}-${number}` }
      const named = {
        ...fields,
        kind: 'file' as const,
        title: number === 1 ? title : `${title.slice(0, 190).toWellFormed()} (${number})`,
        competences,
      }
      brought.push(await submitEvidence(own, recognitionId, named, bytes))
    })
    if (brought.length === 0) {
      const { faults } = parseInput(BroughtEvidence, typed)
      throw new Refusal('bad-input', say('file-needed'), [...faults, atFile(say('file-needed'))])
    }
    return brought
  } catch (error) {
    throw error instanceof Refusal ? told(error, brought) : error
  }
}

function fieldsOf(typed: Typed) {
  const { data, faults } = parseInput(BroughtEvidence, typed)
  if (data === null) throw new Refusal('bad-input', say('not-finished'), faults)
  return data
}

const atFile = (detail: Fault['detail']): Fault => ({ in: 'body', pointer: '/file', detail })

/** What is wrong with no field is wrong with the file; what was kept before it is said, too. */
function told({ reason, sentence, faults, extra }: Refusal, brought: readonly unknown[]): Refusal {
  return new Refusal(reason, sentence, faults.length > 0 ? faults : [atFile(sentence)], {
    ...extra,
    ...(brought.length > 0 && { kept: brought.length }),
  })
}
