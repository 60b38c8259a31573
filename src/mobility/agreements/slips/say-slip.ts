import { isDeepStrictEqual } from 'node:util'
import { type Acting, act, type Done } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { type Fault, notFound, Refusal } from '../../../errors.ts'
import { lockMobility } from '../../mobilities/store.ts'
import { agreementActions } from '../actions.ts'
import type { Slip, VersionWithSignatures } from '../agreement-rows.ts'
import type { Shown } from '../read-agreement.ts'
import type { Slipping } from '../standing.ts'
import { gatherDrafting, insertSlip } from '../store.ts'
import { say } from '../words.ts'
import { changedFacts, correctedContent } from './registered.ts'

/** The version that is in use, held, and in which of its fields the registers say otherwise. */
type HeldSlipping = Slipping & {
  mobilityId: string
  versions: VersionWithSignatures[]
  /** Undefined while there is none. */
  signed: VersionWithSignatures | undefined
  changed: ReturnType<typeof changedFacts>
}

/**
 * One organisation says that what it signed in these fields was a slip, and that the registers now have them right. It
 * changes nothing until the other has confirmed it.
 */
export async function proposeSlip(
  ctx: Context,
  mobilityId: string,
  { fields, reason }: { fields: readonly string[]; reason: string },
): Promise<Shown> {
  const { proposeSlip: action } = agreementActions
  return act(ctx, action, toCorrect(ctx, mobilityId), async (acting) => {
    const { changed, signed } = acting.subject
    if (!signed) throw new Refusal('conflict', say('nothing-signed'))
    const isChanged = (pointer: string) => changed.some((field) => field.pointer === pointer)
    const faults = fields.flatMap((pointer, index): Fault[] => {
      if (isChanged(pointer) && fields.indexOf(pointer) === index) return []
      const detail = isChanged(pointer) ? say('stands-twice') : say('as-signed', { pointer })
      return [{ in: 'body', pointer: `/fields/${index}`, detail }]
    })
    if (faults.length > 0) throw new Refusal('incomplete', say('no-slip'), faults)
    const own = changed.filter(({ pointer }) => fields.includes(pointer))
    return keepWord(acting, { confirms: null, fields: own, reason })
  })
}

/** The other organisation confirms it: from now on the agreement reads so, for exactly these values. */
export async function confirmSlip(ctx: Context, mobilityId: string, slipId: string): Promise<Shown> {
  const { confirmSlip: action } = agreementActions
  const hold = async (tx: Tx) => {
    const held = await toCorrect(ctx, mobilityId)(tx)
    const all = held.versions.flatMap(({ proposed, corrected }) => [...proposed, ...corrected])
    const slip = all.find(({ id }) => id === slipId)
    return { ...held, said: slip, ...(slip && { slip }) }
  }
  return act(ctx, action, hold, async (acting) => {
    const { changed, said: slip, signed } = acting.subject
    if (!slip) throw notFound('slip')
    if (signed?.corrected.includes(slip)) throw new Refusal('conflict', say('confirmed-already'))
    const isSo = slip.fields.every(({ pointer, new: value }) =>
      changed.some((field) => field.pointer === pointer && isDeepStrictEqual(field.new, value)),
    )
    if (!isSo || !signed?.proposed.includes(slip)) throw new Refusal('conflict', say('slip-overtaken'))
    return keepWord(acting, { confirms: slip.id, fields: slip.fields, reason: slip.reason })
  })
}

const toCorrect =
  (ctx: Context, id: string) =>
  async (tx: Tx): Promise<HeldSlipping> => {
    const mobility = await lockMobility(tx, id)
    const there = await gatherDrafting(tx, mobility, ctx.now())
    const { organisationId, hostingOrganisationId, cancelledAt } = mobility
    const signed = inUse(there.versions)
    // Another host agrees for itself: that is no slip.
    const isOfHost = signed?.version.content.hosting.id === hostingOrganisationId
    const changed =
      signed && isOfHost
        ? changedFacts(correctedContent(signed.version.content, signed.corrected), there)
        : []
    return {
      state: null,
      organisationId,
      hostingOrganisationId,
      cancelledAt,
      mobilityId: id,
      versions: there.versions,
      signed,
      changed,
    }
  }

/** The newest version that both organisations and the learner have signed. */
function inUse(versions: readonly VersionWithSignatures[]): VersionWithSignatures | undefined {
  const wanted = ['sending', 'hosting', 'learner']
  return versions.findLast(
    ({ withdrawn, signatures }) =>
      !withdrawn && wanted.every((party) => signatures.some((signature) => signature.party === party)),
  )
}

async function keepWord(
  { tx, subject, actor, now }: Acting<HeldSlipping>,
  word: Pick<Slip, 'confirms' | 'fields' | 'reason'>,
): Promise<Done<Shown>> {
  const { signed, versions, mobilityId } = subject
  if (!signed) throw new Refusal('conflict', say('nothing-signed'))
  const { id: versionId, number, organisationId, hostingOrganisationId } = signed.version
  const row = await insertSlip(tx, {
    ...word,
    organisationId,
    hostingOrganisationId,
    versionId,
    side: actor.organisationId === organisationId ? 'sending' : 'hosting',
    memberId: actor.memberId!,
    at: now,
  })
  const { proposed, corrected } = signed
  const known =
    row.confirms === null
      ? { proposed: [...proposed, row], corrected }
      : {
          proposed: proposed.filter(({ id }) => id !== row.confirms),
          corrected: [...corrected, ...proposed.filter(({ id }) => id === row.confirms)],
        }
  return {
    value: {
      mobilityId,
      number,
      versions: versions.map((each) => (each === signed ? { ...signed, ...known } : each)),
    },
    subjectId: versionId,
    details: { slip: row.confirms ?? row.id, fields: word.fields.map(({ pointer }) => pointer) },
  }
}
