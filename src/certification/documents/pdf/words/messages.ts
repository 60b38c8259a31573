// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  document: null
  structure: null
  number: null
  certifies: null
  'born-on': null
  'outcomes-reached': null
  'highest-level': null
  workload: null
  verify: null
  'verify-how': null
  'issued-on': null
  'certificate-number': null
  holder: null
  'family-name': null
  'given-name': null
  issuer: null
  organisation: null
  place: null
  oid: null
  contact: null
  'europass-number': null
  partners: null
  sending: null
  hosting: null
  mobility: null
  objective: null
  programme: null
  'starts-on': null
  'ends-on': null
  'project-code': null
  'mobility-code': null
  participation: null
  skills: null
  'assessment-types': null
  'quality-assurance': null
  baseline: null
  target: null
  level: null
  'level-before': null
  'level-gained': null
  'level-target': null
  additional: null
  improved: null
  methods: null
  classifications: null
  evidence: null
  assessed: null
  validated: null
  credits: null
  record: null
  'eqf-level': null
  'eqf-none': null
  basis: null
  framework: null
  'framework-hash': null
  agreement: null
  'agreement-hash': null
  attribution: null
  attached: null
  supersedes: null
  'supersedes-correction': { number: Text }
  'supersedes-appeal': { number: Text }
  wheel: null
  qr: null
  'result-reached': null
  'result-partly': null
  'result-not-reached': null
  'result-not-assessed': null
  'participation-on-site': null
  'participation-online': null
  'participation-blended': null
  hours: { count: number; hours: Text }
  'out-of': { count: Text }
  'agreement-version': { version: Text; signed: Day }
  'page-of': { number: Text; count: Text }
  achievement: { host: Text; place: Text; further: number; other: Text; otherPlace: Text; period: Text; framework: Text }
  certificates: null
  languages: null
  agreed: null
  'agreed-at-level': { level: Text }
  partial: { covered: Text; missing: Text }
  'by-partners': null
  acquired: null
  'programme-eqf-level': null
  'co-funded': null
  'union-emblem': null
  'field-of-education': null
  validity: null
  'valid-until': { day: Text }
  'after-expiry': { day: Text; issuer: Text }
  'issuer-identity': null
  'identity-confirmed': { by: Text; on: Day }
  'identity-not-confirmed': null
  'legal-name': null
  'registration-number': null
  address: null
  'contact-point': null
  competence: null
  'accredited-from': { from: Day }
  'accredited-until': { from: Day; until: Day }
  'accreditation-erasmus-vet-accreditation': null
  'accreditation-national-accreditation': null
  'accreditation-licence': null
  'accreditation-eqavet': null
  'accreditation-other': null
  'reached-what': null
  'reached-level': null
  'more-overleaf': { count: number }
  'partial-word': null
  stamp: null
  behind: null
  'behind-people': null
  'behind-criteria': { count: number }
  'behind-twice': { count: number }
  'behind-departed': { count: number }
  'behind-deviations': { count: number }
  'another-school': null
  'behind-mail': { giver: Text }
  'behind-confirmed': { giver: Text }
  'behind-vouched': { giver: Text }
  'also-met': { level: Text; count: number }
  'more-in-whole': { count: number }
  described: null
  'field-sending-person': null
  'field-hosting-person': null
  'field-initiative': null
  'field-qualification': null
  'field-tasks': null
  'field-job-related-skills': null
  'field-language-skills': null
  'field-organisational-skills': null
  'field-communication-skills': null
  'field-other-skills': null
  'field-attested': null
  'field-declared': null
  'described-by': { name: Text; day: Day }
  logo: { organisation: Text }
  'by-on': { name: Text; day: Day }
  'framework-wording': null
  'framework-worded-in': { language: Text; instead: Text }
  'framework-wording-of': { language: Text; wording: Text }
  'read-after': null
  levels: null
  participant: null
  'virtual-days': null
  interrupted: null
  counted: null
  'behind-paper': { party: 'sending' | 'hosting' | 'learner' | 'staff' | 'guardian' | 'other' }
  'behind-programme': null
  stays: null
}
