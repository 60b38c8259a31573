import { deflateSync, gzipSync } from 'node:zlib'
import type { Chance } from './chance.ts'

const MB = 1024 * 1024

/** A body that is made to be a burden, and what it says it is. */
export type Body = { kind: string; type: string; bytes: Buffer; headers?: Record<string, string> }
export type MakeBody = (chance: Chance, example: unknown) => Body

const json = (kind: string, text: string): Body => ({
  kind,
  type: 'application/json',
  bytes: Buffer.from(text),
})

/** The example with one of its values replaced, or with one more property. */
function spoiled(chance: Chance, example: unknown, value: unknown): unknown {
  if (typeof example !== 'object' || example === null) return value
  const names = Object.keys(example)
  const name = names.length > 0 && chance.below(5) > 0 ? chance.of(names) : 'surplus'
  const inner = (example as Record<string, unknown>)[name]
  const replaced = chance.below(3) > 0 ? value : spoiled(chance, inner, value)
  return Array.isArray(example)
    ? [...example.slice(1), replaced]
    : { ...(example as object), [name]: replaced }
}

const deep: MakeBody = (chance) => {
  const levels = chance.of([40, 1000, 100_000, 500_000])
  const [open, close] = chance.of([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"@context":', '}]'],
  ] as const)
  const ends = chance.below(2) === 0
  return json(`deep ${levels}`, open.repeat(levels) + (ends ? `1${close.repeat(levels)}` : ''))
}

const wide: MakeBody = (chance, example) => {
  const count = chance.of([101, 5000, 60_000, 300_000])
  const item = chance.of<unknown>([1, '', null, {}, [], 'x'])
  const list = Array.from({ length: count }, () => item)
  const names = () => Object.fromEntries(list.slice(0, 60_000).map((value, n) => [`n${n}`, value]))
  return json(`wide ${count}`, JSON.stringify(spoiled(chance, example, chance.below(2) ? list : names())))
}

const long: MakeBody = (chance, example) => {
  const letter = chance.of(['x', 'ā', '𝄞', '\\', '"', '/', '~', '\u0000', '\ud800', '\u202e', '<', '%'])
  const text = letter.repeat(chance.of([300, 20_000, 200_000]))
  const value = chance.below(3) === 0 ? { [text]: text.slice(0, 10) } : text
  return json('long', JSON.stringify(spoiled(chance, example, value)))
}

const repeated: MakeBody = (chance, example) => {
  const text = JSON.stringify(example ?? {})
  const twice = text.replace(/^\{("[^"]+":)/, '{$1null,$1')
  const often = `{${'"a":1,'.repeat(chance.of([2, 1000, 100_000]))}"a":1}`
  return json('repeated', chance.below(2) ? twice : often)
}

const broken: MakeBody = (chance, example) => {
  const bytes = Buffer.from(JSON.stringify(example ?? { a: 1 }))
  const cut = bytes.subarray(0, chance.below(bytes.length + 1))
  const flipped = Buffer.from(bytes)
  for (let n = 0; n < 3; n++) flipped[chance.below(flipped.length)] = chance.below(256)
  const other = [cut, flipped, chance.bytes(2000), Buffer.alloc(MB / 2, '"'), Buffer.alloc(MB / 2, '\\"')]
  return { kind: 'broken', type: 'application/json', bytes: chance.of(other) }
}

const numbers: MakeBody = (chance, example) => {
  const number = chance.of([
    `1e${'9'.repeat(300)}`,
    '9'.repeat(100_000),
    `0.${'1'.repeat(100_000)}`,
    '-0',
    '1e-400',
  ])
  return json('numbers', JSON.stringify(spoiled(chance, example, '?')).replace('"?"', number))
}

const compressed: MakeBody = (chance, example) => ({
  ...json('compressed', ''),
  bytes: gzipSync(chance.below(2) ? Buffer.alloc(32 * MB) : Buffer.from(JSON.stringify(example ?? {}))),
  headers: { 'content-encoding': chance.of(['gzip', 'gzip, gzip', 'br', 'deflate', 'x']) },
})

const other: MakeBody = (chance) => ({
  kind: 'other',
  type: chance.of(['', 'x', 'text/plain', 'application/xml', 'application/json; charset=utf-16', 'a/b;c="']),
  bytes: chance.bytes(chance.of([0, 10, 5000])),
})

const form: MakeBody = (chance) => {
  const pair = chance.of(['a=1&', 'a[b]=1&', '&', '=', '%00=%ff&', 'name=%&'])
  const text = pair.repeat(chance.of([1, 2000, 100_000]))
  return { kind: 'form', type: 'application/x-www-form-urlencoded', bytes: Buffer.from(text) }
}

export const anywhere: MakeBody[] = [deep, wide, long, repeated, broken, numbers, compressed, other, form]

function pdf(chance: Chance): Buffer {
  const bomb = deflateSync(Buffer.alloc(chance.of([1, 30]) * MB))
  const place = '1 0 obj<</Type/EmbeddedFile/Filter/FlateDecode>>stream\n'
  const parts = Array.from({ length: chance.of([1, 30]) }, () => [
    Buffer.from(place),
    bomb.subarray(0, 200_000),
    Buffer.from('\nendstream endobj\n'),
  ]).flat()
  const whole = Buffer.concat([Buffer.from('%PDF-1.7\n'), ...parts])
  const many = Buffer.alloc(5 * MB, '/EmbeddedFile stream\n')
  Buffer.from('%PDF-1.7').copy(many)
  const objects = Buffer.alloc(3 * MB, '1 0 obj<</Kids[1 0 R]/Parent 1 0 R>>endobj\n')
  return chance.of([whole, many, Buffer.concat([Buffer.from('%PDF-1.7\n'), objects])])
}

function picture(chance: Chance): Buffer {
  const png = Buffer.from('89504e470d0a1a0a', 'hex')
  const chunk = (name: string, length: number, data = Buffer.alloc(0)) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(length)
    head.write(name, 4)
    return Buffer.concat([head, data, Buffer.alloc(4)])
  }
  const huge = chunk('IHDR', 13, Buffer.from('7fffffff7fffffff0806000000', 'hex'))
  const empty = Buffer.concat(Array.from({ length: 100_000 }, () => chunk('tEXt', 0)))
  const jpeg = Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    Buffer.alloc(2 * MB, Buffer.from('ffe10002', 'hex')),
  ])
  return chance.of([
    Buffer.concat([png, huge, chunk('IDAT', 0xffffffff)]),
    Buffer.concat([png, empty]),
    jpeg,
    Buffer.concat([Buffer.from('ffd8ffc0', 'hex'), chance.bytes(5000)]),
  ])
}

