import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given, type Outcome } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { published, wordsOf } from './published.ts'

const library = loadFrameworks([builtInFrameworks])
const sources = new URL('../../../../shared/sources/', import.meta.url)

type Area = { area: string | number; title: string; competences: { code: string; title: string }[] }
type Published = { areas: Area[]; levels?: { level: string | number; label: string }[] }
type Node = { '@type': string; '@id': string; name: string; four_levels_name: string }

const countsOf = (id: string) => {
  const { areas, levels } = library.get(id)!
  return [areas.length, areas.flatMap((area) => area.competences).length, levels.map((one) => one.code)]
}

describe('the other frameworks', () => {
  test.each([
    ['digcomp-3.0', 5, 21, ['basic', 'intermediate', 'advanced', 'highly-advanced']],
    ['digcompedu', 6, 22, ['A1', 'A2', 'B1', 'B2', 'C1', 'C2']],
    ['entrecomp', 3, 15, ['1', '2', '3', '4', '5', '6', '7', '8']],
    ['greencomp', 4, 12, []],
  ])('are whole: %s has %i areas, %i competences and the levels %j', (id, areas, competences, levels) => {
    expect(countsOf(id)).toEqual([areas, competences, levels])
  })

  test.skipIf(!existsSync(sources)).each(['digcompedu', 'entrecomp', 'greencomp'])(
    'have the codes, levels and titles of the publication: %s',
    (id) => {
      const theirs = published<Published>(`other/${id}.json`)
      const ours = library.get(id)!
      const texts = ours.texts.get('en')!
      const codes = (areas: readonly { competences: readonly { code: string }[] }[]) =>
        areas.map((area) => area.competences.map((one) => one.code))
      expect(codes(ours.areas)).toEqual(codes(theirs.areas))
      expect(ours.levels.map((one) => one.code)).toEqual(
        (theirs.levels ?? []).map((one) => String(one.level)),
      )
      for (const level of theirs.levels ?? []) {
        const at = ours.levels.find((one) => one.code === String(level.level))!.level
        expect(texts.levels[String(at)]!.title).toContain(level.label)
      }
      // The sources differ in spelling, in "&" and in the order of a list, and shorten some titles in brackets.
      const plain = (title: string) =>
        wordsOf(
          title
            .replace('&', 'and')
            .replace(/\(.*\)/, '')
            .replaceAll('iz', 'is'),
        )
          .sort()
          .join(' ')
      const titles = theirs.areas.flatMap((area) => area.competences)
      const same = titles.filter((one) => plain(texts.competences[one.code]!.title) === plain(one.title))
      expect(same.length).toBe(titles.length)
    },
  )

  test.skipIf(!existsSync(sources))('have the titles and levels of the publication: digcomp-3.0', () => {
    const graph = published<{ '@graph': Node[] }>('digcomp-3.0/jrc-data-supplement-2025-11-24.jsonld')[
      '@graph'
    ]
    const texts = library.get('digcomp-3.0')!.texts.get('en')!
    const named = (type: string) =>
      Object.fromEntries(
        graph.filter((one) => one['@type'] === type).map((one) => [one['@id'].split('/')[1], one.name]),
      )
    const titles = (things: Record<string, { title: string }>) =>
      Object.fromEntries(Object.entries(things).map(([code, { title }]) => [code, title]))
    expect(titles(texts.areas)).toEqual(named('CompetenceArea'))
    expect(titles(texts.competences)).toEqual(named('Competence'))
    const levels = new Set(graph.flatMap((one) => one.four_levels_name ?? []))
    expect(Object.values(texts.levels).map(({ title }) => title)).toEqual([...levels])
  })
})

