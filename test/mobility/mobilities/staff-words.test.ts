import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { deskOf } from '../../setup/desk.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

const languages = ['en', 'lv'] as const
/** What somebody of the staff is not called. */
const wrong = { en: /\blearners?\b/i, lv: /izglītības guvēj|izglītojam/i }
const outcomes = [
  { competence: '1.1', baseline: 2, target: 4, justification: 'The school measures everyone by DigComp.' },
]

let world: World
let step: ReturnType<typeof given>
beforeAll(async () => {
  world = await newWorld()
  step = given(world)
})

const as = (role: 'coordinator' | 'issuer' = 'coordinator') => world.as({ school: world.school, role })
const pathOf = (url: unknown) => new URL(String(url), 'http://localhost').pathname

/** Sentences with the wrong word, each with where it stands. */
function wrongIn(where: string, text: string, language: (typeof languages)[number]): string[] {
  const said = text
    .replaceAll(/<style.*?<\/style>|<(?:input|link|meta)[^>]*>/gs, '')
    .replaceAll('Work of a learner', '')
    .replaceAll(/<[^>]*>/g, '\n')
    .split('\n')
    .map((line) => line.trim())
  return [...new Set(said.filter((line) => wrong[language].test(line)))].map((line) => `${where}: ${line}`)
}

/** A page, and every page that it leads to below the same address. */
async function walked(page: string, language: (typeof languages)[number]): Promise<string[]> {
  const [found, seen, waiting] = [[] as string[], new Set<string>(), [page]]
  while (waiting.length > 0 && seen.size < 40) {
    const next = waiting.shift()!
    if (seen.has(next)) continue
    seen.add(next)
    const answer = await world.anyone.get(`${next}?lang=${language}`).set('accept', 'text/html')
    if (answer.status !== 200 || !String(answer.headers['content-type']).includes('html')) continue
    found.push(...wrongIn(next.replace(page, '…'), answer.text, language))
    for (const [, href] of answer.text.matchAll(/href="([^"?#]+)/g))
      if (href!.startsWith(page)) waiting.push(href!)
  }
  return found
}

const paper = async (path: string) =>
  (await readPdf((await as().get(path).buffer().parse(asBytes)).body)).text

test('who goes as staff is called a participant on every page and on every paper', async () => {
  const found: string[] = []
  const person = await step.person({ givenName: 'Teacher', familyName: 'One', email: 'one@example.org' })
  const mobility = await step.mobility({ learnerId: person.id, participant: 'staff' })
  const path = `/v1/mobilities/${mobility.id}`
  const draft = await step.draft(mobility.id, outcomes)
  const signing = await step.ok(as().post(`${path}/agreement/links`).send({ party: 'learner' }))
  for (const language of languages) found.push(...(await walked(pathOf(signing.url), language)))
  await step.sign(mobility.id, draft.hash)
  const opened = await step.ok(as().post('/v1/recognitions').send({ mobilityId: mobility.id }))
  const page = await step.ok(as().post(`/v1/people/${person.id}/page-links`).send({ party: 'learner' }))
  const information = await step.informationLink(String(opened.id))
  const desks = [
    await deskOf(world, world.host, world.host.members.mentor),
    await deskOf(world, world.host, world.host.members.assessor),
  ]
  for (const language of languages)
    for (const start of [pathOf(page.url), pathOf(information), ...desks])
      found.push(...(await walked(start, language)))
  const issued = await step.certificate(outcomes, {
    participant: 'staff',
    learnerId: person.id,
    overlapIsMeant: true,
  })
  const days = { startsOn: '2026-09-07', endsOn: '2026-10-02' }
  const snapshot = await step.ok(as().get(`/v1/certificates/${issued.id}.json`))
  const certified = `/v1/mobilities/${(snapshot.mobility as { id: string }).id}`
  const mentor = world.as({ school: world.host, role: 'mentor' })
  await step.ok(mentor.post(`${certified}/participation/attestation`).send(days))
  for (const language of languages) {
    for (const start of [pathOf(page.url), ...desks]) found.push(...(await walked(start, language)))
    const agreed = await step.ok(as().post(`${certified}/agreement/versions/1/papers`).send({ language }))
    const attended = await step.ok(as('issuer').post(`${certified}/participation/papers`).send({ language }))
    const papers = {
      agreement: `/v1/papers/${agreed.id}.pdf`,
      participation: `/v1/papers/${attended.id}.pdf`,
      rubric: `${certified}/agreement/rubric.pdf?lang=${language}`,
      file: `/v1/recognitions/${issued.recognitionId}/file.pdf?lang=${language}`,
      certificate: `/v1/certificates/${issued.id}.pdf`,
    }
    for (const [name, at] of Object.entries(papers)) found.push(...wrongIn(name, await paper(at), language))
    for (const at of [pathOf(issued.verificationUrl), `/check/${agreed.code}`, `/check/${attended.code}`])
      found.push(...(await walked(at, language)))
  }
  expect(found).toEqual([])
})

/** A message without what it says to guardians, whom nobody of the staff has. */
function withoutGuardians(message: string): string {
  const at = message.search(/\b(?:guardian|secondGuardian) \{/)
  if (at < 0) return message
  let [end, depth] = [message.indexOf('{', at) + 1, 1]
  for (; depth > 0; end++) depth += message[end] === '{' ? 1 : message[end] === '}' ? -1 : 0
  return withoutGuardians(message.slice(0, at) + message.slice(end))
}

test('no mail to whoever takes part, or about them, calls them a learner, but where it goes to guardians alone', () => {
  for (const language of languages) {
    const words = JSON.parse(
      readFileSync(new URL(`../../../src/exchange/mail/words/${language}.json`, import.meta.url), 'utf8'),
    ) as Record<string, string>
    const said = Object.entries(words)
      .filter(([key]) => key !== 'certificate-shared-body')
      .map(([key, message]) => [key, withoutGuardians(message).replaceAll('{learner}', '')])
    expect(said.filter(([, message]) => wrong[language].test(message!))).toEqual([])
  }
})
