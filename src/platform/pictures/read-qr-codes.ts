import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'

const options: ReaderOptions = { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 4 }

let ready: Promise<unknown> | undefined

/** The library would ask the network for its program, unless it is given it. */
function prepare(): Promise<unknown> {
  const file = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))
  ready ??= readFile(file).then((program) =>
    prepareZXingModule({
      overrides: { wasmBinary: new Uint8Array(program).buffer },
      fireImmediately: true,
    }),
  )
  return ready
}

/** Four bytes for each dot. */
export type Picture = { width: number; height: number; data: Uint8ClampedArray }

/**
 * The texts of the QR codes in a picture: a PNG or JPEG file, or its dots. Whoever calls has made sure that the file does
 * not unfold into too many of them. Takes up to seconds.
 */
export async function readQrCodes(picture: Uint8Array | Picture): Promise<string[]> {
  await prepare()
  const found = await readBarcodes(picture, options)
  return found.flatMap(({ text, isValid }) => (isValid ? [text] : []))
}
