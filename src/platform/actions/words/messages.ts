// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'by-the-service': null
  'through-a-link': null
  'no-part': null
  assesses: { side: 'sending' | 'hosting' | 'other' }
  'partner-confirms': null
  'own-only': null
  'side-only': { side: 'sending' | 'hosting' | 'other' }
  'persons-act': null
  role: { role: 'coordinator' | 'mentor' | 'assessor' | 'validator' | 'issuer' | 'auditor' | 'admin' | 'other' }
  or: { one: Text; other: Text }
  'needs-role': { roles: Text }
  'took-part': null
  'took-part-as': { taken: Text; part: Text }
  part: { part: 'mentor' | 'assessor' | 'validator' | 'issuer' | 'other' }
  state: { state: 'identification' | 'documentation' | 'assessment' | 'validation' | 'certified' | 'refused' | 'withdrawn' | 'submitted' | 'in-hearing' | 'upheld' | 'rejected' | 'proposed' | 'confirmed' | 'ended' | 'valid' | 'revocation-asked' | 'correction-asked' | 'revoked' | 'open' | 'extended' | 'answered' | 'queued' | 'sent' | 'bounced' | 'failed' | 'suppressed' | 'handed-over' | 'running' | 'finished' | 'cancelled' | 'active' | 'disabled' | 'checking' | 'ready' | 'blocked' | 'done' | 'other'; noun: 'grant' | 'import' | 'other' }
  'thing-is': { thing: Text; state: Text }
  'possible-when': { action: Text; states: Text; thing: Text; state: Text }
  thing: { noun: 'organisation' | 'project' | 'client' | 'member' | 'grant' | 'partnership' | 'person' | 'link' | 'data-request' | 'question' | 'mobility' | 'group-mobility' | 'agreement-template' | 'agreement' | 'recognition' | 'appeal' | 'certificate' | 'message' | 'webhook' | 'batch' | 'cohort' | 'import' | 'other' }
  'something-missing': null
  'side-of': { side: 'sending' | 'hosting' | 'either' | 'assessing' | 'partner' | 'own' | 'any' | 'other' }
  'done-in-person': { roles: Text; side: Text }
  'done-by-clients': { roles: Text; side: Text }
  'done-by-members': { side: Text }
  'done-by-all': { side: Text }
  'done-by-holder': { parties: Text }
  party: { party: 'learner' | 'guardian' | 'member' | 'other' }
  'done-by-service': { how: 'job' | 'consequence' | 'start' | 'machine' | 'other' }
  'kept-apart': { part: 'any' | 'mentor' | 'assessor' | 'validator' | 'issuer' | 'other' }
  'a-role': { role: 'coordinator' | 'mentor' | 'assessor' | 'validator' | 'issuer' | 'auditor' | 'admin' | 'other' }
  'sign-in-yourself': null
  'signs-in': null
  'another-action': null
  'judge-what-is-there': null
}
