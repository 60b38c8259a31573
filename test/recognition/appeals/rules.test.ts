import { describe, expect, test } from 'vitest'
import { appealStates } from '../../../src/db/schema/recognition/appeals.ts'
import { type Role, roles } from '../../../src/platform/auth/access.ts'
import { DEFAULT_ZONE } from '../../../src/platform/time-zone.ts'
import { appealActions } from '../../../src/recognition/appeals/actions.ts'
import {
  type AppealState,
  type Handling,
  handling,
  isWorse,
  lastDayToAppeal,
  lateOrEarly,
} from '../../../src/recognition/appeals/appeal.ts'
import {
  handlingOf as handlingOfStanding,
  standingOfAppeal,
} from '../../../src/recognition/appeals/handling.ts'

/** Who may do what in which state; everything that does not stand here is refused. */
const allowed: [AppealState, Role, 'hears' | 'does not', Handling[]][] = [
  ['submitted', 'validator', 'hears', ['hear']],
  ['submitted', 'validator', 'does not', ['hear']],
  ['in-hearing', 'validator', 'hears', ['ask-marking', 'uphold', 'reject']],
  ['in-hearing', 'assessor', 'does not', ['mark-again']],
  ['in-hearing', 'coordinator', 'hears', ['ask-marking']],
  ['in-hearing', 'coordinator', 'does not', ['ask-marking']],
  ...roles
    .filter((role) => role !== 'validator' && role !== 'coordinator')
    .map(
      (role) => ['in-hearing', role, 'hears', ['ask-marking']] as [AppealState, Role, 'hears', Handling[]],
    ),
]

const open = {
  kind: 'appeal',
  state: 'in-hearing',
  handlerId: 'other',
  markingAskedAt: null,
  organisationId: 'sending',
  hostingOrganisationId: 'hosting',
} as const
const free = { tookPart: new Set<string>(), assessedBy: 'either' } as const

type Appeal = Parameters<typeof standingOfAppeal>[0]
type Around = { tookPart: ReadonlySet<string>; assessedBy: 'sending' | 'hosting' | 'either' }
const handlingOf = (appeal: Appeal, actor: Parameters<typeof handlingOfStanding>[1], around: Around) =>
  handlingOfStanding(standingOfAppeal(appeal, around.tookPart, around.assessedBy), actor)

const nobody = {
  organisationId: 'sending',
  clientId: 'c',
  memberId: null,
  personId: null,
  roles: [],
  zone: DEFAULT_ZONE,
  scopes: [],
}

describe('the rules of an appeal', () => {
  const cases = appealStates.flatMap((state) =>
    roles.flatMap((role) => (['hears', 'does not'] as const).map((hears) => ({ state, role, hears }))),
  )

  test.each(cases)('$state, $role who $hears: what may be done', ({ state, role, hears }) => {
    const actor = {
      organisationId: 'sending',
      clientId: 'c',
      memberId: 'me',
      personId: null,
      roles: [role],
      zone: DEFAULT_ZONE,
      scopes: [],
    }
    const appeal = { ...open, state, handlerId: hears === 'hears' ? 'me' : 'other' }
    const expected = allowed.find(([s, r, h]) => s === state && r === role && h === hears)?.[3] ?? []
    expect(handlingOf(appeal, actor, free)).toEqual(expected)
    const parted = { ...free, tookPart: new Set(['me']) }
    expect(handlingOf(appeal, actor, parted)).toEqual(expected.filter((one) => one === 'ask-marking'))
    expect(handlingOf(appeal, { ...actor, organisationId: 'hosting' }, free)).toEqual([])
    expect(handlingOf(appeal, { ...actor, memberId: null }, free)).toEqual([])
  })

  const sides = (['sending', 'hosting', 'either'] as const).flatMap((assessedBy) =>
    (['sending', 'hosting', 'stranger'] as const).flatMap((side) =>
      [null, new Date()].map((markingAskedAt) => ({ assessedBy, side, markingAskedAt })),
    ),
  )

  test.each(sides)(
    'an assessor of the $side organisation marks again where the $assessedBy assesses and $markingAskedAt is when they were asked',
    ({ assessedBy, side, markingAskedAt }) => {
      const assessor = { ...nobody, organisationId: side, memberId: 'me', roles: ['assessor' as const] }
      const may = handlingOf({ ...open, markingAskedAt }, assessor, { ...free, assessedBy })
      const assesses = side !== 'stranger' && (assessedBy === 'either' || assessedBy === side)
      const expected = assesses && (side === 'sending' || markingAskedAt !== null)
      expect(may).toEqual(expected ? ['mark-again'] : [])
    },
  )

  test('assessors are asked once, and never about a complaint', () => {
    const coordinator = { ...nobody, memberId: 'me', roles: ['coordinator' as const] }
    expect(handlingOf(open, coordinator, free)).toEqual(['ask-marking'])
    expect(handlingOf({ ...open, markingAskedAt: new Date() }, coordinator, free)).toEqual([])
    expect(handlingOf({ ...open, kind: 'complaint' }, coordinator, free)).toEqual([])
  })

  test('nothing leaves upheld, rejected or withdrawn', () => {
    const left = Object.values(appealActions).flatMap((action) => action.from)
    for (const closed of ['upheld', 'rejected', 'withdrawn'] as const) expect(left).not.toContain(closed)
    const names = Object.values(appealActions).map((action) => action.name)
    expect(handling.every((action) => names.includes(action))).toBe(true)
  })

  test('the window counts whole days after the closing, and a complaint may come before it', () => {
    const last = lastDayToAppeal(new Date('2026-11-21T23:59:00Z'), 30, 'UTC')
    expect(last).toBe('2026-12-21')
    expect(lateOrEarly('appeal', 'certified', last, '2026-12-21')).toBeNull()
    expect(lateOrEarly('appeal', 'certified', last, '2026-12-22')?.('en')).toMatch(/21\s+December\s+2026/)
    expect(lateOrEarly('complaint', 'refused', last, '2026-12-22')?.('lv')).toMatch(/21\.12\.2026/)
    expect(lateOrEarly('appeal', 'validation', null, '2026-12-22')).not.toBeNull()
    expect(lateOrEarly('appeal', 'withdrawn', last, '2026-12-01')).not.toBeNull()
    expect(lateOrEarly('complaint', 'assessment', null, '2026-12-22')).toBeNull()
  })

  test('worse is a lower result or a lower level', () => {
    const before = { result: 'partly', level: 3, gain: 'improved' } as const
    expect(isWorse(before, { result: 'reached', level: 4, gain: 'improved' })).toBe(false)
    expect(isWorse(before, { result: 'partly', level: 3, gain: 'none' })).toBe(false)
    expect(isWorse(before, { result: 'partly', level: 2, gain: 'improved' })).toBe(true)
    expect(isWorse(before, { result: 'not-reached', level: 3, gain: 'improved' })).toBe(true)
  })
})
