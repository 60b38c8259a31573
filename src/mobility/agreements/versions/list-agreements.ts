import type { z } from 'zod'
import { type Context, read } from '../../../context.ts'
import { keepReadingOf } from '../../../custody/ledger/readings-store.ts'
import type { AnySide } from '../../../db/sides.ts'
import { type Keyset, toPage } from '../../../platform/http/pages.ts'
import type { Language } from '../../../platform/words/language.ts'
import { type FoundMobilities, listMobilities } from '../../mobilities/store.ts'
import { type AgreementView, viewAgreement } from '../schemas.ts'
import { gatherAgreements } from '../store.ts'

/**
 * The newest version of the agreement of each mobility on a page, and that somebody reads of their learners; a page counts
 * mobilities, so that it holds fewer where some have no agreement yet.
 */
export async function listAgreements(
  ctx: Context,
  side: AnySide,
  keyset: Keyset,
  filter: FoundMobilities,
  language: Language,
) {
  return read(ctx, async (tx, actor) => {
    const found = await listMobilities(tx, actor.organisationId, side, keyset, filter)
    const { items: shown, ...page } = toPage(found, keyset, (mobility) => mobility)
    const agreements = await gatherAgreements(
      tx,
      shown.map(({ id }) => id),
    )
    const items = shown.flatMap(({ id }): z.infer<typeof AgreementView>[] => {
      const versions = agreements.get(id)?.versions ?? []
      const newest = versions.findLast(({ withdrawn }) => !withdrawn)
      return newest ? [viewAgreement(versions, newest.version.number, language)] : []
    })
    const told = shown
      .filter(({ id }) => items.some(({ mobilityId }) => mobilityId === id))
      .map(({ learnerId: personId, organisationId }) => ({ personId, organisationId }))
    await keepReadingOf(tx, actor, told, ctx.now())
    return { ...page, items }
  })
}
