import type { Threads } from '../../platform/threads/threads.ts'

/** Draws case files and the thumbnails in them in threads, so that no other request waits for them. */
export function caseFilesIn(threads: Threads) {
  const file = (path: string) => new URL(path, import.meta.url)
  const drawing = threads.file<typeof import('./draw-case-file.ts')>(file('./draw-case-file.ts'))
  const pictures = threads.file<typeof import('./previews/thumbnail.ts')>(file('./previews/thumbnail.ts'))
  return { drawCaseFile: drawing('drawCaseFile'), thumbnailOf: pictures('thumbnailOf') }
}
