import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { sharingActions } from './actions.ts'
import { theCertificate } from './certificate-links.ts'
import type { Level } from './sharing.ts'
import { setLevel } from './store.ts'

/** Sets what anyone sees who has the verification code, from now on. */
export function chooseDisclosure(ctx: Context, certificateId: string, level: Level): Promise<void> {
  const { chooseDisclosure: action } = sharingActions
  return act(ctx, action, theCertificate(certificateId), async ({ tx, subject, now: updatedAt }) => {
    const { organisationId, hostingOrganisationId } = subject
    await setLevel(tx, { certificateId, organisationId, hostingOrganisationId, level, updatedAt })
    return { value: undefined, subjectId: certificateId, details: { level } }
  })
}
