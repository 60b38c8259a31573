import { Worker } from 'node:worker_threads'
import type { Answer } from './page-image-worker.ts'

export type PageImageThread = {
  /** Draws every page of a PDF as a PNG, one PDF after another, in a thread of its own. */
  draw(pdf: Uint8Array): Promise<Uint8Array[]>
  close(): Promise<void>
}

/** The thread is started when there is work; one that dies fails that PDF and is replaced at the next. */
export function createPageImageThread(): PageImageThread {
  let worker: Worker | null = null
  let last: Promise<unknown> = Promise.resolve()

  function hire(): Worker {
    const hired = new Worker(new URL('./page-image-worker.ts', import.meta.url))
    hired.once('exit', () => {
      if (worker === hired) worker = null
    })
    hired.unref()
    return hired
  }

  function work(pdf: Uint8Array): Promise<Uint8Array[]> {
    worker ??= hire()
    const busy = worker
    busy.ref()
    return new Promise<Uint8Array[]>((resolve, reject) => {
      const ended = (error?: unknown) =>
        reject(error instanceof Error ? error : new Error('The thread that draws page images ended.'))
      busy.once('error', ended)
      busy.once('exit', ended)
      busy.once('message', (answer: Answer) => {
        busy.off('error', ended)
        busy.off('exit', ended)
        busy.unref()
        if ('images' in answer) resolve(answer.images)
        else reject(answer.error)
      })
      busy.postMessage(pdf)
    })
  }

  return {
    draw(pdf) {
      const images = last.then(() => work(pdf))
      last = images.catch(() => {})
      return images
    },
    async close() {
      await last
      await worker?.terminate()
    },
  }
}