describe('a certificate', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  /** Plans, marks at `levels`, decides and issues against a framework; gives what the certificate holds. */
  async function certify(framework: string, outcomes: Outcome[], levels: Record<string, number>) {
    const { ok, validation } = given(world)
    const planned = outcomes.map((outcome) => ({ ...outcome, criteria: ownCriteria(outcome.target) }))
    const made = await validation(planned, levels, { framework })
    const decision = {
      outcomes: outcomes.map(({ competence, target }) => ({
        competence,
        result: (levels[competence] ?? target ?? 1) >= (target ?? 1) ? 'reached' : 'not-reached',
      })),
    }
    const path = `/v1/recognitions/${made.id}/decision`
    await ok(world.as({ school: world.school, role: 'validator' }).post(path).send(decision))
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const certificate = await ok(issuer.post('/v1/certificates').send({ recognitionId: made.id }))
    const pdf = await issuer.get(`/v1/certificates/${certificate.id}.pdf`).buffer().parse(asBytes)
    const verdict = await world.anyone
      .post('/v1/verifications')
      .set('content-type', 'application/pdf')
      .send(pdf.body)
    const snapshot = await ok(issuer.get(`/v1/certificates/${certificate.id}.json`))
    return { verdict: verdict.body, snapshot: snapshot as Snapshot }
  }
  /** Three for each level around the target: these frameworks word no statements. */
  const ownCriteria = (target: number | null) =>
    (target === null ? [null] : [target - 1, target, target + 1]).flatMap((level) =>
      ['a', 'b', 'c'].map((name) => ({
        id: `own.${name}.${level}`,
        level,
        text: { lv: `Prot ${name} (${level}).`, en: `Can do ${name} (${level}).` },
      })),
    )

  type Snapshot = {
    framework: { id: string; levels: { code: string }[]; areas: unknown[] }
    outcomes: { competence: string; title: { en: string }; level: number | null; result: string }[]
  }

  test('says reached or not reached, and no level, where the framework has none', async () => {
    const outcomes = [
      { competence: '1.1', baseline: null, target: null },
      { competence: '4.3', baseline: null, target: null },
    ]
    const { verdict, snapshot } = await certify('greencomp', outcomes, { '4.3': 0 })
    expect(verdict.status).toBe('valid')
    expect(snapshot.framework).toMatchObject({ id: 'greencomp', levels: [] })
    expect(snapshot.outcomes.map((one) => [one.competence, one.title.en, one.level, one.result])).toEqual([
      ['1.1', 'Valuing sustainability', null, 'reached'],
      ['4.3', 'Individual initiative', null, 'not-reached'],
    ])
  })

  test('says the level by the framework’s own scale, where it has another one', async () => {
    const outcomes = [{ competence: '6.5', baseline: 2, target: 4 }]
    const { verdict, snapshot } = await certify('digcompedu', outcomes, { '6.5': 5 })
    expect(verdict.status).toBe('valid')
    expect(snapshot.outcomes[0]).toMatchObject({ competence: '6.5', level: 5, result: 'reached' })
    expect(snapshot.framework.levels[4]).toMatchObject({ code: 'C1' })
  })

  test('cannot be planned at a level that the framework lacks, and none where it has no levels', async () => {
    const mobility = await given(world).mobility()
    const path = `/v1/mobilities/${mobility.id}/agreement/versions`
    const draft = (framework: string, target: number) =>
      world
        .as({ school: world.school, role: 'coordinator' })
        .post(path)
        .send({
          framework,
          outcomes: [
            {
              competence: '1.1',
              baseline: null,
              target,
              baselineFoundBy: "Teacher's judgement",
              methods: ['portfolio'],
              recognisedAs: { kind: 'module', reference: 'Module' },
            },
          ],
          procedure: 'Portfolio.',
          assessorRole: 'Teacher',
        })
    const edu = await draft('digcompedu', 7)
    expect([edu.status, edu.body.errors[0].detail]).toEqual([422, 'is at most 6'])
    const green = await draft('greencomp', 1)
    expect([green.status, green.body.errors[0].detail]).toEqual([422, 'this framework has no levels'])
  })
})

describe('the code', () => {
  test('knows nothing of any framework: none is named in src', () => {
    const names = [...library.values()].flatMap(({ id, family }) => [id, family])
    const pattern = new RegExp(names.map((name) => name.replaceAll('.', '\\.')).join('|'), 'i')
    const src = new URL('../../../src/', import.meta.url)
    const named = readdirSync(src, { recursive: true, encoding: 'utf8' })
      // The demonstration is a client of the service: it has to choose a framework, as any client does.
      .filter((file) => /\.(ts|css|json)$/.test(file) && !file.startsWith('commands/demo/'))
      .filter((file) => pattern.test(readFileSync(new URL(file, src), 'utf8')))
    expect(named).toEqual([])
  })
})
