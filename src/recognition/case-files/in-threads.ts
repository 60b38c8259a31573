import type { Threads } from '../../platform/threads/threads.ts'

/** Draws a case file in a thread, so that no other request waits for it. */
export function caseFilesIn(threads: Threads) {
  const file = new URL('./draw-case-file.ts', import.meta.url)
  return { drawCaseFile: threads.file<typeof import('./draw-case-file.ts')>(file)('drawCaseFile') }
}
