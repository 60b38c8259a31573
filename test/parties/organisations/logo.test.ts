import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'fast-png'
import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const send = (bytes: Uint8Array | string) =>
  world
    .as({ school: world.school, role: 'admin' })
    .put(`/v1/organisations/${world.school.id}/logo`)
    .send({ image: Buffer.from(bytes).toString('base64') })

/** What strangers are shown of what was sent. */
async function shown(bytes: Uint8Array | string) {
  const { body } = await send(bytes).expect(200)
  const read = await world.anyone.get(body.logo.path).buffer().parse(asBytes).expect(200)
  return { headers: read.headers, bytes: Buffer.from(read.body), text: String(read.body), logo: body.logo }
}

const svg = (inner: string, root = 'viewBox="0 0 10 10"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${root}>${inner}</svg>`
const shape = '<path d="M0 0 L10 10 z" fill="#0b3d91"/>'
const png = (width: number, height: number, text = {}) =>
  encode({ width, height, channels: 4, data: new Uint8Array(width * height * 4).fill(120), text })

function chunk(type: string, data: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

describe('a logo', () => {
  test('of shapes is shown to anyone, as a drawing that can do nothing', async () => {
    const { headers, text, logo } = await shown(svg(shape))
    expect(text).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0 L10 10 z" fill="#0b3d91"/></svg>',
    )
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    const again = world.anyone.get(logo.path).set('if-none-match', String(headers.etag))
    expect((await again).status).toBe(304)
    const read = await world.as({ school: world.host }).get(`/v1/organisations/${world.school.id}`)
    expect(read.body.logo).toEqual(logo)
  })

  test('loses what editors note beside the drawing, and keeps gradients and styles', async () => {
    const { text } = await shown(
      `<?xml version="1.0"?><!-- Made by Person One -->${svg(
        `<metadata><rdf:RDF><dc:creator>Person One</dc:creator></rdf:RDF></metadata><title>Person One</title>
      <sodipodi:namedview id="base"><inkscape:grid/></sodipodi:namedview>
      <defs><linearGradient id="a" x1="0"><stop offset="0" style="stop-color:#fff;-inkscape-x:1"/></linearGradient>
      <radialGradient id="b" xlink:href="#a"/></defs>
      <g inkscape:label="Person One" class="x" data-name="Person One"><rect width="5" height="5" style="fill:url(#a);stroke:none"/></g>`,
        'width="10mm" height="10" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://i"',
      )}`,
    )
    expect(text).not.toMatch(/Person One|inkscape|sodipodi|class|metadata|data-/)
    for (const kept of ['stop-color="#fff"', 'href="#a"', 'fill="url(#a)"', 'stroke="none"', 'width="10mm"'])
      expect(text).toContain(kept)
  })

  test.each([
    ['a script', svg('<script>alert(1)</script>'), '<script>'],
    ['a page', svg('<foreignObject><p/></foreignObject>'), '<foreignObject>'],
    ['a picture', svg('<image href="https://example.org/a.png"/>'), '<image>'],
    ['a reference to elsewhere', svg('<use href="https://example.org/a.svg#a"/>'), '<use>'],
    ['a style sheet', svg('<style>@import url(https://example.org)</style>'), '<style>'],
    ['text', svg('<text>School</text>'), '<text>'],
    ['a link', svg('<a href="javascript:alert(1)"><path d="M0 0"/></a>'), '<a>'],
    ['something that moves', svg('<path d="M0 0"><animate attributeName="d"/></path>'), '<animate>'],
    ['a handler', svg('<path d="M0 0" onload="alert(1)"/>'), 'onload'],
    ['a handler at the root', svg(shape, 'viewBox="0 0 1 1" onload="alert(1)"'), 'onload'],
    ['a fill from elsewhere', svg('<path fill="url(https://example.org/a)"/>'), 'fill'],
    ['a fill from elsewhere by style', svg('<path style="fill: URL(//example.org/a#b)"/>'), 'fill'],
    ['a gradient from elsewhere', svg('<linearGradient xlink:href="https://example.org/a#b"/>'), 'href'],
    ['letters by number', svg('<path fill="&#x6A;avascript"/>'), 'fill'],
    ['a type of its own', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg(shape)}`, 'broken'],
    ['raw data', svg('<![CDATA[<script/>]]>'), 'broken'],
    ['an instruction', `<?xml version="1.0"?><?xml-stylesheet href="a.css"?>${svg(shape)}`, 'broken'],
    ['no end', svg('<g>'), 'broken'],
    ['an attribute twice', svg('<path d="M0" d="M1"/>'), 'broken'],
    ['two drawings', `${svg(shape)}${svg(shape)}`, 'broken'],
    ['a drawing within many', svg(`${'<g>'.repeat(60)}${'</g>'.repeat(60)}`), 'broken'],
    ['no size', svg(shape, ''), 'viewBox'],
    ['a size of nothing', svg(shape, 'viewBox="0 0 10 0"'), 'viewBox'],
    ['a size in no numbers', svg(shape, 'width="auto" height="auto"'), 'viewBox'],
    ['a side a thousand times the other', svg(shape, 'viewBox="0 0 10 10000"'), 'viewBox'],
    ['another drawing', '<html/>', '<html>'],
    ['nothing that is drawn', 'Work of a learner.', 'neither'],
    ['a photograph', Buffer.from('ffd8ffe000104a464946', 'hex'), 'neither'],
    ['a PNG without an end', png(4, 4).subarray(0, 40), 'broken'],
    ['a PNG with too many pixels', png(2001, 2000), 'pixels'],
    ['more than 200 000 bytes', svg(`<path d="${'M0 0 '.repeat(40_001)}"/>`), '200000'],
  ])('with %s is refused, with the reason', async (_, bytes, reason) => {
    const { status, body } = await send(bytes)
    if (reason === '200000' && status === 400) return expect(body.errors[0].pointer).toBe('/image')
    expect([status, body.errors?.[0]]).toEqual([
      422,
      { in: 'body', pointer: '/image', detail: expect.stringContaining(reason) },
    ])
  })

  test('that unfolds into more than it shows is refused, and that it was broken is no fault of ours', async () => {
    const header = Buffer.from(png(4, 4).subarray(0, 33))
    const pixels = deflateSync(Buffer.alloc(100_000_000))
    const bomb = Buffer.concat([header, chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
    const started = performance.now()
    const { status, body } = await send(bomb)
    expect([status, body.errors[0].detail]).toEqual([422, expect.stringContaining('broken')])
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('of pixels keeps them, and loses what tells of its making', async () => {
    const { headers, bytes } = await shown(png(6, 4, { Author: 'Person One' }))
    expect(headers['content-type']).toBe('image/png')
    expect(bytes.includes('Person One')).toBe(false)
    expect(bytes.readUInt32BE(16)).toBe(6)
  })

  test('stays where it is for what was issued under it, and is changed by its own organisation alone', async () => {
    const first = await shown(svg(shape))
    const second = await shown(svg('<circle r="4"/>'))
    expect(second.logo.sha256).not.toBe(first.logo.sha256)
    await world.anyone.get(first.logo.path).expect(200)
    const stranger = world.as({ school: world.stranger, role: 'admin' })
    const path = `/v1/organisations/${world.school.id}/logo`
    expect((await stranger.put(path).send({ image: 'AAAA' })).status).toBeGreaterThan(399)
    const elsewhere = first.logo.path.replace(world.school.id, world.host.id)
    expect((await world.anyone.get(elsewhere)).status).toBe(404)
  })
})
