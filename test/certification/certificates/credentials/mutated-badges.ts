import fc from 'fast-check'
import { badges, type Document } from './generated-badges.ts'

/** Values as strangers send them: of every kind, and some that mean something to JSON-LD. */
const values: readonly unknown[] = [
  ...[null, true, false, 0, -0, 1, 1.5, 1e21, 2 ** 60, -3.25e-7],
  ...[
    '',
    ' ',
    'x',
    'true',
    '1.0',
    '@type',
    '@id',
    '@none',
    '@nonsense',
    '_:b0',
    '_:c14n0',
    'name',
    'Achievement',
    'ext:x',
  ],
  ...[
    'a"b\\c\n\t\r\u0000\u0008\u007f',
    'āčē \u202e\u2028',
    '\ud800',
    '\udc00\ud800',
    '🎓',
    'e\u0301',
    'x'.repeat(5_000),
  ],
  ...[
    'https://elsewhere.example/',
    'https://a b',
    'https://ā.example/',
    'HTTPS://A.example',
    'http:x',
    '//a.example/b',
  ],
  ...[
    'urn:uuid:1',
    'urn:other:1',
    'did:web:a',
    'did:key:z6M',
    'mailto:a@b.example',
    '#part',
    '../up',
    'https://a.example/<b>',
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    [[], 'x'],
    ['x', 'x'],
    [true, 'true'],
    ['b', 'a'],
    [{}],
    { type: [] },
    { type: 'Profile' },
  ],
  ...[
    { id: 'https://a.example/' },
    { id: '_:x' },
    { id: null },
    { id: ['urn:uuid:1'] },
    { '@id': 'https://a.example/' },
  ],
  ...[
    { '@value': 'x' },
    { '@value': 'x', '@language': 'lv' },
    { '@value': '1', '@type': 'xsd:int' },
    { '@value': null },
  ],
  ...[
    { '@list': ['a', 'b'] },
    { '@set': ['a'] },
    { '@graph': [{ id: 'urn:uuid:2', name: 'x' }] },
    { en: 'a', lv: 'b' },
  ],
  ...[
    { name: 'x' },
    { name: 'x', type: 'Evidence' },
    { type: ['Profile', 'Address'], name: 'x' },
    { '@context': null, name: 'x' },
  ],
  ...[
    { '@context': { name: 'https://a.example/name' }, name: 'x' },
    { '@reverse': { name: { id: 'urn:uuid:3' } } },
  ],
]
const keys: readonly string[] = [
  ...[
    'name',
    'url',
    'image',
    'id',
    'type',
    'alignment',
    'narrative',
    'description',
    'proof',
    'criteria',
    'awardedDate',
  ],
  ...[
    '@id',
    '@type',
    '@graph',
    '@context',
    '@index',
    '@nest',
    '@reverse',
    '@included',
    '@value',
    '@language',
    '@foo',
  ],
  ...[
    'https://schema.org/name',
    'schema:name',
    'ext:other',
    '_:p',
    'NAME',
    '',
    ' ',
    'urn',
    'did',
    'honours',
    'value',
    'sub',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'level',
    'status',
    'resultDescription',
    'credentialSubject',
    'digestSRI',
    '_sd',
  ],
]
const types: readonly unknown[] = [
  ...[
    'Profile',
    'Address',
    'Achievement',
    'VerifiableCredential',
    'Evidence',
    'DataIntegrityProof',
    'JsonSchema',
    'name',
  ],
  ...[
    ['Profile', 'Evidence'],
    ['OpenBadgeCredential', 'VerifiableCredential'],
    ['Profile', 'Profile'],
    [],
    null,
    'Unknown',
  ],
  ...[
    'https://a.example/Type',
    '_:t',
    '@json',
    ['Profile', 7],
    'id',
    'type',
    'EnvelopedVerifiableCredential',
  ],
]
const contexts: readonly ((given: unknown[]) => unknown)[] = [
  (given) => [...given].reverse(),
  (given) => given.slice(0, 2),
  (given) => given.slice(1),
  (given) => [...given, given[0]],
  (given) => [...given, 'https://elsewhere.example/context'],
  (given) => [...given, { honours: 'https://a.example/honours' }],
  (given) => [...given, { '@vocab': 'https://a.example/' }],
  (given) => [...given, { '@language': 'lv' }],
  (given) => [...given, { urn: 'https://a.example/' }],
  (given) => [given],
  (given) => given[0],
  () => null,
]

