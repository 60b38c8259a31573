import type { Message } from './store.ts'

/** Of what a message is, that an action leads to: of the case in which it was done, or of the thing that it was done to. */
type Telling = {
  template: Message['template']
  about: 'case' | 'thing'
  to: readonly ('learner' | 'guardian')[]
  /** Told also where the organisation only sends what it is asked for. */
  always?: true
}

/** Each guardian is told beside a learner who is under 18. */
const both = ['learner', 'guardian'] as const

/**
 * Which action tells whom what, by the key of its row, where the organisation has the service tell of itself. Nothing else
 * is sent without being asked for, but reminders.
 */
export const tellings: Readonly<Record<string, readonly Telling[]>> = {
  issueCertificate: [
    { template: 'certificate-ready', about: 'thing', to: both },
    { template: 'appeal-open', about: 'case', to: both },
  ],
  shareCertificate: [{ template: 'certificate-shared', about: 'thing', to: ['guardian'], always: true }],
  refuseRecognition: [{ template: 'appeal-open', about: 'case', to: both }],
  confirmRevocation: [{ template: 'certificate-revoked', about: 'thing', to: both }],
  supersedeCertificate: [{ template: 'certificate-replaced', about: 'thing', to: both }],
  upholdAppeal: [{ template: 'appeal-decided', about: 'case', to: both }],
  rejectAppeal: [{ template: 'appeal-decided', about: 'case', to: both }],
}
