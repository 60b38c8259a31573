import { anywhere, type Body, document, multipart } from './bodies.ts'
import type { Chance } from './chance.ts'
import { addressesOf, type There } from './there.ts'

/** What is known of an operation: how it is called, and what it takes. */
export type Target = {
  name: string
  method: string
  path: string
  queries: string[]
  bodies: Record<string, { example?: unknown }>
}

export type Attack = {
  kind: string
  method: string
  path: string
  headers: [string, string][]
  body: Buffer | null
}

/** One request to an operation that is made to be a burden; `token` is what an honest client would send. */
export function attack(target: Target, there: There, chance: Chance, token: string | null): Attack {
  const body = target.method === 'GET' ? null : bodyFor(target, chance)
  const path = pathFor(target, there, chance)
  const extra = chance.below(4) === 0 ? headersFor(chance) : []
  const headers: [string, string][] = [...extra, ...(token === null ? [] : bearer(chance, token))]
  if (target.method === 'PATCH') headers.push(['if-match', chance.of(['*', '"1"', `"${'1'.repeat(5000)}"`])])
  if (body) headers.push(['content-type', body.type], ...Object.entries(body.headers ?? {}))
  return {
    kind: body?.kind ?? (extra.length > 0 ? 'headers' : 'path'),
    method: target.method,
    path,
    headers,
    body: body?.bytes ?? null,
  }
}

function bodyFor({ bodies }: Target, chance: Chance): Body {
  const types = Object.keys(bodies)
  const example = bodies['application/json']?.example
  const makers = [...anywhere, ...anywhere.slice(0, 5)]
  if (types.some((type) => type.startsWith('multipart'))) makers.push(...Array(8).fill(multipart))
  if (types.some((type) => /pdf|jwt|ld\+json/.test(type))) makers.push(...Array(10).fill(document))
  return chance.of(makers)(chance, example)
}

function pathFor({ path, queries }: Target, there: There, chance: Chance): string {
  const known = addressesOf(there, path)
  const filled = known.length > 0 && chance.below(4) > 0 ? chance.of(known) : fill(path, chance)
  if (chance.below(3) > 0) return filled
  const name = chance.of([...queries, 'surplus', '__proto__', 'lang'])
  const value = chance.of(['%00', '%ff', 'x'.repeat(6000), '1', '-1', '1e999', '%F0%9D%84%9E'.repeat(300)])
  const pair = `${name}=${value}`
  return `${filled}?${chance.below(2) ? pair : Array.from({ length: chance.of([2, 900]) }, () => `${name}=1`).join('&')}`
}

function fill(path: string, chance: Chance): string {
  const id =
    chance.below(4) > 0
      ? '01993c7e-0000-7000-8000-000000000001'
      : chance.of(['%00', '%F0%9F', 'x'.repeat(3000), '..%2f..', "'", '%25', '1e9'])
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    name === 'secret' && id.length === 36 ? 'a'.repeat(43) : id,
  )
}

function headersFor(chance: Chance): [string, string][] {
  const many = (count: number): [string, string][] => Array.from({ length: count }, (_, n) => [`x-${n}`, 'a'])
  return chance.of<() => [string, string][]>([
    () => [['x-long', 'a'.repeat(chance.of([8000, 15_000, 30_000]))]],
    () => many(chance.of([100, 1500, 3000])),
    () => [['accept-language', 'lv;q=0.1,'.repeat(1500)]],
    () => [['accept', `${'text/x;q=0.1,'.repeat(800)}text/html`]],
    () => [['idempotency-key', chance.of(['', 'a'.repeat(300), 'k', '\u00ff'])]],
    () => [['if-none-match', '"a",'.repeat(3000)]],
    () => [['range', chance.of(['bytes=0-', `bytes=${'0-1,'.repeat(2000)}`, `bytes=${'9'.repeat(300)}-`])]],
    () => [['cookie', 'a=b;'.repeat(3000)]],
    () => [['x-forwarded-for', '1.2.3.4,'.repeat(1000)]],
    () => [['host', 'a'.repeat(3000)]],
  ])()
}

function bearer(chance: Chance, token: string): [string, string][] {
  const [header, payload] = token.split('.')
  const value = chance.below(5)
    ? token
    : chance.of([
        'a'.repeat(12_000),
        `${header}.${payload}.`,
        `${header}.${'A'.repeat(9000)}.x`,
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`,
        `${Buffer.from('['.repeat(5000)).toString('base64url')}.e30.x`,
      ])
  return [['authorization', `Bearer ${value}`]]
}
