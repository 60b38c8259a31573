import { act } from '../act.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import { calledAs, isWithHost, missingSignatories } from '../mobility/agreements/agreement.ts'
import { newestOf } from '../mobility/agreements/agreement-rows.ts'
import { gatherVersions } from '../mobility/agreements/store.ts'
import { participantOf } from '../mobility/mobilities/course.ts'
import { lockMobility, noteAgreement } from '../mobility/mobilities/store.ts'
import type { Sentence } from '../platform/words/sentence.ts'
import { openingActions } from './actions.ts'
import type { CaseFor } from './case.ts'
import { listUnconfirmedSignatures } from './desks/store.ts'
import { loadCase } from './load-case.ts'
import { openPlanned } from './outcome-store.ts'
import { insertRecognition } from './store.ts'
import { say } from './words.ts'

/** Opens the case of a mobility under its newest agreement, which everyone must have signed. One case per mobility. */
export async function openRecognition(ctx: Context, mobilityId: string): Promise<CaseFor> {
  const hold = async (tx: Tx) => ({
    ...(await lockMobility(tx, mobilityId)),
    state: null,
    unconfirmed: await listUnconfirmedSignatures(tx, mobilityId),
  })
  return act(ctx, openingActions.openRecognition, hold, async ({ tx, subject, actor, now }) => {
    const newest = newestOf(await gatherVersions(tx, mobilityId))
    const { version } = newest
    const missing = missingSignatories(newest)
    if (missing.length > 0) {
      const parties: Sentence = (language) =>
        missing
          .map((each) => (each.party === 'learner' ? participantOf(subject) : calledAs(each)))
          .map((party) => say('party', { party })(language))
          .join(', ')
      throw new Refusal('wrong-state', say('not-signed-by', { parties }))
    }
    const { organisationId, hostingOrganisationId } = subject
    if (!isWithHost(version, subject)) throw new Refusal('wrong-state', say('with-former-host'))
    const recognition = await insertRecognition(tx, {
      organisationId,
      hostingOrganisationId,
      mobilityId,
      agreementVersionId: version.id,
      frameworkId: version.content.framework.id,
      frameworkHash: version.content.framework.hash,
      stage: 'identification',
      stageSince: now,
      createdAt: now,
      updatedAt: now,
    })
    await noteAgreement(tx, mobilityId, { unsignedSince: null, signedSince: null })
    await openPlanned(tx, recognition, version, version.content.outcomes, now)
    return {
      value: { loaded: await loadCase(tx, recognition.id, now), actor },
      subjectId: recognition.id,
      details: { mobilityId, agreement: version.hash },
    }
  })
}
