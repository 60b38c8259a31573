import { Worker } from 'node:worker_threads'
import type { Order } from './draw-case-file.ts'
import type { Answer } from './worker.ts'

let thread: Worker | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Draws a case file in a thread of its own, so that no other request waits for it; one after the other. The thread is
 * started when first needed, keeps no process alive, and is replaced if it dies.
 */
export function drawInThread(order: Order): Promise<Uint8Array> {
  const drawn = last.then(() => ask(order))
  last = drawn.catch(() => {})
  return drawn
}

function ask(order: Order): Promise<Uint8Array> {
  thread ??= new Worker(new URL('./worker.ts', import.meta.url))
  const worker = thread
  worker.ref()
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const failed = (cause: unknown) => {
    thread = undefined
    reject(cause instanceof Error ? cause : new Error('The thread that drew the case file ended'))
  }
  worker.once('error', failed).once('exit', failed)
  worker.once('message', (answer: Answer) => {
    worker.off('error', failed).off('exit', failed)
    worker.unref()
    if ('bytes' in answer) resolve(answer.bytes)
    else reject(answer.error)
  })
  worker.postMessage(order)
  return promise
}
