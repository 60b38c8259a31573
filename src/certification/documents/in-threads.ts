import type { Threads } from '../../platform/threads/threads.ts'

/** What takes long to make of a certificate, each in a thread: the bytes are those of the functions themselves. */
export function documentsIn(threads: Threads) {
  const here = (path: string) => new URL(path, import.meta.url)
  const certificate = threads.file<typeof import('./pdf/draw-certificate.ts')>(
    here('./pdf/draw-certificate.ts'),
  )
  const seal = threads.file<typeof import('./seal/make-room.ts')>(here('./seal/make-room.ts'))
  const image = threads.file<typeof import('./credentials/page-image.ts')>(
    here('./credentials/page-image.ts'),
  )
  const proof = threads.file<typeof import('./credentials/hash-for-proof.ts')>(
    here('./credentials/hash-for-proof.ts'),
  )
  const badge = threads.file<typeof import('./baked/badge-picture.ts')>(here('./baked/badge-picture.ts'))
  return {
    draw: certificate('drawCertificate'),
    makeSealRoom: seal('makeSealRoom'),
    pageImages: image('pageImages'),
    badgePicture: badge('badgePicture'),
    hashForProof: proof('hashForProof'),
  }
}
