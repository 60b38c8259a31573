import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { folderStorage } from '../../src/platform/storage/storage.ts'
import { afterwards } from './afterwards.ts'
import { serveBeside } from './serve-beside.ts'
import { type Client, clientFor, newWorld, tokenFor, type Who, type World } from './world.ts'

/** The language that nobody speaks: every message of it stands in brackets that nothing else has. */
export const madeUp = 'xx'

/** Asks the service that speaks it too; every request asks for an answer in it. */
export type MadeUpService = { as(who: Who): Client; anyone: Client }

/**
 * A world, and beside it the same service on the same data, run from a copy of the source to which nothing but files were
 * added: in each catalogue, and among the names of the countries, one of the made-up language. Its clock stands still.
 */
export async function speakMadeUp(): Promise<{ world: World; service: MadeUpService }> {
  const folder = mkdtempSync(join(tmpdir(), 'made-up-language-'))
  afterwards(() => rmSync(folder, { recursive: true, force: true }))
  const evidence = join(folder, 'evidence')
  const world = await newWorld({ storage: folderStorage(evidence) })
  const { url } = await serveBeside(world, evidence, { source: copySource(folder) })
  return {
    world,
    service: {
      as: (who) => asking(clientFor({ server: url }, tokenFor(world.services, who))),
      anyone: asking(clientFor({ server: url }, null)),
    },
  }
}

function copySource(folder: string): string {
  for (const name of ['package.json', 'frameworks', 'migrations', 'openapi', 'node_modules'])
    symlinkSync(resolve(name), join(folder, name))
  const source = join(folder, 'src')
  cpSync('src', source, { recursive: true })
  addLanguage(source)
  return source
}

function asking(client: Client): Client {
  const method = (name: keyof Client) => (path: string) => client[name](path).set('accept-language', madeUp)
  return {
    get: method('get'),
    post: method('post'),
    put: method('put'),
    patch: method('patch'),
    delete: method('delete'),
  }
}

function addLanguage(source: string): void {
  const english = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(words|countries)\/en\.json$/.test(file),
  )
  for (const file of english) {
    const messages: Record<string, string> = JSON.parse(readFileSync(join(source, file), 'utf8'))
    const made = Object.entries(messages).map(([key, message]) => [key, `⁅${message}⁆`])
    writeFileSync(join(source, dirname(file), `${madeUp}.json`), JSON.stringify(Object.fromEntries(made)))
  }
}

/** What is left of a text without what stands in the brackets, numbers and signs, and without data that is nobody's word. */
export function leftOf(text: string, data: readonly (string | RegExp)[] = []): string {
  let rest = text
  for (let inner = ''; inner !== rest; ) {
    inner = rest
    rest = rest.replace(/⁅[^⁅⁆]*⁆/g, ' ')
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
