import type { Context } from '../../../context.ts'
import { Refusal } from '../../../errors.ts'
import type { ConflictDeclaration } from '../../assessment/assessor.ts'
import { declareConflicts } from '../../assessment/assignments/assign-assessor.ts'
import { attest } from '../../documentation/declare.ts'

/** Says for several learners at once that their work was done here, one act for each. */
export async function attestSeveral(
  ctx: Context,
  recognitionIds: readonly string[],
  statement: string,
): Promise<number> {
  return doEach(ctx, recognitionIds, (own, id) => attest(own, id, statement))
}

/** Says for several assignments at once what holds for each of them, one act for each. */
export async function declareForSeveral(
  ctx: Context,
  assignments: readonly { id: string; recognitionId: string }[],
  declared: ConflictDeclaration,
): Promise<number> {
  const cases = new Map(assignments.map(({ id, recognitionId }) => [id, recognitionId]))
  return doEach(ctx, [...cases.keys()], (own, id) => declareConflicts(own, cases.get(id)!, id, declared))
}

/** Each by itself, as a form of its own: what was done before, or is sent twice, is passed over. How many are done now. */
export async function doEach(
  ctx: Context,
  ids: readonly string[],
  act: (own: Context, id: string) => Promise<unknown>,
): Promise<number> {
  let done = 0
  for (const id of new Set(ids)) {
    try {
      await act(ctx.form ? { ...ctx, form: `${ctx.form}.${id}` } : ctx, id)
      done += 1
    } catch (error) {
      if (!(error instanceof Refusal) || error.reason !== 'conflict') throw error
    }
  }
  return done
}
