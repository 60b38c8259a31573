import { readFile } from 'node:fs/promises'
import { initWasm, Resvg, type ResvgRenderOptions } from '@resvg/resvg-wasm'

let ready: Promise<void> | undefined

/** The library would ask the network for its program, unless it is given it. */
function prepare(): Promise<void> {
  ready ??= readFile(new URL(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))).then(initWasm)
  return ready
}

/**
 * The dots of a drawing of shapes on white, as a PNG that is as large as fits into `most`: what shines through is laid on
 * white, since archives take no transparency. Rejects where it cannot be read.
 */
export async function drawSvg(svg: Uint8Array, most: { width: number; height: number }): Promise<Uint8Array> {
  await prepare()
  const text = Buffer.from(svg).toString('utf8')
  using natural = disposable(new Resvg(text))
  const { width, height } = natural.value
  const isWide = width / height > most.width / most.height
  const fitTo: ResvgRenderOptions['fitTo'] = isWide
    ? { mode: 'width', value: most.width }
    : { mode: 'height', value: most.height }
  using fitted = disposable(new Resvg(text, { background: '#fff', fitTo }))
  using drawn = disposable(fitted.value.render())
  return drawn.value.asPng()
}

/** What the library keeps stays in its memory until it is told that nobody needs it. */
const disposable = <T extends { free(): void }>(value: T) => ({
  value,
  [Symbol.dispose]: () => value.free(),
})
