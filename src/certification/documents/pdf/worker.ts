import { parentPort } from 'node:worker_threads'
import type { Attachment, CertificateSnapshot } from '../../certificates/snapshot.ts'
import type { SealRoom } from '../seal/make-room.ts'
import { drawCertificate } from './draw-certificate.ts'

/** What the pool sends for each certificate, and what it gets back. */
export type Order =
  | { snapshot: CertificateSnapshot; attachments: readonly Attachment[] }
  | { pdf: Uint8Array; room: SealRoom }
export type Answer = { bytes: Uint8Array } | { error: unknown }

parentPort?.on('message', async (order: Order) => {
  try {
    const bytes = await carryOut(order)
    parentPort?.postMessage({ bytes } satisfies Answer, [bytes.buffer as ArrayBuffer])
  } catch (error) {
    parentPort?.postMessage({ error } satisfies Answer)
  }
})

async function carryOut(order: Order): Promise<Uint8Array> {
  if ('snapshot' in order) return drawCertificate(order.snapshot, order.attachments)
  // Loaded when the first paper is sealed: most services have no seal.
  const { makeSealRoom } = await import('../seal/make-room.ts')
  return makeSealRoom(order.pdf, order.room)
}
