import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/errors.ts'
import { assertMay } from '../../src/platform/actions/may.ts'
import { type Actor, type Role, roles } from '../../src/platform/auth/access.ts'
import { DEFAULT_ZONE } from '../../src/platform/time-zone.ts'
import { readMessages } from '../../src/platform/words/read-catalogue.ts'
import { blocker } from '../../src/recognition/blockers.ts'
import { type CaseFacts, type OutcomeFacts, standingOf } from '../../src/recognition/case.ts'
import {
  type Offered as Action,
  actionsOf,
  moves,
  offered,
  offeredAction,
  presentBlockers,
  viewBlocker,
} from '../../src/recognition/recognition.ts'
import type { Stage } from '../../src/recognition/stage.ts'

const catalogue = new URL('../../src/recognition/words/', import.meta.url)

const stages: Stage[] = [
  'identification',
  'documentation',
  'assessment',
  'validation',
  'certified',
  'refused',
  'withdrawn',
]
const open = stages.slice(0, 4)
const closed = stages.slice(4)
const sending = '00000000-0000-7000-8000-000000000001'
const hosting = '00000000-0000-7000-8000-000000000002'
const me = '00000000-0000-7000-8000-00000000000a'

type Row = [from: Stage[], to: Stage | null, by: Role[], sides: ('sending' | 'hosting')[]]

/** Who may do what, where, and where it leads; null: the stage stays. Written down here a second time on purpose. */
const table: Record<string, Row> = {
  'adopt-agreement': [open, null, ['coordinator'], ['sending']],
  'claim-outcome': [['identification'], null, ['coordinator'], ['sending']],
  'complete-identification': [['identification'], 'documentation', ['coordinator'], ['sending']],
  'submit-evidence': [['documentation'], null, ['coordinator', 'mentor'], ['sending', 'hosting']],
  attest: [['documentation'], null, ['mentor'], ['hosting']],
  'complete-documentation': [['documentation'], 'assessment', ['coordinator'], ['sending']],
  'record-marks': [['assessment'], null, ['assessor'], ['sending', 'hosting']],
  'complete-assessment': [['assessment'], 'validation', ['coordinator', 'assessor'], ['sending']],
  decide: [['validation'], null, ['validator'], ['sending']],
  refuse: [['validation'], 'refused', ['validator'], ['sending']],
  issue: [['validation'], 'certified', ['issuer'], ['sending']],
  withdraw: [open, 'withdrawn', ['coordinator'], ['sending']],
  reinstate: [['withdrawn'], null, ['coordinator', 'admin'], ['sending']],
}
const actions = Object.keys(table) as Action[]

/** A case with nothing in anyone's way. */
function facts(over: Partial<CaseFacts> = {}): CaseFacts {
  return {
    stage: 'identification',
    organisationId: sending,
    hostingOrganisationId: hosting,
    outdated: [],
    amendment: null,
    deviations: [],
    assessedBy: 'either',
    informed: true,
    mobilityEnded: true,
    outcomes: [outcome()],
    declared: { authorship: true, attestation: true },
    mentors: [],
    assessors: [],
    validators: [],
    ...over,
  }
}

function outcome(over: Partial<OutcomeFacts> = {}): OutcomeFacts {
  return {
    id: '1',
    competence: '1.1',
    kind: 'planned',
    status: 'claimed',
    evidence: 1,
    level: 4,
    assessed: true,
    decision: { result: 'reached', gain: 'improved' },
    ...over,
  }
}

const actor = (side: 'sending' | 'hosting', held: readonly Role[], memberId: string | null = me): Actor => ({
  organisationId: side === 'sending' ? sending : hosting,
  clientId: 'client',
  memberId,
  personId: null,
  roles: held,
  zone: DEFAULT_ZONE,
  scopes: [],
})

/** What refuses the action, or null. */
function refusal(action: Action, of: CaseFacts, who: Actor): string | null {
  try {
    assertMay(offeredAction(action), standingOf(of), who)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.reason
    throw error
  }
}

