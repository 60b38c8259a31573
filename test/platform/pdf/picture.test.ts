import { expect, test } from 'vitest'
import { readyPicture } from '../../../src/platform/pdf/picture.ts'
import { drawSvg } from '../../../src/platform/pictures/draw-svg.ts'
import { flattenPng } from '../../../src/platform/pictures/flatten-png.ts'

const svg = (inner: string, size = 'viewBox="0 0 40 20"') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${inner}</svg>`)
const half = '<path d="M0 0h20v20H0z" fill="#00f" fill-opacity=".5"/>'

test('a drawing becomes dots on white, as many as fit, in its proportions', async () => {
  const { width, height, data } = flattenPng(await drawSvg(svg(half), { width: 100, height: 100 }))
  expect([width, height]).toEqual([100, 50])
  expect([...data.subarray(0, 3)]).toEqual([127, 127, 255])
  expect([...data.subarray(3 * 99, 3 * 100)]).toEqual([255, 255, 255])
})

test('a drawing that cannot be drawn keeps no paper from being drawn', async () => {
  const nothing = { sha256: 'a'.repeat(64), mediaType: 'image/svg+xml' as const }
  expect(await readyPicture({ ...nothing, bytes: svg('<g>') })).toBeNull()
  expect(await readyPicture({ ...nothing, bytes: svg(half, 'viewBox="0 0 1 100000"') })).toBeNull()
  expect(await readyPicture({ ...nothing, bytes: svg(half) })).toMatchObject({ width: 416, height: 208 })
})
