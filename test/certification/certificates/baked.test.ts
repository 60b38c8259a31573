import { deflateSync, inflateSync } from 'node:zlib'
import { decode } from 'fast-png'
import { beforeAll, describe, expect, test } from 'vitest'
import { bakePng, bakeSvg } from '../../../src/certification/documents/baked/bake.ts'
import { credentialInPicture } from '../../../src/certification/documents/baked/credential-in-picture.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { sampleBadge } from './credentials/foreign.ts'

const forms = ['png', 'svg'] as const
type Form = (typeof forms)[number]
const types = { png: 'image/png', svg: 'image/svg+xml' }
const namespace = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'

let world: World
let id: string
let badge: Buffer
let pictures: Record<Form, Buffer>

const download = (of: unknown, form: string) =>
  world.as({ school: world.school }).get(`/v1/certificates/${of}.${form}`).buffer().parse(asBytes)
const verify = async (form: Form, bytes: Buffer | string) =>
  (await world.anyone.post('/v1/verifications').set('content-type', types[form]).send(bytes)).body
type Check = { check: string; finding: string }
const finding = ({ checks }: { checks: Check[] }, wanted: string) =>
  checks.find(({ check }) => check === wanted)?.finding

beforeAll(async () => {
  world = await newWorld()
  id = String((await given(world).certificate()).id)
  badge = (await download(id, 'ob3.json')).body
  pictures = { png: (await download(id, 'png')).body, svg: (await download(id, 'svg')).body }
})

/** The chunks of a PNG as another reads them: name and bytes. */
function chunksOf(png: Buffer): [string, Buffer][] {
  const chunks: [string, Buffer][] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    chunks.push([png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at))])
  return chunks
}

describe('a baked badge', () => {
  test('is the wheel as a PNG, with the Open Badge in one iTXt chunk that is not packed', () => {
    const { png } = pictures
    const { width, height, channels, data } = decode(png, { checkCrc: true })
    expect({ width, height, channels }).toEqual({ width: 600, height: 600, channels: 3 })
    const dots = new Set(
      Array.from({ length: data.length / 3 }, (_, at) => data.slice(at * 3, at * 3 + 3).join()),
    )
    // The hues of the certificate: what is reached, what is not, and the ring of areas.
    for (const hue of ['21,94,117', '227,237,240', '12,53,68']) expect([...dots]).toContain(hue)
    const texts = chunksOf(png).filter(([name]) => name === 'iTXt')
    expect(texts).toHaveLength(1)
    const head = Buffer.from('openbadgecredential\0\0\0\0\0')
    expect(texts[0]![1].equals(Buffer.concat([head, badge]))).toBe(true)
  })

  test('is the wheel as an SVG that is told in words, with the Open Badge first of all in it', () => {
    const source = pictures.svg.toString()
    expect(source).toMatch(new RegExp(`^<svg [^>]*${namespace}><openbadges:credential><!\\[CDATA\\[`))
    expect(source).toContain('<title id="wheel-title">')
    expect(source).not.toMatch(/<script|<image|<style|href=/)
    expect(credentialInPicture(pictures.svg)).toBe(badge.toString())
  })

  test.each(forms)('is the same %s for everybody who asks, and as genuine as the badge', async (form) => {
    const answers = await Promise.all([1, 2, 3].map(() => download(id, form)))
    for (const { body, status, headers } of answers) {
      expect(status).toBe(200)
      expect(headers['content-type']).toBe(types[form])
      expect(headers['content-disposition']).toMatch(new RegExp(`^attachment; .*DCR-\\S+\\.${form}`))
      expect(pictures[form].equals(body)).toBe(true)
    }
    const said = await verify(form, pictures[form])
    expect(said).toMatchObject({ status: 'valid' })
    expect([finding(said, 'signature'), finding(said, 'bytes')]).toEqual(['holds', 'same'])
  })

  test('of another picture is known by its credential, and one with another credential is not', async () => {
    const plain = Buffer.from(
      '<?xml version="1.0"?><!DOCTYPE svg><!-- x --><svg viewBox="0 0 1 1"><g/></svg>',
    )
    const saved = await verify('svg', bakeSvg(plain.toString(), badge.toString()))
    expect(saved).toMatchObject({ status: 'valid' })
    expect(finding(saved, 'bytes')).toBe('rewritten')
    const forged = badge.toString().replaceAll('Learner', 'Somebody')
    expect(await verify('svg', bakeSvg(plain.toString(), forged))).toMatchObject({ status: 'altered' })
  })

  test('holds a JWT too, as the specification has it', async () => {
    const jwt = (await download(id, 'jwt')).body.toString()
    const svg = `<svg ${namespace} viewBox="0 0 1 1"><openbadges:credential verify="${jwt}"></openbadges:credential></svg>`
    expect(await verify('svg', svg)).toMatchObject({ status: 'valid' })
    expect(await verify('png', bakePng(bare(pictures.png), jwt))).toMatchObject({ status: 'valid' })
  })

  test.each(forms)('of another issuer is read as a %s, and is not ours', async (form) => {
    const foreign = JSON.stringify(sampleBadge())
    const baked =
      form === 'png'
        ? bakePng(bare(pictures.png), foreign)
        : bakeSvg('<svg viewBox="0 0 1 1"></svg>', foreign)
    const said = await verify(form, baked)
    expect(said).toMatchObject({ status: 'unknown', kind: 'not-ours' })
    expect(JSON.stringify(said)).toContain('Sample Academy')
    expect(said.certificate).toBeUndefined()
    expect(credentialInPicture(baked)).toBe(foreign)
  })

  test('of a revoked certificate is there where it was handed out before, and is not made any more', async () => {
    const [kept, never] = [await given(world).certificate(), await given(world).certificate()]
    const before = await download(kept.id, 'svg')
    for (const each of [kept, never]) await given(world).revoke(each.id)
    expect((await download(kept.id, 'svg')).body.equals(before.body)).toBe(true)
    expect((await download(never.id, 'svg')).status).toBe(409)
    expect(await verify('svg', before.body)).toMatchObject({ status: 'revoked' })
  })
})

