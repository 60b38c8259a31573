import { getCertificate } from '../../certification/certificates/store.ts'
import { type Context, write } from '../../context.ts'
import { record } from '../../platform/audit/record.ts'
import type { Level } from './sharing.ts'
import { setLevel } from './store.ts'

/** Sets what anyone sees who has the verification code, from now on. */
export async function chooseLevel(ctx: Context, certificateId: string, level: Level): Promise<void> {
  await write(ctx, async (tx) => {
    const { organisationId, hostingOrganisationId } = await getCertificate(tx, certificateId)
    await setLevel(tx, { certificateId, organisationId, hostingOrganisationId, level, updatedAt: ctx.now() })
    await record(tx, ctx, 'certificate.disclose', certificateId, { level })
  })
}
