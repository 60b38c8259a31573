import { actionsOn, inPerson, type Subject } from '../../platform/actions/action.ts'
import type { CaseStanding } from '../../recognition/case.ts'
import { issueBlockers } from '../../recognition/validation/leave.ts'

export const issuingActions = actionsOn<CaseStanding>()({
  issueCertificate: {
    name: 'issue',
    on: 'recognition',
    from: ['validation'],
    to: 'certified',
    by: inPerson('recognise', ['issuer'], 'sending'),
    apart: 'issuer',
    signIn: true,
    route: 'POST /v1/certificates',
    ledger: 'certificate.issue',
    blockers: ({ facts }) => issueBlockers(facts),
  },
})

const consequence = { on: 'certificate', from: null, by: { service: 'consequence' }, route: null } as const

export const certificateActions = actionsOn<Subject>()({
  intendCertificate: { ...consequence, name: 'intend', ledger: 'certificate.intend' },
  voidCertificate: { ...consequence, name: 'void', ledger: 'certificate.void' },
  supersedeCertificate: { ...consequence, name: 'supersede', ledger: 'certificate.revoke' },
  sealCertificate: { ...consequence, name: 'seal', by: { service: 'job' }, ledger: 'certificate.seal' },
  resignCertificate: {
    ...consequence,
    name: 'resign',
    by: { service: 'job' },
    ledger: 'certificate.resign',
  },
})