const files: ((chance: Chance) => Buffer)[] = [
  pdf,
  picture,
  (chance) => chance.bytes(3000),
  () => Buffer.alloc(11 * MB),
  () => Buffer.alloc(0),
]

/** A form with a file, as it may be or in one of the ways in which it may not. */
export const multipart: MakeBody = (chance) => {
  const boundary = 'x'.repeat(chance.of([1, 70, 300]))
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const fields = chance.of([
    field('title', 'Work'),
    field('title', 'x'.repeat(MB)),
    field('a', '1').repeat(chance.of([19, 30, 20_000])),
    field('__proto__', '1'),
    `--${boundary}\r\n${'a: b\r\n'.repeat(chance.of([10, 5000]))}\r\n`,
    '',
  ])
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${'a'.repeat(chance.of([5, 5000]))}"\r\n\r\n`
  const end = chance.below(3) > 0 ? `\r\n--${boundary}--\r\n` : ''
  const bytes = Buffer.concat([Buffer.from(fields + head), chance.of(files)(chance), Buffer.from(end)])
  const type = `multipart/form-data; boundary=${chance.of([boundary, boundary, boundary, 'y', ''])}`
  return { kind: 'multipart', type, bytes }
}

const encoded = (text: string) => Buffer.from(text).toString('base64url')

/** Something to be verified: a file, a token, or linked data. */
export const document: MakeBody = (chance) => {
  const header = chance.of([
    '{"alg":"none"}',
    '{"alg":"ES256","kid":5}',
    '['.repeat(50_000),
    '{"a":1,"a":1}',
    '',
  ])
  const payload = chance.of(['{"id":"urn:uuid:0"}', '['.repeat(50_000), `{"a":"${'x'.repeat(MB)}"}`, '{}'])
  const context = chance.of<unknown>([
    Array.from({ length: 5000 }, () => 'https://example.org/'),
    { '@import': 'http://127.0.0.1:1/' },
    JSON.parse(`${'{"@context":'.repeat(30)}1${'}'.repeat(30)}`),
  ])
  const linked = { '@context': context, id: 'urn:uuid:01993c7e-0000-7000-8000-000000000001', proof: [{}, {}] }
  return chance.of<() => Body>([
    () => ({ kind: 'pdf', type: 'application/pdf', bytes: pdf(chance) }),
    () => ({
      kind: 'token',
      type: 'application/vc+jwt',
      bytes: Buffer.from(`${encoded(header)}.${encoded(payload)}.${encoded('x')}`),
    }),
    () => ({
      kind: 'linked data',
      type: chance.of(['application/vc+ld+json', 'application/ld+json', 'application/json']),
      bytes: Buffer.from(JSON.stringify(linked)),
    }),
    () => ({ ...deep(chance, null), type: 'application/ld+json' }),
  ])()
}
