import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AgreementContent } from '../../../src/db/schema/mobility/agreements.ts'
import { hasOfficial } from '../../certification/certificates/credentials/official.ts'
import { checkOf10, checkOf11 } from '../../measure/ims-case/official-case.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Found = {
  identifier: string
  uri: string
  description: string
  weight: number
  quality: string
  score: number
}
type Criterion = Found & { category: string; CFItemURI: Found; CFRubricCriterionLevels: Found[] }

describe('The agreed criteria as a rubric', () => {
  let world: World
  let path: string
  let content: AgreementContent
  const school = () => world.as({ school: world.school, role: 'coordinator' })
  const own = {
    id: 'own.5',
    level: 5,
    facet: '1.1.a',
    text: { lv: 'Prot vairāk.', en: 'Can do more.' },
    mandatory: false,
  }

  beforeAll(async () => {
    world = await newWorld()
    const mobility = await given(world).mobility()
    path = `/v1/mobilities/${mobility.id}/agreement/rubric`
    const first = await given(world).draft(mobility.id, [{ competence: '1.1', baseline: 2, target: 4 }])
    const { outcomes } = first.content as AgreementContent
    const [planned] = outcomes
    const { criteria, competence, baseline, target } = planned!
    const kept = criteria.map(({ id, level, facet, text, mandatory }) => ({
      id,
      level,
      facet,
      text,
      mandatory,
    }))
    const outcome = { competence, baseline, target, criteria: [...kept, own] }
    content = (await given(world).draft(mobility.id, [outcome])).content as AgreementContent
  })

  test('is read by both sides in either language, and by nobody else', async () => {
    const { body } = await school().get(path).set('accept-language', 'lv').expect(200)
    const agreed = content.outcomes[0]!.criteria
    const criteria: Criterion[] = body.CFRubricCriteria
    expect(criteria.map(({ description }) => description)).toEqual(agreed.map(({ text }) => text.lv))
    expect(criteria.map(({ weight }) => weight)).toEqual(agreed.map(({ mandatory }) => Number(mandatory)))
    const levels = criteria[0]!.CFRubricCriterionLevels.map(({ quality, score }) => [quality, score])
    expect(levels).toEqual([
      ['nav izpildīts', 0],
      ['daļēji izpildīts', 0],
      ['izpildīts', 1],
    ])
    const host = await world.as({ school: world.host, role: 'mentor' }).get(`${path}?lang=en`).expect(200)
    const texts = host.body.CFRubricCriteria.map(({ description }: Found) => description)
    expect(texts).toEqual(agreed.map(({ text }) => text.en))
    await world.as({ school: world.stranger, role: 'coordinator' }).get(path).expect(404)
    await world.anyone.get(path).expect(401)
  })

  test('keeps its identifiers, and leads to the framework in CASE and back to itself', async () => {
    const { body } = await school().get(path).expect(200)
    const again = (
      await school()
        .get(new URL(body.uri).pathname + new URL(body.uri).search)
        .expect(200)
    ).body
    expect(again).toEqual(body)
    for (const { CFItemURI, uri, category } of body.CFRubricCriteria as Criterion[]) {
      expect(uri.startsWith(`${body.uri}#`)).toBe(true)
      const item = (await world.anyone.get(new URL(CFItemURI.uri).pathname).expect(200)).body
      expect(`${category.split(' ')[0]} ${item.identifier}`).toBe(
        `${content.outcomes[0]!.competence} ${CFItemURI.identifier}`,
      )
    }
  })

  test('leads to what is published where the agreement is in the bands of a framework, or in parts of its statements', async () => {
    for (const [framework, outcome] of [
      ['digcomp-2.2-bands', { competence: '1.1', baseline: 1, target: 2 }],
      ['digcomp-2.2-e2', { competence: '5.4', baseline: 3, target: 4 }],
    ] as const) {
      const { id } = await given(world).mobility()
      await given(world).draft(id, [outcome], { framework })
      const { body } = await school().get(`/v1/mobilities/${id}/agreement/rubric`).expect(200)
      const kinds = new Set<string>()
      for (const { CFItemURI } of body.CFRubricCriteria as Criterion[]) {
        const item = (await world.anyone.get(new URL(CFItemURI.uri).pathname).expect(200)).body
        kinds.add(item.CFItemType)
      }
      expect([framework, ...kinds]).not.toContain('Competence')
    }
  })

  test('is told of an earlier version, and refused of one that is not there', async () => {
    const earlier = (await school().get(`${path}?version=1`).expect(200)).body
    const newest = (await school().get(path).expect(200)).body
    expect(newest.CFRubricCriteria).toHaveLength(earlier.CFRubricCriteria.length + 1)
    expect(newest.identifier).not.toBe(earlier.identifier)
    await school().get(`${path}?version=3`).expect(404)
    await school().get(`${path}?version=0`).expect(400)
    await school().get(`${path}.csv?surplus=1`).expect(400)
  })

  test('is a sheet with a row for each criterion', async () => {
    const { text, headers } = await school().get(`${path}.csv?lang=en`).expect(200)
    expect(headers['content-disposition']).toMatch(/rubric-.+-2\.csv/)
    const rows: Record<string, string>[] = parse(text, { columns: true })
    const agreed = content.outcomes[0]!.criteria
    expect(rows.map((row) => [row.criterion, row.text])).toEqual(
      agreed.map(({ id, text: { en } }) => [id, en]),
    )
    expect(rows.at(-1)).toMatchObject({ criterion: own.id, level: '5', mandatory: 'no', source: 'partners' })
  })

  test('is a paper that says every criterion, with a place for each mark', async () => {
    const { body } = await school().get(`${path}.pdf?lang=en`).buffer().parse(asBytes).expect(200)
    const { text } = await readPdf(body)
    const said = text.replaceAll(/\s+/g, '')
    for (const {
      text: { en },
    } of content.outcomes[0]!.criteria)
      expect(said).toContain(en.replaceAll(/\s+/g, ''))
    for (const mark of ['met', 'partly met', 'not met']) expect(text).toContain(mark)
  })

  test.runIf(hasOfficial)('is what the official schemas of both versions call one', async () => {
    const { body } = await school().get(path).expect(200)
    expect(checkOf10()('CFRubric', body)).toEqual([])
    expect(checkOf11()('CFRubric', body)).toEqual([])
  })
})
