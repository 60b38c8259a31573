import { decodeJwt, exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { credentialInPicture } from '../../../src/certification/documents/baked/credential-in-picture.ts'
import { signLearningCredential } from '../../../src/certification/documents/credentials/learning-credential.ts'
import { afterLead } from '../../../src/measure/frameworks/rubric/lead.ts'
import { asBytes } from '../../setup/bytes.ts'
import { type Case, given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

type Texts = { lv: string; en: string }
type Own = { id: string; level: number | null; facet?: string; text: Texts }
type Planned = Parameters<ReturnType<typeof given>['opened']>[0] extends (infer Outcome)[] | undefined
  ? Outcome & { criteria?: Own[]; partial?: boolean; baselineFound?: string }
  : never

const statement = (id: string, of = 'digcomp-2.2'): Texts => {
  const framework = world.services.frameworks.get(of)!
  const said = (language: string) => framework.texts.get(language)!.statements[id]!
  return { lv: said('lv'), en: said('en') }
}
const own = (id: string, level: number | null, en: string, facet?: string): Own => ({
  id,
  level,
  ...(facet && { facet }),
  text: { lv: `LV ${en}`, en },
})
const known = (id: string, level: number): Own => ({ id, level, text: statement(id) })

/** Everything that a certificate is handed out as, each as the text that a reader would find in it. */
async function formsOf(made: Case): Promise<Record<string, string>> {
  const issuer = world.as({ school: world.school, role: 'issuer' })
  const issued = await issuer.post('/v1/certificates').send({ recognitionId: made.id })
  expect(issued.status, issued.text).toBe(201)
  const path = `/v1/certificates/${issued.body.id}`
  const download = async (form: string): Promise<Buffer> =>
    (await issuer.get(`${path}.${form}`).buffer().parse(asBytes)).body
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const link = await given(world).ok(coordinator.post(`${path}/learner-links`))
  await given(world).ok(
    world.anyone.post(`${new URL(String(link.url)).pathname}/level`).send({ level: 'everything' }),
  )
  const page = new URL(issued.body.verificationUrl).pathname
  const [kept] = (await world.services.db.owner.execute(
    `select snapshot, status_list as "statusList", status_index as "statusIndex",
      organisation_id as "organisationId" from certificates where id = '${issued.body.id}'`,
  )) as { snapshot: string; statusList: string; statusIndex: number; organisationId: string }[]
  const { publicKey } = await generateKeyPair('ES256', { extractable: true })
  const kid = await world.services.signer.keyIdOf(kept!.organisationId, 'credential')
  const holder = { ...kept!, learnerId: made.id }
  const wallet = await signLearningCredential(world.services, holder, await exportJWK(publicKey), kid)
  return {
    pdf: plain((await readPdf(await download('pdf'))).text),
    snapshot: plain(String(await download('json'))),
    badge: plain(String(await download('ob3.json'))),
    baked: plain(credentialInPicture(await download('svg')) ?? ''),
    jwt: plain(JSON.stringify(decodeJwt(String(await download('jwt'))))),
    edc: plain(String(await download('edc.jsonld'))),
    wallet: plain(`${JSON.stringify(decodeJwt(wallet.split('~')[0]!))} ${disclosed(wallet)}`),
    pageEn: plain(
      (await world.anyone.get(page).set('accept', 'text/html').set('accept-language', 'en')).text,
    ),
    pageLv: plain(
      (await world.anyone.get(page).set('accept', 'text/html').set('accept-language', 'lv')).text,
    ),
  }
}

const plain = (text: string) =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')
const disclosed = (credential: string) =>
  credential
    .split('~')
    .slice(1)
    .map((part) => Buffer.from(part, 'base64url').toString())
    .join('\n')

type Shown = { outcomes: Planned[]; framework?: string; levels?: Record<string, number> }

async function certified({ outcomes, framework, levels = {} }: Shown): Promise<Record<string, string>> {
  const made = await given(world).validation(outcomes, levels, framework ? { framework } : {})
  const basis = await world
    .as({ school: world.school, role: 'validator' })
    .get(`/v1/recognitions/${made.id}/decision-basis`)
  const suggested = basis.body.outcomes as { competence: string; suggested: { result: string } }[]
  await given(world).ok(
    world
      .as({ school: world.school, role: 'validator' })
      .post(`/v1/recognitions/${made.id}/decision`)
      .send({
        outcomes: suggested.map(({ competence, suggested: { result } }) => ({ competence, result })),
      }),
  )
  return formsOf(made)
}

const everywhere = (forms: Record<string, string>, holds: (text: string, form: string) => void) => {
  for (const [form, text] of Object.entries(forms)) holds(text, form)
}
/** Whether a form says it, in one of the languages it may be in; a paper breaks words at the ends of lines. */
const says = (text: string, said: Texts) =>
  [said.en, said.lv].some((words) => text.includes(plainJson(words)))
/** What a statement begins with, and what it goes on with. */
const pieces = ({ lv, en }: Texts): Texts[] =>
  [0, 1].map((at) => ({ lv: lv.split(/(?<=:) /)[at]!, en: en.split(/(?<=:) /)[at]! }))
const plainJson = (words: string) => words.replaceAll(/\s+/g, ' ').replace(/[.;]$/, '')

describe('a certificate says what was judged, and nothing else', () => {
  test('whole: the criteria that were met, in every form, and none of the level above', async () => {
    const forms = await certified({ outcomes: [{ competence: '1.1', baseline: 2, target: 4 }] })
    everywhere(forms, (text, form) => {
      // Below the level shown, the paper has the codes of the framework's criteria, and no words.
      for (const level of [3, 4])
        for (const facet of ['a', 'b', 'c', 'd'])
          if (form === 'pdf' && level === 3) expect(text).toContain(`1.1.${facet}.3`)
          else expect(says(text, statement(`1.1.${facet}.${level}`)), `${form}: ${facet}.${level}`).toBe(true)
      for (const facet of ['a', 'b', 'c', 'd'])
        expect(says(text, statement(`1.1.${facet}.5`)), `${form}: ${facet}.5`).toBe(false)
      expect(/partial|tikai daļu/i.test(text), form).toBe(false)
      expect(text, form).toMatch(/hosting organisation,? and the learner|uzņēmējorganizācija un izglītības/)
    })
    expect(forms.badge).toContain('/competences/1.1#level-4')
    expect(forms.badge).toContain('/v1/frameworks/digcomp-2.2#1.1-4')
  })

  test('partial and by a criterion of the partners: so every form says, and no form the rest of the framework', async () => {
    const criteria = [
      known('1.1.a.4', 4),
      own('own.b', 4, 'finds the right screw in a warehouse list', '1.1.b'),
    ]
    const outcomes = [{ competence: '1.1', baseline: 2, target: 4, criteria, partial: true }]
    const forms = await certified({ outcomes })
    everywhere(forms, (text, form) => {
      for (const { text: said } of criteria) expect(says(text, said), `${form}: ${said.en}`).toBe(true)
      for (const id of ['1.1.b.4', '1.1.c.4', '1.1.d.4'])
        expect(says(text, statement(id)), `${form}: ${id}`).toBe(false)
      expect(/partial|tikai daļu/i.test(text), `${form}: partial`).toBe(true)
      expect(/partners|partner/i.test(text), `${form}: by the partners`).toBe(true)
      expect(/search strategies|meklēšanas/i.test(text), `${form}: what is missing`).toBe(true)
    })
    expect(forms.badge).not.toContain('#level-4"')
    expect(forms.badge).not.toContain('achievedLevel')
  })

  test('whole, by suggested criteria of a framework that words a level in many statements: each of them', async () => {
    const framework = 'digcomp-3.0-e2'
    const suggested = await world.anyone
      .post(`/v1/frameworks/${framework}/suggestions`)
      .send({ competence: '5.1', target: 2 })
    const { criteria } = suggested.body.outcome as {
      criteria: { id: string; level: number; text: Texts; lead: Texts }[]
    }
    expect(criteria.map(({ level }) => level)).toEqual([1, 1, 1, 1, 2, 2, 2, 3, 3, 3])
    const outcomes = [{ competence: '5.1', baseline: 1, target: 2, criteria }]
    const forms = await certified({ outcomes, framework })
    everywhere(forms, (text, form) => {
      for (const { level, id, text: whole, lead } of criteria) {
        const said = afterLead({ text: whole, lead })
        if (form === 'pdf' && level === 1) expect(text).toContain(id)
        else {
          expect(says(text, said), `${form}: ${id}`).toBe(level < 3)
          if (form !== 'pdf' && level < 3) expect(says(text, lead), `${form}: lead of ${level}`).toBe(true)
        }
      }
      expect(/partial|tikai daļu/i.test(text), form).toBe(false)
    })
    expect(forms.snapshot).toContain(world.services.frameworks.get(framework)!.hash)
    expect(forms.badge).toContain('/v1/frameworks/digcomp-3.0-e2#5.1-2')
  })

  test('a band: both of its levels, by the name of the band, as one of four', async () => {
    const outcomes = [{ competence: '1.1', baseline: 1, target: 2 }]
    const forms = await certified({ outcomes, framework: 'digcomp-2.2-bands' })
    everywhere(forms, (text, form) => {
      // On paper, what all criteria of a level begin with stands once before them.
      for (const id of ['1.1.a.3', '1.1.d.3', '1.1.a.4', '1.1.d.4'])
        for (const said of form === 'pdf'
          ? pieces(statement(id, 'digcomp-2.2-bands'))
          : [statement(id, 'digcomp-2.2-bands')])
          expect(says(text, said), `${form}: ${id}`).toBe(true)
      expect(text, form).toMatch(/DigComp 2\.2 \(4 (levels|līmeņi)\)/)
      expect(text, form).toMatch(/Intermediate|Vidējs/)
      expect(text, form).not.toMatch(/Level [2-8]\b|\b[2-8]\. līmenis|1\.1\.[a-d]\.[2567]/)
    })
    const { levels } = JSON.parse(forms.snapshot!).framework
    expect(levels).toHaveLength(4)
    expect(forms.badge).toContain('/v1/frameworks/digcomp-2.2-bands#1.1-2')
  })

  test('of a framework without statements: the partners words alone', async () => {
    const criteria = ['sorts waste', 'counts emissions', 'plans a green route'].map((en, at) =>
      own(`own.${at}`, null, en),
    )
    const outcomes = [{ competence: '1.1', baseline: null, target: null, criteria }]
    const forms = await certified({ outcomes, framework: 'greencomp' })
    everywhere(forms, (text, form) => {
      for (const { text: said } of criteria) expect(says(text, said), `${form}: ${said.en}`).toBe(true)
      expect(/partner/i.test(text), form).toBe(true)
      expect(
        /certificate of digital competence|apliecinājums par digitālo kompetenci/i.test(text),
        form,
      ).toBe(false)
      expect(/GreenComp/.test(text), form).toBe(true)
    })
  })

  test('partly reached is an achievement nowhere', async () => {
    const forms = await certified({
      outcomes: [
        { competence: '1.1', baseline: 2, target: 4 },
        { competence: '2.4', baseline: 3, target: 5 },
      ],
      levels: { '2.4': 4 },
    })
    const edc = JSON.parse(forms.edc!)
    const claimed = edc.credentialSubject.hasClaim.specifiedBy.learningOutcome
    expect(JSON.stringify(claimed)).not.toContain('2.4 ')
    expect(forms.wallet).not.toContain('2.4 ')
    const badge = JSON.parse(forms.badge!)
    expect(JSON.stringify(badge.credentialSubject.achievement.alignment)).not.toContain('2.4')
  })
})
