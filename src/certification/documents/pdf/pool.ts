import { Worker } from 'node:worker_threads'
import type { Attachment, CertificateSnapshot } from '../../certificates/snapshot.ts'
import type { MakeSealRoom } from '../seal/make-room.ts'
import type { Answer, Order } from './worker.ts'

export type PdfPool = {
  /** Draws the certificate in a thread of its own; the bytes are those of `drawCertificate`. */
  draw(snapshot: CertificateSnapshot, attachments: readonly Attachment[]): Promise<Uint8Array>
  /** Adds the empty place of a seal to a paper in such a thread. */
  makeSealRoom: MakeSealRoom
  /** Lets what was ordered be finished, then ends the threads. Nothing more can be ordered. */
  close(): Promise<void>
}

type Job = { order: Order; resolve(bytes: Uint8Array): void; reject(reason: unknown): void }

/**
 * Threads that draw certificates in the order they were asked for, at most `size` at a time. A thread is started when
 * there is work for it; one that dies fails its certificate and is replaced, and one that waits keeps no process alive.
 */
export function createPdfPool(size: number, script: URL = new URL('./worker.ts', import.meta.url)): PdfPool {
  const waiting: Job[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Job>()
  const all = new Set<Worker>()
  const finished = Promise.withResolvers<void>()
  let open = true

  function work(): void {
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (all.size < Math.max(1, size) ? hire() : null)
      if (!worker) return
      give(worker, waiting.shift()!)
    }
    if (!open && busy.size === 0) finished.resolve()
  }

  function hire(): Worker {
    // Without the flags of the process: with --eval or --input-type among them no file would start.
    const worker = new Worker(script, { execArgv: [] })
    let cause: unknown = new Error('The thread that drew the certificate ended')
    all.add(worker)
    worker.on('message', (answer: Answer) => {
      const job = rest(worker)
      if ('bytes' in answer) job?.resolve(answer.bytes)
      else job?.reject(answer.error)
      work()
    })
    worker.on('error', (error) => {
      cause = error
    })
    worker.on('exit', () => {
      all.delete(worker)
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
      busy.get(worker)?.reject(cause)
      busy.delete(worker)
      work()
    })
    return worker
  }

  function give(worker: Worker, job: Job): void {
    busy.set(worker, job)
    worker.ref()
    try {
      worker.postMessage(job.order)
    } catch (error) {
      rest(worker)
      job.reject(error)
    }
  }

  function rest(worker: Worker): Job | undefined {
    const job = busy.get(worker)
    busy.delete(worker)
    idle.push(worker)
    worker.unref()
    return job
  }

  function take(order: Order): Promise<Uint8Array> {
    if (!open) return Promise.reject(new Error('The pool is closed'))
    return new Promise((resolve, reject) => {
      waiting.push({ order, resolve, reject })
      work()
    })
  }

  return {
    draw: (snapshot, attachments) => take({ snapshot, attachments }),
    makeSealRoom: (pdf, room) => take({ pdf, room }),
    async close() {
      open = false
      work()
      await finished.promise
      await Promise.all([...all].map((worker) => worker.terminate()))
    },
  }
}
