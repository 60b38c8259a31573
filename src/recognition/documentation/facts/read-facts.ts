import type { EvidenceFact } from '../../../db/schema/recognition/evidence-facts.ts'

/**
 * What can be read from a file of a media type, as its bytes were sent; null where nothing could be. Takes long, up to
 * seconds: call it off the request thread.
 */
export async function readFacts(mediaType: string, bytes: Uint8Array): Promise<EvidenceFact[] | null> {
  try {
    if (mediaType === 'application/pdf') return await (await import('./pdf-facts.ts')).pdfFacts(bytes)
    if (mediaType.startsWith('image/'))
      return await (await import('./picture-facts.ts')).pictureFacts(mediaType, bytes)
    if (mediaType.startsWith('audio/')) return (await import('./sound-facts.ts')).soundFacts(mediaType, bytes)
    return await (await import('./office-facts.ts')).officeFacts(mediaType, bytes)
  } catch {
    return null
  }
}
