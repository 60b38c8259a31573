import { parentPort } from 'node:worker_threads'
import type { Attachment, CertificateSnapshot } from '../snapshot.ts'
import { drawCertificate } from './draw-certificate.ts'

/** What the pool sends for each certificate, and what it gets back. */
export type Order = { snapshot: CertificateSnapshot; attachments: readonly Attachment[] }
export type Answer = { bytes: Uint8Array } | { error: unknown }

parentPort?.on('message', async ({ snapshot, attachments }: Order) => {
  try {
    const bytes = await drawCertificate(snapshot, attachments)
    parentPort?.postMessage({ bytes } satisfies Answer, [bytes.buffer as ArrayBuffer])
  } catch (error) {
    parentPort?.postMessage({ error } satisfies Answer)
  }
})
