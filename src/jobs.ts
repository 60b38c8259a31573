import { checkDaily } from './certificates/check-daily.ts'
import { finishIntended } from './certificates/finish-intended.ts'
import { sealPending } from './certificates/seal-pending.ts'
import { scanHeldEvidence } from './documentation/scan-evidence.ts'
import { removeFiles } from './erasure/remove-files.ts'
import { forgetIdempotencyKeys } from './platform/http/forget-idempotency-keys.ts'
import type { Job } from './platform/jobs/run-jobs.ts'

/** Everything that is done without being asked for. */
export const jobs: readonly Job[] = [
  { name: 'finish-intended-certificates', everySeconds: 60, run: finishIntended },
  { name: 'seal-certificates', everySeconds: 60, run: sealPending },
  { name: 'check-certificates', everySeconds: 3600, run: checkDaily },
  { name: 'scan-held-evidence', everySeconds: 30, run: scanHeldEvidence },
  { name: 'remove-erased-files', everySeconds: 60, run: removeFiles },
  { name: 'forget-idempotency-keys', everySeconds: 3600, run: forgetIdempotencyKeys },
]
