import { type Context, read } from '../../../context.ts'
import { Refusal } from '../../../errors.ts'
import type { Link } from '../../../platform/auth/links.ts'
import { guardianMaySign, hasSigned } from '../agreement.ts'
import { gatherVersions, getVersionById, type Version } from '../store.ts'
import { say } from '../words.ts'

/** The version that a link leads to; refuses a guardian whose learner has come of age since it was made. */
export function readToSign(ctx: Context, { subjectId, party, secondGuardian }: Link): Promise<Version> {
  return read(ctx, async (tx) => {
    const version = await getVersionById(tx, subjectId)
    if (party !== 'guardian') return version
    const found = (await gatherVersions(tx, version.mobilityId)).find(
      (each) => each.version.id === subjectId,
    )!
    const isUnsigned = !hasSigned(found, { party, secondGuardian })
    if (isUnsigned && !guardianMaySign(found, ctx.now())) throw new Refusal('wrong-state', say('come-of-age'))
    return version
  })
}
