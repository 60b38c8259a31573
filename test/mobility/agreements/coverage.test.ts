import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Criterion } from '../../../src/db/schema/mobility/agreements.ts'
import { coverageAt, unitsAt } from '../../../src/measure/frameworks/coverage.ts'
import { competencesOf } from '../../../src/measure/frameworks/framework.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { afterLead } from '../../../src/measure/frameworks/rubric/lead.ts'
import { suggestCriteria } from '../../../src/measure/frameworks/suggest-criteria.ts'
import { given, type Outcome } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Fault = { pointer: string; detail: string }
type Own = {
  id: string
  level: number | null
  facet?: string | null
  statement?: string
  mandatory?: boolean
}

let world: World
let mobilityId: unknown
beforeAll(async () => {
  world = await newWorld()
  mobilityId = (await given(world).mobility()).id
})

const library = loadFrameworks([builtInFrameworks])
const digcomp = library.get('digcomp-2.2')!
const text = { lv: 'Prot.', en: 'Can.' }
const owns = (list: Own[]) => list.map((one) => ({ ...one, text }))
const facets = (level: number, ...names: string[]): Own[] =>
  names.map((name) => ({ id: `own.${name}.${level}`, level, facet: `1.1.${name}` }))

/** What is wrong with an outcome of 1.1, raised from 2 to 4, that is drafted with this. */
async function faultsOf(outcome: object, framework = 'digcomp-2.2'): Promise<Fault[]> {
  const plain = { competence: '1.1', baseline: 2, target: 4, justification: null, ...outcome }
  const answer = await given(world).draftRequest(mobilityId, [plain], { framework })
  return answer.status === 201 ? [] : (answer.body.errors as Fault[])
}
const pointers = async (...asked: Parameters<typeof faultsOf>) =>
  (await faultsOf(...asked)).map(({ pointer }) => pointer.replace('/outcomes/0', ''))

