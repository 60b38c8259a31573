import type { FrameworkLibrary } from '../framework.ts'
import { indexFramework, type SearchIndex } from './index-framework.ts'

const MOST_KEPT = 6
const KEPT_MS = 10 * 60 * 1000

/**
 * Gives the index of a framework in one of its languages. It is made when first asked for; the few asked for last are kept,
 * each for ten minutes after it was, so that a service that nobody searches holds none.
 */
export function keepIndexes(library: FrameworkLibrary): (id: string, language: string) => SearchIndex {
  const kept = new Map<string, { index: SearchIndex; forget: NodeJS.Timeout }>()
  return (id, language) => {
    const key = `${id} ${language}`
    const known = kept.get(key)
    clearTimeout(known?.forget)
    const index = known?.index ?? indexFramework(library.get(id)!, language)
    kept.delete(key)
    kept.set(key, { index, forget: setTimeout(() => kept.delete(key), KEPT_MS).unref() })
    for (const [oldest, { forget }] of kept) {
      if (kept.size <= MOST_KEPT) break
      clearTimeout(forget)
      kept.delete(oldest)
    }
    return index
  }
}
