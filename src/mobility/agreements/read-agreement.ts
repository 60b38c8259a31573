import type { z } from 'zod'
import { type Context, read } from '../../context.ts'
import { keepReadingOfMobility } from '../../custody/ledger/readings-store.ts'
import type { Language } from '../../platform/words/language.ts'
import type { VersionWithSignatures } from './agreement-rows.ts'
import { type AgreementView, viewAgreement } from './schemas.ts'
import { gatherVersions } from './store.ts'

/** Which version is shown, and those of its agreement where they are known already. */
export type Shown = { mobilityId: string; number: number; versions?: VersionWithSignatures[] }

/** A version with who has signed it, who has yet to, and what departed from the rules; reads what is not known yet. */
export async function readAgreement(
  ctx: Context,
  { mobilityId, number, versions }: Shown,
  language: Language,
): Promise<z.infer<typeof AgreementView>> {
  const known = versions ?? (await read(ctx, (tx) => gatherVersions(tx, mobilityId)))
  return viewAgreement(known, number, language)
}

/** The versions of an agreement with their signatures, for whoever reads them: that they do is kept. */
export async function readVersions(
  ctx: Context,
  mobilityId: string,
  gather = gatherVersions,
): Promise<VersionWithSignatures[]> {
  return read(ctx, async (tx, actor) => {
    const versions = await gather(tx, mobilityId)
    if (versions.length > 0) await keepReadingOfMobility(tx, actor, mobilityId, ctx.now())
    return versions
  })
}
