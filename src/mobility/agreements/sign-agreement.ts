import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { queueCopy } from '../../exchange/outbox/queue-copy.ts'
import { getMember } from '../../parties/organisations/store.ts'
import { assertSigner } from '../../parties/people/assert-signer.ts'
import { type Link, useLink } from '../../platform/auth/links.ts'
import { linkRefusal } from '../../platform/pages/link-page.ts'
import { lockMobility } from '../mobilities/store.ts'
import { agreementActions } from './actions.ts'
import type { VersionWithSignatures } from './agreement-rows.ts'
import type { Shown } from './read-agreement.ts'
import { putSignature, readAs, type SignedVersion, signingOf } from './signing.ts'
import { lockMobilityOf } from './store.ts'
import { say } from './words.ts'

/** A member signs for their organisation, sending or hosting, the version whose hash they name. */
export async function signAgreement(ctx: Context, mobilityId: string, hash: string): Promise<Shown> {
  const hold = async (tx: Tx) => {
    const mobility = await lockMobility(tx, mobilityId)
    const party = mobility.organisationId === ctx.actor.organisationId ? 'sending' : 'hosting'
    return readAs(await signingOf(tx, ctx, mobility, { party }), hash)
  }
  return act(ctx, agreementActions.signAgreement, hold, async (acting) => {
    const { tx, actor } = acting
    const { id: memberId, name } = await getMember(tx, actor.organisationId, actor.memberId!)
    return putSignature(acting, { memberId, name })
  })
}

type SigningForm = {
  name: string
  onBehalf?: string | undefined
  birthDate?: string | undefined
  hash: string
}

const signatoryOf = ({ party, secondGuardian }: Link) => ({ party, secondGuardian })

/** The learner or guardian signs through a link, by typing their name; the link is used up. */
export async function signThroughLink(ctx: Context, link: Link, form: SigningForm): Promise<SignedVersion> {
  const hold = async (tx: Tx) => {
    const mobility = await lockMobilityOf(tx, link.subjectId)
    await useLink(tx, link, ctx.now())
    const held = await signingOf(tx, ctx, mobility, signatoryOf(link))
    if (held.newest.version.id !== link.subjectId) throw linkRefusal('outdated')
    return readAs(held, form.hash)
  }
  return act(ctx, agreementActions.signThroughLink, hold, async (acting) => {
    const signed = acting.subject.newest.version.content.learner
    const signer = await assertSigner(acting.tx, link, form, [signed])
    assertBorn(acting.subject.newest, form)
    const done = await putSignature(acting, { ...signer, personId: link.personId })
    await queueCopy(acting.tx, ctx, link, { template: 'agreement-signed', subjectId: link.subjectId })
    return done
  })
}

/** Whoever says when the learner was born says it as it stands in the agreement, or as the register has it since. */
function assertBorn(
  { version, bornOn }: VersionWithSignatures,
  { birthDate: said }: Pick<SigningForm, 'birthDate'>,
): void {
  const { birthDate } = version.content.learner
  if (said === undefined || birthDate === null || said === birthDate || said === bornOn) return
  const faults: Fault[] = [{ in: 'body', pointer: '/birthDate', detail: say('not-born') }]
  throw new Refusal('incomplete', say('born-otherwise'), faults)
}
