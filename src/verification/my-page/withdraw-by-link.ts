import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { needsGuardian } from '../../parties/people/person.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import type { Link } from '../../platform/auth/links.ts'
import { theCase } from '../../recognition/load-case.ts'
import { moveRecognition } from '../../recognition/store.ts'
import { myPageActions } from './actions.ts'
import { say } from './words.ts'

/**
 * A guardian ends the case of a learner under 18, or a learner of age their own, with a reason. What was signed stays, and
 * the coordinator may take it back within the day.
 */
export async function withdrawByLink(
  ctx: Context,
  { subjectId, personId, party, secondGuardian }: Link,
  reason: string,
): Promise<{ recognitionId: string; stage: 'withdrawn' }> {
  const { withdrawByLink: action } = myPageActions
  return act(ctx, action, theCase(ctx, subjectId), async ({ tx, subject, now }) => {
    const { recognition, today } = subject
    if (party === 'learner' && needsGuardian(await getKnownPerson(tx, personId), today))
      throw new Refusal('wrong-state', say('guardian-withdraws'))
    await moveRecognition(tx, recognition, 'withdrawn', now)
    return {
      value: { recognitionId: subjectId, stage: 'withdrawn' as const },
      subjectId,
      reason,
      details: { from: recognition.stage, to: 'withdrawn', party, ...(secondGuardian && { secondGuardian }) },
    }
  })
}
