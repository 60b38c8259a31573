import { parentPort } from 'node:worker_threads'
import { drawCaseFile, type Order } from './draw-case-file.ts'

export type Answer = { bytes: Uint8Array } | { error: unknown }

parentPort?.on('message', (order: Order) => {
  try {
    const bytes = drawCaseFile(order)
    parentPort?.postMessage({ bytes } satisfies Answer)
  } catch (error) {
    parentPort?.postMessage({ error } satisfies Answer)
  }
})