describe('the criteria of an agreement stand for the level that they are to show', () => {
  test('what covers less is refused, with what is missing and both ways on', async () => {
    const faults = await faultsOf({ criteria: owns(facets(4, 'a', 'c')) })
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/outcomes/0/criteria'])
    for (const said of ['1.1.b', '1.1.d', '"partial": true', 'criterion for each'])
      expect(faults[0]!.detail).toContain(said)
    expect(await pointers({ criteria: owns(facets(4, 'a', 'c')), partial: true })).toEqual([])
    expect(await pointers({ criteria: owns(facets(4, 'a', 'b', 'c', 'd')) })).toEqual([])
  })

  test('an optional criterion covers nothing, and every level that is judged is covered whole', async () => {
    const [last, ...others] = facets(4, 'd', 'a', 'b', 'c')
    expect(await pointers({ criteria: owns([...others, { ...last!, mandatory: false }]) })).toEqual([
      '/criteria',
    ])
    const whole = facets(4, 'a', 'b', 'c', 'd')
    expect(await pointers({ criteria: owns([...whole, ...facets(5, 'a')]) })).toEqual(['/criteria'])
    expect(await pointers({ criteria: owns([...whole, ...facets(3, 'a')]) })).toEqual(['/criteria'])
  })

  test('no level between the lowest and the highest is left out', async () => {
    const all = ['a', 'b', 'c', 'd']
    const criteria = owns([...facets(2, ...all), ...facets(4, ...all)])
    const [fault] = await faultsOf({ criteria })
    expect(fault).toMatchObject({
      pointer: '/outcomes/0/criteria',
      detail: expect.stringContaining('level 3'),
    })
  })

  test('a criterion of the partners names the one facet or statement that it stands for', async () => {
    const [a, ...others] = facets(4, 'a', 'b', 'c', 'd')
    const named = async (changed: object) => pointers({ criteria: owns([{ ...a!, ...changed }, ...others]) })
    expect(await named({ facet: null })).toContain('/criteria/0/facet')
    expect(await named({ facet: '2.1.a' })).toContain('/criteria/0/facet')
    expect(await named({ statement: '1.1.a.4' })).toContain('/criteria/0/statement')
    expect(await named({ id: '1.1.a.4' })).toContain('/criteria/0/id')
    const high = { target: 7, baseline: 6, partial: true }
    expect(await pointers({ ...high, criteria: owns([{ id: 'x', level: 7 }]) })).toContain(
      '/criteria/0/statement',
    )
    const statement = unitsAt(digcomp, '1.1', 7)[0]!
    expect(await pointers({ ...high, criteria: owns([{ id: 'x', level: 7, statement }]) })).toEqual([])
  })

  test('what is whole is not agreed as partial', async () => {
    expect(await pointers({ partial: true })).toEqual(['/partial'])
  })

  test('a framework without statements takes at least three mandatory criteria of the partners', async () => {
    const outcome = { target: null, baseline: null }
    const some = (count: number) =>
      owns(Array.from({ length: count }, (_, at) => ({ id: `own.${at}`, level: null })))
    expect(await pointers(outcome, 'greencomp')).toEqual(['/criteria'])
    expect(await pointers({ ...outcome, criteria: some(2) }, 'greencomp')).toEqual(['/criteria'])
    expect(await pointers({ ...outcome, criteria: some(3) }, 'greencomp')).toEqual([])
  })

  test('a framework without levels is covered when every facet of the competence is, and partial when not', async () => {
    const outcome = { target: null, baseline: null, justification: null }
    const named = (...facets: string[]) =>
      owns(facets.map((facet) => ({ id: `own.${facet}`, level: null, facet: `1.1.${facet}` })))
    const faultsWith = (criteria: object[], over = {}) =>
      faultsOf({ ...outcome, criteria, ...over }, 'greencomp-e2')
    expect(await faultsWith(named('a', 'b', 'c'))).toEqual([])
    expect(await faultsWith(named('a', 'c'), { partial: true })).toEqual([])
    expect(await faultsWith(named('a', 'c'))).toEqual([
      {
        in: 'body',
        pointer: '/outcomes/0/criteria',
        detail: expect.stringMatching(/^do not cover the competence whole; missing: 1\.1\.b \(explain how/),
      },
    ])
    expect(await faultsOf(outcome, 'greencomp-e2')).toEqual([])
  })

  test('the signed content says whose each criterion is, and what the framework says in place of the partners', async () => {
    const mixed = [
      ...suggestCriteria(digcomp, '1.1', 4)
        .filter(({ level }) => level === 4)
        .slice(1),
    ]
    const own = { ...owns(facets(4, 'a'))[0]!, source: 'framework' }
    const drafted = await given(world).draft(mobilityId, [
      Object.assign({ competence: '1.1', baseline: 2, target: 4 }, { criteria: [own, ...mixed] }),
    ])
    const [outcome] = (drafted.content as { outcomes: { criteria: Criterion[] }[] }).outcomes
    expect(outcome!.criteria.map(({ source }) => source)).toEqual([
      'partners',
      ...mixed.map(() => 'framework'),
    ])
    expect(outcome!.criteria[0]!.inPlaceOf).toEqual([
      expect.objectContaining({ en: digcomp.texts.get('en')!.statements['1.1.a.4'] }),
    ])
  })

  test('a statement in parts is covered by all of its parts, and by nothing else', async () => {
    const id = 'digcomp-2.2-e2'
    const asked = (criteria: object[]) =>
      [{ competence: '3.3', baseline: null, target: 1, criteria }, id] as const
    const suggested = suggestCriteria(library.get(id)!, '3.3', 1)
    const [first, second] = suggested
    expect(suggested.map((criterion) => criterion.id)).toEqual([
      '3.3.a.1.1',
      '3.3.a.1.2',
      '3.3.a.2.1',
      '3.3.a.2.2',
    ])
    const [missing] = await faultsOf(...asked([first!, second!, suggested[2]!]))
    expect(missing).toMatchObject({
      pointer: '/outcomes/0/criteria',
      detail: expect.stringContaining('3.3.a.2.2'),
    })
    const whole = { id: '3.3.a.1', level: 1, facet: '3.3.a', text: { lv: 'Prot.', en: 'Can.' } }
    const faults = await faultsOf(...asked([whole]))
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/outcomes/0/criteria/0', '/outcomes/0/criteria'])
    expect(faults[0]!.detail).toContain('3.3.a.1.1, 3.3.a.1.2')
    const own = { id: 'own.1', level: 1, statement: '3.3.a.1.2', text: { lv: 'Prot.', en: 'Can.' } }
    expect(await pointers(...asked([first!, { ...own, facet: '3.3.a', statement: undefined }]))).toEqual([
      '/criteria/1/statement',
      '/criteria',
    ])
    expect(await pointers(...asked([first!, own]))).toEqual([])
    expect(await pointers(...asked(suggested))).toEqual([])
  })

  test('a sentence of the framework is its own with the lead of its level and without, which is signed beside it', async () => {
    const [led] = suggestCriteria(digcomp, '2.4', 1)
    const { lead, ...bare } = { ...led!, text: afterLead(led!) }
    const drafted = async (criteria: object[]) => {
      const planned = { competence: '2.4', baseline: null, target: 1, criteria }
      const { body } = await given(world).draftRequest(mobilityId, [planned], {})
      return body.content.outcomes[0].criteria
    }
    expect(bare.text.en).not.toBe(led!.text.en)
    const signed = { level: 1, source: 'framework', lead }
    expect(await drafted([led!])).toMatchObject([{ ...signed, text: led!.text }])
    expect(await drafted([bare])).toMatchObject([{ ...signed, text: bare.text }])
  })

  test.each([
    ['digcomp-2.2-e2', '3.3', 4],
    ['digcomp-2.2-e2-bands', '3.3', 2],
    ['digcomp-3.0-e2', '4.2', 2],
    ['entrecomp-e2', '1.3', 1],
    ['digcompedu-e2', '2.3', 3],
    ['greencomp-e2', '1.1', null],
  ])(
    'an outcome suggested by %s is agreed as it is, and as it is taken by default',
    async (id, competence, target) => {
      const asked = { competence, target }
      const answer = await world.anyone.post(`/v1/frameworks/${id}/suggestions`).send(asked)
      const { outcome } = answer.body
      const drafted = async (planned: Outcome) => {
        const {
          status,
          text: said,
          body,
        } = await given(world).draftRequest(mobilityId, [planned], { framework: id })
        expect(status, said).toBe(201)
        return body.content.outcomes[0].criteria
      }
      const { criteria: _, ...bare } = outcome
      expect(await drafted(outcome)).toEqual(outcome.criteria)
      expect(await drafted(bare)).toEqual(outcome.criteria)
    },
  )

  test.each([
    'digcomp-2.2',
    'digcomp-2.2-e2',
    'digcomp-3.0-e2',
    'entrecomp-e2',
    'digcompedu-e2',
    'greencomp-e2',
  ])(
    'the default criteria of %s, twelve at most, cover every level around every target of every competence',
    (id) => {
      const framework = library.get(id)!
      const targets = framework.levels.length > 0 ? framework.levels.map(({ level }) => level) : [null]
      for (const { code } of competencesOf(framework))
        for (const target of targets) {
          const criteria = suggestCriteria(framework, code, target)
          expect(criteria.length).toBeLessThanOrEqual(12)
          for (const level of new Set(criteria.map((criterion) => criterion.level)))
            expect(coverageAt(framework, code, criteria, level), `${code} at ${level}`).toMatchObject({
              missing: [],
              byPartners: [],
            })
        }
    },
  )

  test('more criteria never cover less, and nothing covers what it does not name', () => {
    const all = suggestCriteria(digcomp, '1.1', 4)
    fc.assert(
      fc.property(fc.subarray(all), fc.subarray(all), (some, more) => {
        const fewer = coverageAt(digcomp, '1.1', some, 4)
        const both = coverageAt(digcomp, '1.1', [...new Set([...some, ...more])], 4)
        expect(both.covered).toEqual(expect.arrayContaining(fewer.covered))
        const named = some.filter(({ level }) => level === 4).map(({ facet }) => facet)
        expect(fewer.covered.every((unit) => named.includes(unit))).toBe(true)
      }),
    )
  })
})

describe('a band stands for all of its levels', () => {
  const bands = loadFrameworks([builtInFrameworks]).get('digcomp-2.2-bands')!
  const [lower, upper] = [3, 4].map((level) =>
    ['a', 'b', 'c', 'd'].map(
      (facet) => suggestCriteria(bands, '1.1', 2).find(({ id }) => id === `1.1.${facet}.${level}`)!,
    ),
  ) as [Criterion[], Criterion[]]
  const asked = (criteria: Criterion[], more: object = {}) =>
    pointers({ baseline: 1, target: 2, criteria, ...more }, bands.id)

  test('one of its two levels is a part of it', async () => {
    expect(await asked([...lower, ...upper])).toEqual([])
    expect([await asked(lower), await asked(upper)]).toEqual([['/criteria'], ['/criteria']])
    expect(await asked(upper, { partial: true })).toEqual([])
  })

  test('no two of its criteria read the same', () => {
    for (const { code } of competencesOf(bands))
      for (const level of [1, 2, 3, 4]) {
        const read = suggestCriteria(bands, code, level).map((criterion) => criterion.text)
        for (const language of ['lv', 'en'] as const)
          expect(new Set(read.map((said) => said[language])).size).toBe(read.length)
      }
  })
})

describe('what is hard to believe as learnable and assessable needs a reason', () => {
  const reason = { justification: 'Seen at work in the spring.' }
  test.each([
    ['a target that is not above the level before', { baseline: 4 }],
    ['a jump of more than two levels', { baseline: 1, target: 4 }],
    [
      'more than two levels from none that was looked for and not found',
      { baseline: null, baselineFound: 'none' },
    ],
    ['methods that show an assessor nothing', { methods: ['self-assessment'] }],
    [
      'a target beyond what the methods can show',
      {
        methods: ['interview', 'test'],
        baseline: 3,
        target: 5,
        criteria: owns(facets(5, 'a', 'b', 'c', 'd')),
      },
    ],
  ])('%s', async (_, outcome) => {
    expect(await pointers(outcome)).toEqual(['/justification'])
    expect(await pointers({ ...outcome, ...reason })).toEqual([])
  })

  test('not where one of the methods can show it, and not within the lower half of the levels', async () => {
    const far = { baseline: 3, target: 5, criteria: owns(facets(5, 'a', 'b', 'c', 'd')) }
    expect(await pointers({ ...far, methods: ['test', 'observation'] })).toEqual([])
    expect(await pointers({ methods: ['test'] })).toEqual([])
  })

  test('a jump of more than one band', async () => {
    const raised = (baseline: number) => pointers({ baseline, target: 3 }, 'digcomp-2.2-bands')
    expect([await raised(1), await raised(2)]).toEqual([['/justification'], []])
  })

  test('more hours than its days have, and more levels than it has days', async () => {
    const short = await given(world).mobility({
      startsOn: '2026-09-07',
      endsOn: '2026-09-07',
      workloadHours: 14,
    })
    const drafted = async (outcome: object) => {
      const plain = { competence: '1.1', baseline: 2, target: 4, justification: null, ...outcome }
      const { body } = await given(world).draftRequest(short.id, [plain])
      return (body.errors as Fault[]).map(({ detail }) => detail)
    }
    expect(await drafted({ workloadHours: 14, target: 3 })).toEqual([expect.stringContaining('14 hours')])
    expect(await drafted({})).toEqual([expect.stringContaining('1 day for 2 levels')])
  })

  test('a level goes with "level" and none with the others', async () => {
    expect(await pointers({ baselineFound: 'none' })).toEqual(['/baselineFound'])
    expect(await pointers({ baseline: null, baselineFound: 'level' })).toEqual(['/baselineFound'])
    expect(await pointers({ baseline: null })).toEqual([])
  })
})
