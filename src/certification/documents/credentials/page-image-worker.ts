import { parentPort } from 'node:worker_threads'
import { pageImages } from './page-image.ts'

export type Answer = { images: Uint8Array[] } | { error: unknown }

parentPort?.on('message', async (pdf: Uint8Array) => {
  try {
    parentPort?.postMessage({ images: await pageImages(pdf) } satisfies Answer)
  } catch (error) {
    parentPort?.postMessage({ error } satisfies Answer)
  }
})