describe('the rules of a case', () => {
  test('have a row in the table for every action, and no other', () => {
    expect([...offered].sort()).toEqual([...actions].sort())
  })

  describe.each(actions)('%s', (action) => {
    const [from, to, by, sides] = table[action]!
    test.each(stages)('in %s is open to its roles on its side, and to nobody else', (stage) => {
      for (const role of roles) {
        for (const side of ['sending', 'hosting'] as const) {
          const allowed = from.includes(stage) && by.includes(role) && sides.includes(side)
          const expected = allowed
            ? null
            : sides.includes(side) && by.includes(role)
              ? 'wrong-state'
              : 'forbidden'
          expect([role, side, refusal(action, facts({ stage }), actor(side, [role]))]).toEqual([
            role,
            side,
            expected,
          ])
        }
      }
    })

    test('leads where the table says', () => {
      for (const stage of from) expect(offeredAction(action).to ?? stage).toBe(to ?? stage)
    })
  })

  test('move no closed case, whoever asks, and offer nothing in one, but to take a withdrawal back', () => {
    for (const stage of closed) {
      for (const side of ['sending', 'hosting'] as const) {
        const who = actor(side, roles)
        const left = stage === 'withdrawn' && side === 'sending' ? ['reinstate'] : []
        const found = actionsOf(standingOf(facts({ stage })), who)
        expect(found.map(({ action }) => action)).toEqual(left)
        const open = actions.filter((action) => refusal(action, facts({ stage }), who) === null)
        expect(open).toEqual(left)
      }
      expect(presentBlockers(facts({ stage }))).toEqual([])
    }
  })

  test('lead through the four stages in order, one at a time', () => {
    for (const [action, [from, to]] of Object.entries(table)) {
      if (to === null || closed.includes(to)) continue
      expect([action, from.map((stage) => open.indexOf(stage) + 1)]).toEqual([action, [open.indexOf(to)]])
    }
  })

  test('name as moves exactly what changes the stage, but for issuing, which the certificate does', () => {
    const changing = actions.filter((action) => table[action]![1] !== null && action !== 'issue')
    // Where a case stood before it was withdrawn, the table cannot say: it is another stage each time.
    expect([...moves].sort()).toEqual([...changing, 'reinstate'].sort())
  })

  test('offer what they allow, and tell what is blocked', () => {
    const of = facts({ informed: false, outcomes: [outcome({ status: 'open' })] })
    expect(actionsOf(standingOf(of), actor('sending', ['coordinator']))).toEqual([
      { action: 'adopt-agreement', at: '/agreement', blocked: true },
      { action: 'claim-outcome', at: '/outcomes', blocked: true },
      { action: 'complete-identification', at: '/transitions', blocked: true },
      { action: 'withdraw', at: '/transitions', blocked: false },
    ])
    expect(actionsOf(standingOf(of), actor('hosting', roles))).toEqual([])
  })
})

describe('people in one case', () => {
  const taken = [
    ['mentors', 'mentor', 'attest'],
    ['assessors', 'assessor', 'record-marks'],
    ['validators', 'validator', 'decide'],
  ] as const
  const judging: [Action, Stage, 'sending' | 'hosting', string][] = [
    ['attest', 'documentation', 'hosting', 'mentor'],
    ['record-marks', 'assessment', 'sending', 'assessor'],
    ['decide', 'validation', 'sending', 'validator'],
    ['refuse', 'validation', 'sending', 'validator'],
    ['issue', 'validation', 'sending', 'issuer'],
  ]

  test.each(judging)('are kept apart when they %s', (action, stage, side, ownRole) => {
    for (const [list, role] of taken) {
      const of = facts({ stage, [list]: [me] })
      const expected = role === ownRole ? null : 'forbidden'
      expect([role, refusal(action, of, actor(side, roles))]).toEqual([role, expected])
    }
  })

  test('may submit evidence whatever else they do', () => {
    const of = facts({ stage: 'documentation', assessors: [me], mentors: [me] })
    expect(refusal('submit-evidence', of, actor('hosting', ['mentor']))).toBeNull()
  })

  test('mark only on the side to which the memorandum leaves it', () => {
    for (const assessedBy of ['sending', 'hosting'] as const) {
      for (const side of ['sending', 'hosting'] as const) {
        const of = facts({ stage: 'assessment', assessedBy })
        const expected = side === assessedBy ? null : 'forbidden'
        expect(refusal('record-marks', of, actor(side, ['assessor']))).toBe(expected)
      }
    }
  })
})

