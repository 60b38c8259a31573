import { finishIntended } from './certification/certificates/finish-intended.ts'
import { sealPending } from './certification/documents/seal/seal-pending.ts'
import { checkDaily } from './certification/register-check/check-daily.ts'
import { removeFiles } from './custody/erasure/remove-files.ts'
import { numberLines } from './custody/ledger/number-lines.ts'
import { applyRetention } from './custody/retention/apply-retention.ts'
import { forgetDeskForms } from './db/desk-forms.ts'
import { forgetBatches } from './exchange/batches/forget-batches.ts'
import { runBatches } from './exchange/batches/run-batches.ts'
import { forgetImports } from './exchange/imports/forget-imports.ts'
import { workImports } from './exchange/imports/running/work-imports.ts'
import { remindPeople } from './exchange/mail/reminders/remind-people.ts'
import { sendMessages } from './exchange/mail/send-messages.ts'
import { carryOutOrders } from './exchange/orders/carry-out-orders.ts'
import { forgetDeliveries, sendWebhooks } from './exchange/webhooks/send-webhooks.ts'
import { forgetSignIns } from './parties/sign-in/door-store.ts'
import type { Errands } from './platform/auth/errand.ts'
import { watchAuxiliaries } from './platform/auxiliaries/watch-auxiliaries.ts'
import { forgetIdempotencyKeys } from './platform/http/forget-idempotency-keys.ts'
import type { Job } from './platform/jobs/run-jobs.ts'
import { forgetCounts } from './platform/limits/store.ts'
import { scanHeldEvidence } from './recognition/documentation/scan-evidence.ts'
import { forgetUnconfirmed } from './verification/my-page/private-address/forget-unconfirmed.ts'

/** What every process does, also one that leaves the jobs to others: what it has beside itself is its own. */
export const watches: readonly Job[] = [
  { name: 'watch-auxiliaries', everySeconds: 60, run: watchAuxiliaries },
]

/** Everything that is done without being asked for. */
export const jobs: readonly Job[] = [
  { name: 'number-ledger', everySeconds: 1, run: numberLines },
  { name: 'finish-intended-certificates', everySeconds: 60, run: finishIntended },
  { name: 'seal-certificates', everySeconds: 60, run: sealPending },
  { name: 'check-certificates', everySeconds: 3600, run: checkDaily },
  { name: 'send-messages', everySeconds: 2, run: sendMessages },
  { name: 'send-webhooks', everySeconds: 1, run: sendWebhooks },
  { name: 'forget-webhook-deliveries', everySeconds: 3600, run: forgetDeliveries },
  { name: 'remind-people', everySeconds: 3600, run: remindPeople },
  { name: 'scan-held-evidence', everySeconds: 30, run: scanHeldEvidence },
  { name: 'remove-erased-files', everySeconds: 60, run: removeFiles },
  { name: 'apply-retention', everySeconds: 3600, run: applyRetention },
  { name: 'forget-sign-ins', everySeconds: 3600, run: forgetSignIns },
  { name: 'forget-request-counts', everySeconds: 600, run: forgetCounts },
  { name: 'forget-idempotency-keys', everySeconds: 3600, run: forgetIdempotencyKeys },
  { name: 'forget-unconfirmed-addresses', everySeconds: 3600, run: forgetUnconfirmed },
  { name: 'forget-desk-forms', everySeconds: 3600, run: forgetDeskForms },
  { name: 'forget-batches', everySeconds: 3600, run: forgetBatches },
  { name: 'work-imports', everySeconds: 1, run: workImports },
  { name: 'forget-imports', everySeconds: 3600, run: forgetImports },
]

/** What is done without being asked for by asking the service itself, through its routes. */
export const jobsOn = (errands: Errands): readonly Job[] => [
  { name: 'run-batches', everySeconds: 1, run: (services) => runBatches(services, errands) },
  { name: 'carry-out-orders', everySeconds: 2, run: (services) => carryOutOrders(services, errands) },
]
