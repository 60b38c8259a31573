import { act } from '../../act.ts'
import { bornIn } from '../../certification/downloads/holder-form.ts'
import type { Context } from '../../context.ts'
import { asTenant } from '../../db/tenancy.ts'
import { Refusal } from '../../errors.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import { countTry, type Link, noteBirthDateSaid } from '../../platform/auth/links.ts'
import { sharingActions } from './actions.ts'
import { theCertificate } from './certificate-links.ts'
import { say } from './words.ts'

/** So often a birth date may be said wrongly through one link, whoever says it. */
const MAX_TRIES = 10

/**
 * Says when the learner was born, as the certificate has it or the register by now: from then on the link gives what tells
 * it. Returns the link as it is then. Every try is written down before it is looked at.
 */
export async function confirmBirthDate(ctx: Context, link: Link, said: string): Promise<Link> {
  const tries = link.birthDateSaidAt ? 0 : await asTenant(ctx.db, ctx.actor, (tx) => countTry(tx, link))
  if (tries > MAX_TRIES) throw new Refusal('wrong-state', say('born-too-often'))
  const hold = theCertificate(link.subjectId)
  return act(ctx, sharingActions.confirmBirthDate, hold, async ({ tx, subject, now }) => {
    const { birthDate } = await getKnownPerson(tx, link.personId)
    if (said !== bornIn(subject.snapshot) && said !== birthDate)
      throw new Refusal('incomplete', say('born-otherwise'), [
        { in: 'body', pointer: '/birthDate', detail: say('not-born') },
      ])
    await noteBirthDateSaid(tx, link, now)
    return { value: { ...link, birthDateSaidAt: now }, subjectId: subject.id }
  })
}
