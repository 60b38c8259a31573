import { writeDown } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { termsOfCase } from '../../../parties/partnerships/terms-of-case.ts'
import { addDays } from '../../../platform/dates.ts'
import { dayOf, UTC } from '../../../platform/time-zone.ts'
import type { Case } from '../../case.ts'
import { assessorActions } from '../actions.ts'
import { insertPause } from './issuing-pause-store.ts'
import { weightedKappa } from './rater-agreement.ts'
import { pairsSince } from './store.ts'

/** Fewer outcomes marked twice say nothing: with one or two, a single difference of a level would stop a partnership. */
const FEWEST_PAIRS = 5

/**
 * Looks at how well the assessors of a partnership agree (quadratic kappa over a year, or since issuing was last resumed),
 * once there are at least five second marks and a quarter's minimum. Too little raises an alarm; far too little pauses issuing.
 */
export async function watchAgreement(tx: Tx, ctx: Context, loaded: Case): Promise<void> {
  const now = ctx.now()
  if (loaded.isPaused) return
  const { recognition } = loaded
  const { organisationId, hostingOrganisationId, frameworkId } = recognition
  const terms = termsOfCase(loaded)
  const pairs = await pairsSince(tx, recognition, addDays(dayOf(now, UTC), -365))
  const kappa = weightedKappa(pairs, 'quadratic')
  if (pairs.length < Math.max(FEWEST_PAIRS, terms.secondMarkingMinimum)) return
  if (kappa === null || kappa >= terms.kappaAlarm) return
  const line = {
    subjectId: organisationId,
    details: { hostingOrganisationId, frameworkId, kappa, pairs: pairs.length },
  }
  await writeDown(tx, ctx, assessorActions.raiseAlarm, loaded, line)
  if (kappa >= terms.kappaPause) return
  await insertPause(tx, {
    organisationId,
    hostingOrganisationId,
    frameworkId,
    kappa,
    pairs: pairs.length,
    pausedAt: now,
  })
  await writeDown(tx, ctx, assessorActions.pauseIssuing, loaded, line)
}
