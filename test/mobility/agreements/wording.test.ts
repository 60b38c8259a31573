import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AgreementContent } from '../../../src/db/schema/mobility/agreements.ts'
import {
  builtInFrameworks,
  frameworkFolders,
  loadFrameworks,
} from '../../../src/measure/frameworks/load-frameworks.ts'
import { asBytes } from '../../setup/bytes.ts'
import { type Case, given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

const planned = [{ competence: '1.1', baseline: 3, target: 4 }]
const official = {
  language: 'lv',
  wording: 'official',
  partial: true,
  source: 'Oficiālais izdevums',
  licence: 'CC-BY-4.0',
  attribution: 'Oficiālā teksta autori',
  competences: { '1.1': { title: 'Oficiālais nosaukums' } },
  statements: { '1.1.a.4': 'oficiālais apgalvojums' },
}

describe('a framework whose official wording comes in while cases are open', () => {
  const library = new Map(loadFrameworks([builtInFrameworks]))
  const own = mkdtempSync(join(tmpdir(), 'wording-'))
  let world: World
  let before: Case
  let unsigned: unknown
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const contentOf = (version: Record<string, unknown>) => version.content as AgreementContent
  /** The page at a signing link. */
  const page = async (mobilityId: unknown, language: 'lv' | 'en') => {
    const link = await coordinator()
      .post(`/v1/mobilities/${mobilityId}/agreement/links`)
      .send({ party: 'learner' })
    const asked = world.anyone.get(new URL(link.body.url).pathname)
    return (await asked.set('accept', 'text/html').set('accept-language', language)).text
  }
  const certify = async (recognitionId: string) => {
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const { id } = await given(world).ok(issuer.post('/v1/certificates').send({ recognitionId }))
    const snapshot = await given(world).ok(issuer.get(`/v1/certificates/${id}.json`))
    const paper = await issuer.get(`/v1/certificates/${id}.pdf`).buffer().parse(asBytes)
    return { snapshot, paper: (await readPdf(paper.body)).text }
  }

  beforeAll(async () => {
    world = await newWorld({ frameworks: library })
    before = await given(world).decided(planned)
    unsigned = (await given(world).mobility()).id
    await given(world).draft(unsigned, planned)
    mkdirSync(join(own, 'digcomp-2.2/texts'), { recursive: true })
    writeFileSync(join(own, 'digcomp-2.2/texts/lv.official.json'), JSON.stringify(official))
    for (const [id, framework] of loadFrameworks(frameworkFolders(own))) library.set(id, framework)
  })
  afterAll(() => rmSync(own, { recursive: true }))

  test('is agreed in it from then on, and the agreement says so', async () => {
    const made = await given(world).mobility()
    const { framework, outcomes } = contentOf(await given(world).draft(made.id, planned))
    expect(framework.wordings).toEqual({
      en: { wording: 'adapted' },
      lv: { wording: 'official', percent: expect.any(Number), restIn: 'lv' },
    })
    const criterion = outcomes[0]!.criteria.find(({ id }) => id === '1.1.a.4')!
    expect(criterion.text.lv).toContain('oficiālais apgalvojums')
    expect(criterion.source).toBe('framework')
    const [lv, en] = [await page(made.id, 'lv'), await page(made.id, 'en')]
    expect(lv).toContain('Oficiālais nosaukums')
    expect(lv).toMatch(
      /Ietvarstruktūras teksti<\/dt>\s*<dd>oficiālais teksts; ir 0 % tekstu, pārējie – latviešu valodā/,
    )
    expect(en).toMatch(/Wording of the framework<\/dt>\s*<dd>adapted: what the official text says/)
  })

  test('takes a criterion for its own in whichever of its wordings', async () => {
    const [ours] = await world.anyone
      .post('/v1/frameworks/digcomp-2.2/suggestions?lang=lv')
      .send({ competence: '1.1', baseline: 3, target: 4 })
      .then(({ body }) => [body.outcome.criteria])
    const earlier = library.get('digcomp-2.2')!.wordings.get('lv')![0]!
    const adapted = ours.map((criterion: { id: string; text: { lv: string; en: string } }) => ({
      ...criterion,
      source: undefined,
      lead: undefined,
      text: {
        ...criterion.text,
        lv: criterion.text.lv.replace('oficiālais apgalvojums', earlier.statements['1.1.a.4']!),
      },
    }))
    const made = await given(world).mobility()
    const { outcomes } = contentOf(
      await given(world).draft(made.id, [{ ...planned[0]!, criteria: adapted } as (typeof planned)[0]]),
    )
    expect(new Set(outcomes[0]!.criteria.map(({ source }) => source))).toEqual(new Set(['framework']))
  })

  test('stays in the wording that was signed: for a later version, and on the certificate', async () => {
    const signed = await given(world).signedMobility(planned)
    const { framework } = contentOf(await given(world).draft(signed.id, planned))
    expect(framework.wordings!.lv).toMatchObject({ wording: 'official' })
    const path = `/v1/mobilities/${before.mobilityId}/agreement`
    const agreed = contentOf((await coordinator().get(path)).body)
    expect(agreed.framework.wordings).toEqual({ en: { wording: 'adapted' }, lv: { wording: 'adapted' } })
    const drafted = await page(unsigned, 'lv')
    expect([drafted.includes('1.1'), drafted.includes('Oficiālais nosaukums')]).toEqual([true, false])
    const { snapshot, paper } = await certify(before.id)
    expect(snapshot).toMatchObject({ framework: { wordings: { lv: { wording: 'adapted' } } } })
    expect(JSON.stringify(snapshot)).not.toContain('Oficiāl')
    expect(paper).not.toContain('Oficiāl')
  })

  test('is certified in it where it was agreed in it, with whose it is', async () => {
    const made = await given(world).decided(planned)
    const { snapshot, paper } = await certify(made.id)
    expect(snapshot).toMatchObject({
      framework: {
        wordings: { en: { wording: 'adapted' }, lv: { wording: 'official', restIn: 'lv' } },
        attribution: { lv: 'Oficiālā teksta autori' },
      },
    })
    expect(paper).toContain('Oficiālā teksta autori')
    const { code } = snapshot.verification as { code: string }
    const verified = await world.anyone.get(`/verify/${code}?lang=lv`).set('accept', 'text/html')
    expect(verified.text).toMatch(/Ietvarstruktūras teksti<\/dt>\s*<dd>oficiālais teksts; ir 0 % tekstu/)
  })
})
