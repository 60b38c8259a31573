import type { z } from 'zod'
import { type Context, read } from '../../context.ts'
import { type AgreementView, viewAgreement } from './schemas.ts'
import { gatherVersions, type Version } from './store.ts'

/** A version with who has signed it, who has yet to, and what departed from the rules. */
export async function readAgreement(
  ctx: Context,
  version: Version,
  language: 'lv' | 'en',
): Promise<z.infer<typeof AgreementView>> {
  const versions = await read(ctx, (tx) => gatherVersions(tx, version.mobilityId))
  return viewAgreement(versions, version.number, language)
}