/** A PNG without what is baked in. */
function bare(png: Buffer): Buffer {
  const at = png.indexOf('iTXt') - 4
  return Buffer.concat([png.subarray(0, at), png.subarray(at + 12 + png.readUInt32BE(at))])
}

describe('looking for a credential in a picture', () => {
  const inSvg = (inside: string, head = '') => Buffer.from(`${head}<svg ${namespace}>${inside}</svg>`)
  const credential = '<openbadges:credential><![CDATA[{"a":1}]]></openbadges:credential>'

  test('finds one wherever it stands and by whatever prefix, and gives back what no raw data can hold', () => {
    expect(credentialInPicture(inSvg(`<g>${credential}</g>`))).toBe('{"a":1}')
    const other = '<x:svg xmlns:x="http://www.w3.org/2000/svg" xmlns:b="https://purl.imsglobal.org/ob/v3p0">'
    expect(credentialInPicture(Buffer.from(`${other}<b:credential verify='a.b.c'/></x:svg>`))).toBe('a.b.c')
    const hard = '{"a":"]]> <&\u{1d11e} ā"}'
    expect(credentialInPicture(bakeSvg('<svg></svg>', hard))).toBe(hard)
    expect(credentialInPicture(bakePng(bare(pictures.png), hard))).toBe(hard)
  })

  test.each([
    ['none', inSvg('<g/>')],
    ['two', inSvg(credential + credential)],
    ['one in a comment alone', inSvg(`<!-- ${credential} -->`)],
    ['one of another namespace', Buffer.from(credential.replace(/^/, '<svg>').concat('</svg>'))],
    ['elements in it', inSvg('<openbadges:credential><g/></openbadges:credential>')],
    ['what is no end of it', inSvg('<openbadges:credential><![CDATA[{}')],
    ['two chunks', () => bakePng(bakePng(bare(pictures.png), '{}'), '{}')],
    ['a chunk that is longer than the file', () => pictures.png.subarray(0, 200)],
  ])('finds nothing where there is %s', (_, picture) => {
    expect(credentialInPicture(typeof picture === 'function' ? picture() : picture)).toBeNull()
  })

  test('looks up no entity, unfolds no packed chunk, and is soon done with what is made to be a burden', () => {
    const entity = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    const asked = '<openbadges:credential>&x;</openbadges:credential>'
    expect(credentialInPicture(inSvg(asked, entity))).toBeNull()
    expect(credentialInPicture(inSvg(asked))).toBe('&x;')
    const packed = Buffer.concat([
      Buffer.from('openbadgecredential\0\x01\0\0\0'),
      deflateSync(Buffer.alloc(50_000_000, 'a')),
    ])
    const picture = bakePng(bare(pictures.png), '')
    const length = Buffer.alloc(4)
    length.writeUInt32BE(packed.length)
    const at = picture.indexOf('iTXt')
    const swollen = Buffer.concat([
      picture.subarray(0, at - 4),
      length,
      Buffer.from('iTXt'),
      packed,
      Buffer.alloc(4),
      bare(pictures.png).subarray(33),
    ])
    expect(inflateSync(packed.subarray(24)).length).toBe(50_000_000)
    const began = performance.now()
    expect(credentialInPicture(swollen)).toBeNull()
    for (const burden of [
      '<!--',
      '<svg x="',
      '<![CDATA[',
      '<a',
      '&lt;',
      ' ',
      '<openbadges:credential>',
      '</a',
      '<a b="c" ',
    ])
      credentialInPicture(inSvg(burden.repeat(3_000_000 / burden.length)))
    // What grew with the square of it would take minutes.
    expect(performance.now() - began).toBeLessThan(15_000)
  })
})
