import { beforeAll, describe, expect, test } from 'vitest'
import type { Criterion } from '../../../src/db/schema/mobility/agreements.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given, type Outcome } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

type Suggested = Outcome & { criteria: Criterion[] }
type Certified = {
  framework: { id: string; title: { en: string }; attribution: { lv: string } }
  outcomes: { level: number | null; result: string }[]
}

/** A text as it is found in a paper, whose lines break words. */
const plain = (text: string) => text.replaceAll(/[\s-]+/g, '')

describe('a second edition of a framework', () => {
  test.each([
    { id: 'entrecomp-e2', title: 'EntreComp', competence: '3.1', baseline: 2, target: 4, above: 5 },
    { id: 'digcompedu-e2', title: 'DigCompEdu', competence: '3.1', baseline: 2, target: 4, above: 5 },
    { id: 'greencomp-e2', title: 'GreenComp', competence: '1.3', baseline: null, target: null, above: 0 },
  ])(
    '$id is agreed with the criteria it suggests, judged by them, and its certificate says which were met',
    async ({ id, title, competence, baseline, target, above }) => {
      const { ok, validation } = given(world)
      const asked = { competence, baseline, target }
      const suggestion = await ok(world.anyone.post(`/v1/frameworks/${id}/suggestions`).send(asked))
      const outcome = suggestion.outcome as Suggested
      expect(new Set(outcome.criteria.map(({ source }) => source))).toEqual(new Set(['framework']))
      const made = await validation([outcome], {}, { framework: id })
      await ok(
        world
          .as({ school: world.school, role: 'validator' })
          .post(`/v1/recognitions/${made.id}/decision`)
          .send({ outcomes: [{ competence, result: 'reached' }] }),
      )
      const issuer = world.as({ school: world.school, role: 'issuer' })
      const certificate = await ok(issuer.post('/v1/certificates').send({ recognitionId: made.id }))
      const path = `/v1/certificates/${certificate.id}`
      const json = await issuer.get(`${path}.json`)
      const snapshot = json.body as Certified
      expect(snapshot.framework).toMatchObject({ id, title: { en: title } })
      const matches = (suggestion.matches as { source: string }[]).map(({ source: _, ...match }) => match)
      expect(snapshot.outcomes[0]).toMatchObject({ level: target, result: 'reached', matches })
      const pdf = await readPdf((await issuer.get(`${path}.pdf`).buffer().parse(asBytes)).body)
      const paper = plain(pdf.text)
      expect(paper).toContain(plain(snapshot.framework.attribution.lv))
      // The lead of a level stands once, before all that was met there.
      const without = (text: string, lead = '') => text.slice(text.startsWith(lead) ? lead.length : 0)
      for (const { level, text, lead } of outcome.criteria) {
        const isSaid = level === target
        if (isSaid) expect(paper).toContain(plain(lead?.lv ?? ''))
        if (isSaid) expect(paper).toContain(plain(without(text.lv, lead?.lv)))
        if (level === above) expect(paper).not.toContain(plain(without(text.lv, lead?.lv)))
        if (isSaid) expect(json.text).toContain(without(text.en, lead?.en).trim())
      }
    },
  )
})
