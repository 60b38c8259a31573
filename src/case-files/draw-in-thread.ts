import { Worker } from 'node:worker_threads'
import type { Order } from './draw-case-file.ts'

const MOST_AT_ONCE = 2
let drawing = 0
const waiting: (() => void)[] = []

/** Draws a case file in a thread of its own, so that no other request waits for it; at most two at a time. */
export async function drawInThread(order: Order): Promise<Uint8Array> {
  if (drawing >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else drawing += 1
  try {
    return await new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order })
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The thread that drew the case file ended')))
    })
  } finally {
    const next = waiting.shift()
    if (next) next()
    else drawing -= 1
  }
}
