import { describe, expect, test } from 'vitest'
import type { Refusal } from '../../src/errors.ts'
import {
  type Action,
  actionsOn,
  type Doer,
  holderOf,
  inPerson,
  onBehalf,
  type Side,
  type Subject,
} from '../../src/platform/actions/action.ts'
import { assertUnblocked, refusalOf, roleFor, sideOf } from '../../src/platform/actions/may.ts'
import { does } from '../../src/platform/actions/route-config.ts'
import { describeWho, whoDoes } from '../../src/platform/actions/who-may.ts'
import type { Actor, Role } from '../../src/platform/auth/access.ts'
import { DEFAULT_ZONE } from '../../src/platform/time-zone.ts'

const actor = (over: Partial<Actor> = {}): Actor => ({
  organisationId: 'sender',
  clientId: 'client',
  memberId: 'me',
  personId: null,
  roles: ['coordinator'],
  zone: DEFAULT_ZONE,
  scopes: [],
  ...over,
})
const subject = (over: Partial<Subject> = {}): Subject => ({
  state: 'assessment',
  organisationId: 'sender',
  hostingOrganisationId: 'host',
  ...over,
})
const row = (over: Partial<Action> & { by: Doer }): Action =>
  actionsOn()({
    act: {
      name: 'act',
      on: 'recognition',
      from: ['assessment'],
      route: 'POST /v1/acts',
      ledger: 'thing.act',
      ...over,
    },
  }).act

const said = (action: Action, of: Subject, who: Actor) => refusalOf(action, of, who)?.message ?? null
const byCoordinators = (side: Side) => row({ by: inPerson('recognise', ['coordinator'], side) })

