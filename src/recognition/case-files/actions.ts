import { actionsOn, type Hindrance, inPerson } from '../../platform/actions/action.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { say as sayOfAccess } from '../../platform/auth/words.ts'
import type { CaseStanding } from '../case.ts'
import { say } from './words.ts'

const reading = {
  on: 'recognition',
  from: null,
  by: inPerson('read', ['coordinator', 'validator', 'auditor'], 'sending'),
  hidden: 'recognition',
  ledger: 'case-file.read',
  hinders: whileMarked,
} as const

export const caseFileActions = actionsOn<CaseStanding & { isBlind?: boolean }>()({
  readCaseFile: { ...reading, name: 'read-case-file', route: 'GET /v1/recognitions/{id}/file.pdf' },
  packCaseFile: { ...reading, name: 'pack-case-file', route: 'GET /v1/recognitions/{id}/file.zip' },
})

function whileMarked(
  { facts, isBlind }: CaseStanding & { isBlind?: boolean },
  { roles }: Actor,
): Hindrance | null {
  if (isBlind) return { reason: 'forbidden', sentence: sayOfAccess('closed-to-markers') }
  if (facts.stage !== 'assessment' || !roles.includes('assessor')) return null
  return { reason: 'forbidden', sentence: say('while-marked') }
}
