import { getCertificate } from '../../certification/certificates/store.ts'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import type { Level } from './sharing.ts'
import { setLevel } from './store.ts'

/** Sets what anyone sees who has the verification code, from now on. */
export async function chooseLevel(ctx: Context, certificateId: string, level: Level): Promise<void> {
  await write(ctx, async (tx) => {
    const certificate = await getCertificate(tx, certificateId)
    const { organisationId, hostingOrganisationId } = certificate
    await setLevel(tx, { certificateId, organisationId, hostingOrganisationId, level, updatedAt: ctx.now() })
    await record(tx, ctx, 'certificate.disclose', certificateId, { level }, certificate)
  })
}