describe('what is missing', () => {
  const codes = (action: Action, over: Partial<CaseFacts>) =>
    (offeredAction(action).blockers?.(standingOf(facts(over))) ?? []).map((one) => one.code)
  const undecided = [outcome({ decision: null })]
  const short = [outcome({ decision: { result: 'not-reached', gain: 'none' } })]

  const cases: [Action, string, Partial<CaseFacts>, string[]][] = [
    ['claim-outcome', 'nothing', {}, []],
    ['claim-outcome', 'the information', { informed: false }, ['information-not-acknowledged']],
    ['complete-identification', 'nothing', {}, []],
    ['complete-identification', 'the information', { informed: false }, ['information-not-acknowledged']],
    [
      'complete-identification',
      'a claim',
      { outcomes: [outcome(), outcome({ status: 'open' })] },
      ['outcome-open'],
    ],
    [
      'complete-identification',
      'any claim',
      { outcomes: [outcome({ status: 'dropped' })] },
      ['nothing-claimed'],
    ],
    ['complete-identification', 'a new agreement', { outdated: ['endsOn'] }, ['agreement-outdated']],
    ['complete-identification', 'signatures', { amendment: 'unsigned' }, ['amendment-unsigned']],
    ['complete-identification', 'taking it over', { amendment: 'signed' }, ['amendment-signed']],
    ['complete-documentation', 'nothing', {}, []],
    ['complete-documentation', 'evidence', { outcomes: [outcome({ evidence: 0 })] }, ['evidence-missing']],
    [
      'complete-documentation',
      'both words',
      { declared: { authorship: false, attestation: false } },
      ['authorship-missing', 'attestation-missing'],
    ],
    ['complete-documentation', 'another day', { outdated: ['/mobility/endsOn'] }, []],
    ['complete-documentation', 'another host', { outdated: ['/hosting/id'] }, ['agreement-outdated']],
    ['complete-documentation', 'signatures', { amendment: 'unsigned' }, ['amendment-unsigned']],
    ['complete-assessment', 'nothing', {}, []],
    ['complete-assessment', 'marks', { outcomes: [outcome({ assessed: false })] }, ['marks-missing']],
    ['complete-assessment', 'signatures', { amendment: 'unsigned' }, ['amendment-unsigned']],
    ['issue', 'nothing', {}, []],
    ['issue', 'a decision', { outcomes: undecided }, ['decision-missing']],
    ['issue', 'a result', { outcomes: short }, ['nothing-to-certify']],
    ['issue', 'the end', { mobilityEnded: false }, ['mobility-not-ended']],
    ['issue', 'a new agreement', { outdated: ['endsOn'] }, ['agreement-outdated']],
    ['issue', 'taking it over', { amendment: 'signed' }, ['amendment-signed']],
    ['refuse', 'nothing', { outcomes: short }, []],
    ['refuse', 'a decision', { outcomes: undecided }, ['decision-missing']],
    ['refuse', 'a reason to', {}, ['something-to-certify']],
    ['adopt-agreement', 'nothing', { amendment: 'signed' }, []],
    ['adopt-agreement', 'an amendment', {}, ['no-amendment']],
    ['adopt-agreement', 'signatures', { amendment: 'unsigned' }, ['amendment-unsigned']],
  ]
  test.each(cases)('before %s: %s', (action, _what, over, expected) => {
    expect(codes(action, over)).toEqual(expected)
  })

  test('does not count what was dropped', () => {
    const dropped = outcome({ status: 'dropped', evidence: 0, assessed: false, decision: null })
    for (const action of ['complete-documentation', 'complete-assessment', 'issue'] as const) {
      expect(codes(action, { outcomes: [outcome(), dropped] })).toEqual([])
    }
  })

  test('hinders nobody from withdrawing, nor does a deviation hinder anything', () => {
    const missing: Partial<CaseFacts> = { informed: false, outdated: ['endsOn'], amendment: 'unsigned' }
    expect(codes('withdraw', missing)).toEqual([])
    const deviations = ['signed-after-start', 'outside-memorandum'] as const
    for (const action of actions) {
      expect(codes(action, { deviations: [...deviations] })).toEqual(codes(action, {}))
    }
  })

  test('is told in Latvian and in English, each sentence its own', () => {
    const [latvian, english] = ['lv', 'en'].map((language) => readMessages(catalogue, language))
    expect(english!.size).toBeGreaterThan(15)
    for (const [code, en] of english!) {
      const lv = latvian!.get(code)!
      expect([code, lv.length > 10, en.length > 10, lv !== en]).toEqual([code, true, true, true])
      expect([code, lv.includes('{competence}')]).toEqual([code, en.includes('{competence}')])
    }
    const said = viewBlocker(blocker('evidence-missing', 'learner', '2.4'), 'lv')
    expect(said.sentence).toContain('2.4')
    expect(said.sentence).not.toContain('{')
  })
})
