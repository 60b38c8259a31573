import type { Role } from '../platform/auth/access.ts'
import {
  adoptionBlockers,
  assessmentBlockers,
  type Blocker,
  documentationBlockers,
  identificationBlockers,
  informationBlockers,
  issueBlockers,
  refusalBlockers,
} from './blockers.ts'
import type { CaseFacts } from './case-facts.ts'
import { openStages, type Stage } from './stage.ts'

export type Rule = {
  from: readonly Stage[]
  /** Where the case goes; the same stage for what is done within it. */
  to: Stage | 'same'
  by: readonly Role[]
  side: 'sending' | 'hosting' | 'either'
  /** Where to send it: the path below /v1/recognitions/{id}, or below /v1. */
  at: string
  /** A role that no other of these may be joined with in one case. */
  apart?: 'mentor' | 'assessor' | 'validator' | 'issuer'
  reason?: true
  /** The memorandum may leave it to one side. */
  byMemorandum?: true
  blockers: (facts: CaseFacts) => Blocker[]
}

const none = () => []

/** The whole life of a case. Nothing skips a stage, and nothing leaves certified, refused or withdrawn. */
export const rules = {
  'adopt-agreement': {
    from: openStages,
    to: 'same',
    by: ['coordinator'],
    side: 'sending',
    at: '/agreement',
    blockers: adoptionBlockers,
  },
  'claim-outcome': {
    from: ['identification'],
    to: 'same',
    by: ['coordinator'],
    side: 'sending',
    at: '/outcomes',
    blockers: informationBlockers,
  },
  'complete-identification': {
    from: ['identification'],
    to: 'documentation',
    by: ['coordinator'],
    side: 'sending',
    at: '/transitions',
    blockers: identificationBlockers,
  },
  'submit-evidence': {
    from: ['documentation'],
    to: 'same',
    by: ['coordinator', 'mentor'],
    side: 'either',
    at: '/evidence',
    blockers: none,
  },
  attest: {
    from: ['documentation'],
    to: 'same',
    by: ['mentor'],
    side: 'hosting',
    at: '/attestation',
    apart: 'mentor',
    blockers: none,
  },
  'complete-documentation': {
    from: ['documentation'],
    to: 'assessment',
    by: ['coordinator'],
    side: 'sending',
    at: '/transitions',
    blockers: documentationBlockers,
  },
  'record-marks': {
    from: ['assessment'],
    to: 'same',
    by: ['assessor'],
    side: 'either',
    at: '/marks',
    apart: 'assessor',
    byMemorandum: true,
    blockers: none,
  },
  'complete-assessment': {
    from: ['assessment'],
    to: 'validation',
    by: ['coordinator', 'assessor'],
    side: 'sending',
    at: '/transitions',
    blockers: assessmentBlockers,
  },
  decide: {
    from: ['validation'],
    to: 'same',
    by: ['validator'],
    side: 'sending',
    at: '/decision',
    apart: 'validator',
    blockers: none,
  },
  refuse: {
    from: ['validation'],
    to: 'refused',
    by: ['validator'],
    side: 'sending',
    at: '/transitions',
    apart: 'validator',
    reason: true,
    blockers: refusalBlockers,
  },
  issue: {
    from: ['validation'],
    to: 'certified',
    by: ['issuer'],
    side: 'sending',
    at: '/v1/certificates',
    apart: 'issuer',
    blockers: issueBlockers,
  },
  withdraw: {
    from: openStages,
    to: 'withdrawn',
    by: ['coordinator'],
    side: 'sending',
    at: '/transitions',
    reason: true,
    blockers: none,
  },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof rules

/** The moves that are asked for by name; issuing is a move too, made by the certificate. */
export const moves = [
  'complete-identification',
  'complete-documentation',
  'complete-assessment',
  'refuse',
  'withdraw',
] as const
export type MoveName = (typeof moves)[number]

export const ruleOf = (action: Action): Rule => rules[action]

/** The stage a case is in after the action. */
export function stageAfter(action: Action, stage: Stage): Stage {
  const { to } = ruleOf(action)
  return to === 'same' ? stage : to
}

/** What is missing before the action; empty when nothing is. */
export function blockersOf(action: Action, facts: CaseFacts): Blocker[] {
  return ruleOf(action).blockers(facts)
}