describe('the table of actions', () => {
  const partnered = { hostingOrganisationId: null, partnerId: 'host' }
  const seats: [Side, Partial<Subject>, string[]][] = [
    ['sending', {}, ['sender']],
    ['hosting', {}, ['host']],
    ['either', {}, ['sender', 'host']],
    ['own', {}, ['sender']],
    ['own', { ownerId: 'host' }, ['host']],
    ['partner', partnered, ['host']],
    ['either', partnered, ['sender', 'host']],
    ['assessing', { assessedBy: 'sending' }, ['sender']],
    ['assessing', { assessedBy: 'hosting' }, ['host']],
    ['assessing', { assessedBy: 'either' }, ['sender', 'host']],
    ['assessing', {}, ['sender', 'host']],
  ]
  test.each(seats)('lets act on the side "%s" of %o: %o', (side, of, allowed) => {
    const may = ['sender', 'host', 'stranger'].filter(
      (organisationId) => refusalOf(byCoordinators(side), subject(of), actor({ organisationId })) === null,
    )
    expect(may).toEqual(allowed)
  })

  const noRole = { roles: ['mentor'] as Role[] }
  const refusals: [string, Action, Partial<Subject>, Partial<Actor>, string | null][] = [
    ['nothing', byCoordinators('sending'), {}, {}, null],
    [
      'the side first',
      byCoordinators('hosting'),
      { state: 'refused' },
      noRole,
      'Only the hosting organisation may do this.',
    ],
    [
      'then the role',
      byCoordinators('sending'),
      { state: 'refused' },
      noRole,
      'This needs the role "coordinator".',
    ],
    [
      'then a part that was taken',
      row({ by: inPerson('recognise', ['coordinator'], 'sending'), apart: 'validator' }),
      { state: 'refused', took: { assessor: ['me'] } },
      {},
      'You took part in this case as assessor; nobody may also be its validator.',
    ],
    [
      'not the part that it is',
      row({ by: inPerson('recognise', ['coordinator'], 'sending'), apart: 'assessor' }),
      { took: { assessor: ['me'] } },
      {},
      null,
    ],
    [
      'any part at all',
      row({ by: inPerson('recognise', ['coordinator'], 'sending'), apart: 'any' }),
      { took: { any: ['me'] } },
      {},
      'You took part in this case; an appeal is handled by those who did not.',
    ],
    [
      'then the state',
      byCoordinators('sending'),
      { state: 'refused' },
      {},
      '"act" is possible when it is in assessment; this case is refused.',
    ],
    [
      'last what somebody is to the thing',
      row({
        by: inPerson('recognise', ['coordinator'], 'sending'),
        hinders: () => ({ reason: 'conflict', sentence: () => 'Not you.' }),
      }),
      {},
      {},
      'Not you.',
    ],
    [
      'a token that names nobody, where it is a act of a person',
      byCoordinators('sending'),
      {},
      { memberId: null },
      'This is a person\'s act: ask for a token with "member".',
    ],
    [
      'no token of a client',
      row({ by: onBehalf('register', ['coordinator'], 'sending') }),
      {},
      { memberId: null },
      null,
    ],
    [
      'tokens, where it takes a link',
      row({ by: holderOf('appeal') }),
      {},
      {},
      'This is done through a link.',
    ],
    ['no holder of the link', row({ by: holderOf('appeal') }), {}, { personId: 'learner' }, null],
    [
      'the holder in another state',
      row({ by: holderOf('appeal') }),
      { state: 'refused' },
      { personId: 'learner' },
      '"act" is possible when it is in assessment; this case is refused.',
    ],
    [
      'everyone, where the service does it',
      row({ by: { service: 'job' } }),
      {},
      {},
      'The service does this itself.',
    ],
  ]
  test.each(refusals)('refuses %s', (_, action, of, who, expected) => {
    expect(said(action, subject(of), actor(who))).toBe(expected)
  })

  test('tells whoever sits elsewhere that there is nothing, where it is hidden', () => {
    const hidden = row({ by: inPerson('recognise', ['coordinator'], 'sending'), hidden: 'recognition' })
    expect(refusalOf(hidden, subject(), actor({ organisationId: 'host' }))?.reason).toBe('not-found')
    expect(refusalOf(hidden, subject(), actor())).toBeNull()
  })

  test('refuses what is blocked with all that is missing', () => {
    const sentence = () => 'Marks are missing.'
    const blocker = {
      code: 'marks-missing',
      by: 'assessor',
      competence: '1.1',
      sentence,
      clearedBy: null,
    } as const
    const blocked = row({ by: inPerson('recognise', ['coordinator'], 'sending'), blockers: () => [blocker] })
    const { clearedBy: _, ...shown } = blocker
    try {
      assertUnblocked(blocked, subject())
      expect.unreachable()
    } catch (error) {
      expect((error as Refusal).reason).toBe('blocked')
      expect((error as Refusal).extra).toEqual({ blockers: [shown] })
    }
  })

  test('says in which role somebody acts, and on which side an organisation sits', () => {
    const both = row({ by: inPerson('recognise', ['issuer', 'admin'], 'sending') })
    expect(roleFor(both, { roles: ['admin', 'issuer'] })).toBe('issuer')
    expect(roleFor(both, { roles: ['mentor'] })).toBeNull()
    expect(['sender', 'host', 'stranger'].map((id) => sideOf(subject(), id))).toEqual([
      'sending',
      'hosting',
      null,
    ])
  })

  test('lets everyone to the route who may do any of what it does', () => {
    const first = byCoordinators('sending')
    const second = row({
      by: inPerson('recognise', ['validator'], 'sending'),
      name: 'other',
      apart: 'validator',
    })
    const third = row({ by: onBehalf('recognise', ['coordinator'], 'sending') })
    const access = { scope: 'recognise', roles: ['coordinator', 'validator'] }
    expect(does(first, second).access).toEqual({ ...access, person: true })
    expect(does(first, second, third).access).toEqual(access)
    expect(does(row({ by: holderOf('appeal') })).access).toBe('public')
    expect(describeWho(does(first, second).access, [first, second])).toBe(
      'Needs the scope `recognise`. ' +
        '`act`: By a coordinator of the sending organisation, through a token that names them. ' +
        '`other`: By a validator of the sending organisation, through a token that names them. ' +
        'Not by anyone who is mentor, assessor or issuer of the same case.',
    )
  })

  test('says by whom in Latvian too', () => {
    expect(whoDoes(onBehalf('register', ['coordinator', 'admin'], 'sending'))('lv')).toBe(
      'Dara nosūtītājorganizācijas koordinators vai administrators vai tās klients ar piekļuves marķieri, kurā neviens nav nosaukts.',
    )
    expect(whoDoes(holderOf('appeal', ['learner', 'guardian']))('lv')).toBe(
      'Dara tas, kam ir saite: mobilitātes dalībnieks vai likumiskais pārstāvis.',
    )
  })
})
