import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Api } from '../api-client.ts'
import { formOf } from '../document.ts'

/** Whoever has a page of their own: a learner, or the guardian of one. */
export type Person = { learner: string; name: string; email: string }

type Way = {
  stage: string | null
  next: { step: string; waitsFor: string; at: string | null }
  outcomes: { competence: string; title: string; pieces: number }[]
  bring: { evidence: string } | null
}

/** So long somebody waits for what others do, in milliseconds. */
const PATIENCE = 240_000

/** Asks for their page by their address, and opens it from the mail that comes. */
export async function openPage(person: Person, anyone: Api, mails: string): Promise<Api & { at: string }> {
  await anyone.post('/me', { email: person.email })
  for (const until = Date.now() + PATIENCE; Date.now() < until; await pause(300)) {
    const at = await linkIn(mails, person.email)
    if (at) return { ...anyone, at }
  }
  throw new Error(`No mail came to ${person.email}.`)
}

async function linkIn(folder: string, email: string): Promise<string | null> {
  for (const file of await readdir(folder).catch(() => [])) {
    const text = (await readFile(join(folder, file), 'utf8')).replaceAll(/=\r?\n/g, '')
    if (!text.includes(email)) continue
    const found = /\/me\/[\w-]{43}/.exec(text)
    if (found) return found[0]
  }
  return null
}

const wayOf = async (page: Api & { at: string }): Promise<Way> =>
  (await page.get<{ items: Way[] }>(page.at)).items[0]!

/** Waits until the page says so. */
export async function until(page: Api & { at: string }, isSo: (way: Way) => boolean): Promise<Way> {
  let way = await wayOf(page)
  for (const end = Date.now() + PATIENCE; Date.now() < end; way = await wayOf(page)) {
    if (isSo(way)) return way
    await pause(500)
  }
  throw new Error(`The page says that ${way.next.step} is next, and waits for ${way.next.waitsFor}.`)
}

/** Gives their word on what waits for them under this step, once it does: signs, acknowledges or declares. */
export async function giveWord(page: Api & { at: string }, { name }: Person, step: string): Promise<void> {
  const { next } = await until(page, (way) => way.next.step === step && way.next.waitsFor === 'you')
  const { hash } = await page.get<{ hash: string }>(next.at!)
  await page.post(next.at!, { name, accept: true, hash })
}

/** Brings a file for each outcome. */
export async function bringEvidence(
  page: Api & { at: string },
  { learner }: Person,
  producedOn: string,
): Promise<void> {
  const { bring, outcomes } = await until(page, (way) => way.stage === 'documentation' && way.bring !== null)
  for (const { competence, title } of outcomes) {
    const text = `What ${learner} made in the workshop, on ${title}.\n`
    const file = `${learner}-${competence}.txt`
    const form = formOf({ file, text, title, kind: 'file', producedOn, competences: competence })
    form.delete('kind')
    await page.send(bring!.evidence, form)
  }
}
