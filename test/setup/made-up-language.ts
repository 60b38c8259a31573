import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterwards } from './afterwards.ts'
import { type Client, clientFor, tokenFor, type Who, type World } from './world.ts'

/** The language that nobody speaks: every message of it stands in brackets that nothing else has. */
export const madeUp = 'xx'

/** Asks the service that speaks it too; every request asks for an answer in it. */
export type MadeUpService = { as(who: Who): Client; anyone: Client }

/**
 * The same service on the same data, run from a copy of the source to which nothing but files were added: in each
 * catalogue, and among the names of the countries, one of the made-up language.
 */
export async function speakMadeUp(world: World): Promise<MadeUpService> {
  const folder = mkdtempSync(join(tmpdir(), 'made-up-language-'))
  afterwards(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of ['package.json', 'frameworks', 'migrations', 'openapi', 'node_modules'])
    symlinkSync(resolve(name), join(folder, name))
  cpSync('src', join(folder, 'src'), { recursive: true })
  addLanguage(join(folder, 'src'))
  const { buildApp } = await import(join(folder, 'src', 'app.ts'))
  const { drawCertificate } = await import(
    join(folder, 'src/certification/documents/pdf/draw-certificate.ts')
  )
  const app: FastifyInstance = await buildApp(
    { ...world.services, draw: drawCertificate },
    { busyAfterMs: 30_000 },
  )
  await app.ready()
  afterwards(() => app.close())
  const asking = (client: Client): Client => {
    const method = (name: keyof Client) => (path: string) => client[name](path).set('accept-language', madeUp)
    return {
      get: method('get'),
      post: method('post'),
      put: method('put'),
      patch: method('patch'),
      delete: method('delete'),
    }
  }
  return {
    as: (who) => asking(clientFor(app, tokenFor(world.services, who))),
    anyone: asking(clientFor(app, null)),
  }
}

function addLanguage(source: string): void {
  const english = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(words|countries)\/en\.json$/.test(file),
  )
  for (const file of english) {
    const messages: Record<string, string> = JSON.parse(readFileSync(join(source, file), 'utf8'))
    const made = Object.entries(messages).map(([key, message]) => [key, `⟦${message}⟧`])
    writeFileSync(join(source, dirname(file), `${madeUp}.json`), JSON.stringify(Object.fromEntries(made)))
  }
}

/** What is left of a text without what stands in the brackets, numbers and signs, and without data that is nobody's word. */
export function leftOf(text: string, data: readonly (string | RegExp)[] = []): string {
  let rest = text
  for (let inner = ''; inner !== rest; ) {
    inner = rest
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, ' ')
  }
  for (const known of [uuid, ...data]) rest = rest.replaceAll(known, ' ')
  return /\p{L}/u.test(rest) ? rest.replace(/\s+/g, ' ').trim() : ''
}

const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g

/** The texts of a page that people see or hear, but for what is marked as being in another language. */
export function textsOf(page: string): string[] {
  const shown = page
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<(\w+)[^>]* lang="(?!xx")[^"]*"[^>]*>[\s\S]*?<\/\1>/g, '')
  const spoken = [...shown.matchAll(/ (?:title|alt|aria-label|placeholder)="([^"]*)"/g)].map(
    ([, text]) => text!,
  )
  return [...spoken, ...shown.replace(/<!doctype[^>]*>/i, '').split(/<[^>]*>/)]
    .map(decode)
    .filter((text) => text.trim() !== '')
}

const decode = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))

/** The sentences of a problem document, or of anything else that is sent as JSON. */
export function sentencesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(sentencesOf)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string'
      ? ['title', 'detail', 'sentence'].includes(key)
        ? [inner]
        : []
      : sentencesOf(inner),
  )
}
