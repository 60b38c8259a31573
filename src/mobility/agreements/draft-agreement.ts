import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { holdMobility } from '../mobilities/hold-mobility.ts'
import { agreementActions } from './actions.ts'
import { type AskedDraft, detailsOf, enterDraft, prepareDraft } from './drafting/prepared-draft.ts'
import type { Shown } from './read-agreement.ts'
import { lockCaseOf } from './store.ts'

/**
 * Writes the next version of a mobility's agreement, which nobody has signed yet: as it is said, or as a template has it.
 * Names every gap at once.
 */
export async function draftAgreement(ctx: Context, mobilityId: string, asked: AskedDraft): Promise<Shown> {
  const hold = async (tx: Tx) => ({
    ...(await holdMobility(tx, mobilityId)),
    open: await lockCaseOf(tx, mobilityId),
  })
  return act(ctx, agreementActions.draftAgreement, hold, async ({ tx, subject, now }) => {
    const prepared = await prepareDraft(tx, ctx.frameworks, subject, asked, now)
    const version = await enterDraft(tx, subject, prepared, now)
    const { terms, learner, versions } = prepared.there
    return {
      value: {
        mobilityId,
        number: version.number,
        versions: [
          ...versions,
          {
            version,
            signatures: [],
            withdrawn: false,
            withdrawnAt: null,
            zone: terms.timeZone,
            corrected: [],
            proposed: [],
            words: [],
            bornOn: learner.birthDate,
          },
        ],
      },
      subjectId: version.id,
      details: detailsOf(version),
    }
  })
}