type Place = { holder: Document | unknown[]; key: string | number }

/** Every member and every item in a document. */
function placesIn(holder: Document | unknown[]): Place[] {
  const own: (string | number)[] = Array.isArray(holder) ? [...holder.keys()] : Object.keys(holder)
  return own.flatMap((key) => {
    const value: unknown = Reflect.get(holder, key)
    const within = typeof value === 'object' && value !== null ? placesIn(value as Document) : []
    return [{ holder, key }, ...within]
  })
}

/** A change to one place; `n` chooses among what it can be changed into. */
const changes: readonly ((place: Place, n: number, all: Place[]) => void)[] = [
  ({ holder, key }, n) => set(holder, key, pick(values, n)),
  ({ holder, key }, n) => set(holder, key, pick(values, n)),
  ({ holder }, n) => set(holder, pick(keys, n), pick(values, n >> 3)),
  ({ holder }, n) => set(holder, 'type', pick(types, n)),
  ({ holder, key }) =>
    Array.isArray(holder) ? holder.splice(Number(key), 1) : Reflect.deleteProperty(holder, key),
  ({ holder, key }, n) => {
    set(holder, pick(keys, n), Reflect.get(holder, key))
    if (!Array.isArray(holder)) Reflect.deleteProperty(holder, key)
  },
  ({ holder, key }) => set(holder, key, [Reflect.get(holder, key)]),
  ({ holder, key }) => set(holder, key, [Reflect.get(holder, key)].flat()[0]),
  ({ holder, key }) => set(holder, key, [Reflect.get(holder, key), Reflect.get(holder, key)].flat()),
  ({ holder, key }, n, all) => {
    const other = pick(all, n)
    set(holder, key, structuredClone(Reflect.get(other.holder, other.key)))
  },
  ({ holder, key }, n) => {
    const value: unknown = Reflect.get(holder, key)
    if (typeof value === 'string')
      set(holder, key, `${value.slice(0, n % 9)}${pick(['', 'ā', ' ', '"', '\ud83c'], n)}`)
  },
  ({ holder }) => {
    const entries = Object.entries(holder).reverse()
    if (Array.isArray(holder)) holder.reverse()
    else for (const [key, value] of entries) if (Reflect.deleteProperty(holder, key)) set(holder, key, value)
  },
]

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length]!

/** Like JSON itself: a member called `__proto__` is a member. */
function set(holder: object, key: string | number, value: unknown): void {
  const given = structuredClone(value)
  Object.defineProperty(holder, key, { value: given, enumerable: true, writable: true, configurable: true })
}

const change = fc.record({ what: fc.nat(), where: fc.nat(), n: fc.nat() })

/** Badges with one to three changes anywhere in them, or other contexts. */
export const mutatedBadges = fc
  .record({
    badge: badges,
    changed: fc.array(change, { minLength: 1, maxLength: 3 }),
    context: fc.nat({ max: 400 }),
  })
  .map(({ badge, changed, context }) => {
    const copy = structuredClone(badge)
    for (const { what, where, n } of changed) {
      const all = placesIn(copy).filter(
        ({ key, holder }) => key !== '@context' && holder !== copy['@context'],
      )
      if (all.length > 0) pick(changes, what)(pick(all, where), n, all)
    }
    const given = contexts[context]
    return given ? { ...copy, '@context': given([copy['@context']].flat()) } : copy
  })
