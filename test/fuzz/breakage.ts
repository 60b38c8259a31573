import fc from 'fast-check'

/** Something done to a value that makes it, most of the time, one that is refused. */
export type Breakage = (value: unknown) => unknown

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    '',
    ' ',
    0,
    -1,
    2 ** 53,
    1e308,
    true,
    [],
    {},
    [[[]]],
    '\u0000',
    '\ud800',
    '\u202eabc',
    '\u0007',
    '9999-12-31',
    '0000-00-00',
    '2026-02-30',
    '+275760-09-13T00:00:00.000Z',
    'a'.repeat(5000),
    "'; select 1 --",
    '../../etc/passwd',
    '%00',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer(),
  fc.double(),
)

/** Changes one place somewhere in the value: takes it away, puts something odd there, or adds what nobody knows. */
export const breakages: fc.Arbitrary<Breakage> = fc
  .record({
    way: fc.nat(100),
    instead: odd,
    how: fc.constantFrom('replace' as const, 'remove' as const, 'add' as const, 'repeat' as const),
    name: fc.constantFrom('unknown', 'id', 'organisationId', 'constructor', 'toString', '/', '~'),
  })
  .map(
    ({ way, instead, how, name }) =>
      (value) =>
        changed(value, way, { instead, how, name }),
  )

type Change = { instead: unknown; how: 'replace' | 'remove' | 'add' | 'repeat'; name: string }

/** `way` says, digit by digit, how far down the change is made and where. */
function changed(value: unknown, way: number, change: Change): unknown {
  if (value === null || typeof value !== 'object') return change.how === 'remove' ? undefined : change.instead
  const entries = Object.entries(value)
  if (change.how === 'add' || entries.length === 0)
    return Array.isArray(value) ? [...value, change.instead] : { ...value, [change.name]: change.instead }
  const [key, inner] = entries[way % entries.length]!
  const deeper = way % 3 > 0 && inner !== null && typeof inner === 'object'
  const next = deeper ? changed(inner, Math.floor(way / 3), change) : changed(null, 0, change)
  if (Array.isArray(value)) {
    if (change.how === 'repeat') return [...value, ...value]
    return value.map((held, index) => (String(index) === key ? next : held))
  }
  return { ...value, [key]: change.how === 'repeat' ? [inner, inner] : next }
}

/** What a sender may do to the bytes of a body. */
export const spoilings = fc.constantFrom<((text: string) => string | Buffer)[]>(
  (text) => text.slice(0, -1),
  (text) => `${text}}`,
  (text) => text.replace('{', '{"a":1,"a":2,'),
  () => '',
  () => 'null',
  () => '{"__proto__":{"a":1}}',
  () => Buffer.from([0x7b, 0xff, 0xfe, 0x22]),
  () => `${'['.repeat(2000)}${']'.repeat(2000)}`,
  (text) => `\ufeff${text}`,
)
