import fc from 'fast-check'
import type { Caller } from '../setup/callers.ts'
import type { Operation, Schema } from '../setup/operations.ts'
import type { Asked } from './ask.ts'
import { bodyOf } from './bodies.ts'
import type { Known } from './known.ts'
import { type Values, wellFormed } from './values.ts'

type Parameter = Operation['parameters'][number] & { schema?: Schema }

/** Who asks: nobody at all, or one of the callers. */
export type Askers = { callers: readonly Caller[]; strangers: readonly Record<string, string>[] }

/**
 * Requests for an operation, about half of them as its description wants them, of things that are known; the others are
 * broken in one to three places. `seen`: requests that succeeded, which are asked again, whole or broken.
 */
export function requestsFor(
  operation: Operation,
  { values, known, askers, seen }: { values: Values; known: Known; askers: Askers; seen: readonly Asked[] },
): fc.Arbitrary<Asked> {
  const broken = fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 }) },
  )
  return broken.chain((count) =>
    fc
      .record({
        path: fc.oneof(...pathsOf(seen), pathOf(operation, known, count > 0)),
        query: queryOf(operation, values, known, count > 0),
        headers: headersOf(operation, known, count > 0),
        who: whoAsks(operation, askers),
        body: bodyOf(operation, values, seen, count),
      })
      .map(({ path, query, headers, who, body }) => ({
        method: operation.method.toUpperCase(),
        path: query ? `${path}?${query}` : path,
        headers: { ...headers, ...who, ...(body ? { 'content-type': body.type } : {}) },
        body: body && Buffer.from(body.bytes),
      })),
  )
}

/** Addresses whose parts belong together. */
function pathsOf(seen: readonly Asked[]): fc.Arbitrary<string>[] {
  const paths = seen.map(({ path }) => path.split('?')[0]!)
  return paths.length > 0 ? [fc.constantFrom(...paths)] : []
}

const rubbish = fc.oneof(
  fc.constantFrom(
    '0',
    '-1',
    '%',
    '%00',
    '%ff',
    "'",
    'null',
    'undefined',
    '01993c7e-0000-7000-8000-0000000000ff',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).map(encoded),
)

/** A part of an address; one dot or two would be another address. */
function encoded(text: string): string {
  return text.isWellFormed() && !/^\.*$/.test(text) ? encodeURIComponent(text) : '%EF%BF%BD'
}

function pathOf({ path }: Operation, known: Known, broken: boolean): fc.Arbitrary<string> {
  const parts = path.split(/(\{\w+\})/)
  const made = parts.map((part, index) => {
    if (!part.startsWith('{')) return fc.constant(part)
    const noun = parts[index - 1]!.split('/').at(-2)!
    const right = known.oneOf(noun).map(encoded)
    return broken ? fc.oneof({ weight: 4, arbitrary: right }, rubbish, known.oneOf('').map(encoded)) : right
  })
  return fc.tuple(...made).map((pieces) => pieces.join(''))
}

function queryOf(
  { parameters }: Operation,
  values: Values,
  known: Known,
  broken: boolean,
): fc.Arbitrary<string> {
  const asked = (parameters as Parameter[]).filter((parameter) => parameter.in === 'query')
  const made = asked.map(({ name, required, schema = {} }) => {
    const right = values(schema, name).map((value) => [[name, String(value)]])
    const wrong = fc.oneof(known.oneOf(name), fc.string({ unit: 'binary' })).map((text) => [[name, text]])
    const given = broken ? fc.oneof({ weight: 3, arbitrary: right }, wrong) : right
    return required ? given : fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, given)
  })
  const more = broken
    ? fc.constantFrom<string[][]>([], [], [['unknown', '1']], [['lang', 'xx']])
    : fc.constant([])
  return fc.tuple(...made, more).map((pairs) => new URLSearchParams(pairs.flat().map(wellFormed)).toString())
}

function headersOf(
  operation: Operation,
  known: Known,
  broken: boolean,
): fc.Arbitrary<Record<string, string>> {
  const optional = {
    accept: fc.constantFrom('application/json', 'text/html,*/*', '*/*', 'application/pdf'),
    'accept-language': fc.constantFrom('lv', 'en;q=0.5, lv', 'de', '*', 'x'.repeat(200)),
    'idempotency-key': fc.oneof(fc.constantFrom('a', 'b'), fc.uuid()),
    'if-none-match': fc.oneof(
      fc.constant('*'),
      known.oneOf('etag').map((etag) => etag.replace(/[^\x20-\x7e]/g, '')),
    ),
    range: fc.constantFrom('bytes=0-10', 'bytes=-5', 'bytes=99999999-', 'bytes=5-1', 'lines=1-2'),
  }
  const rare = (value: fc.Arbitrary<string>): fc.Arbitrary<string | null> => fc.option(value, { freq: 4 })
  const ifMatch = broken ? fc.constantFrom(null, '*', '"1"', 'x') : fc.constant('*')
  const all = {
    ...Object.fromEntries(Object.entries(optional).map(([name, value]) => [name, rare(value)])),
    'if-match': operation.method === 'patch' ? ifMatch : fc.constant(null),
  }
  return fc
    .record<Record<string, string | null>>(all)
    .map((made) =>
      Object.fromEntries(
        Object.entries(made).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
      ),
    )
}

/** Mostly somebody who may, by the rights of the route; sometimes anybody, or somebody with a token that is none. */
function whoAsks(
  { access }: Operation,
  { callers, strangers }: Askers,
): fc.Arbitrary<Record<string, string>> {
  const bearing = ({ token }: Caller) => ({ authorization: `Bearer ${token}` })
  const may = callers.filter(
    ({ actor }) =>
      access === 'public' || !access.roles || actor.roles.some((role) => access.roles?.includes(role)),
  )
  const acting = may.filter(({ isPlayer }) => isPlayer)
  const chosen = acting.length > 0 ? acting : callers
  const anyone = fc.oneof(fc.constantFrom(...callers).map(bearing), fc.constantFrom(...strangers))
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...chosen).map(bearing) }, anyone)
}
