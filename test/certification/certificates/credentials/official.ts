import { existsSync, readFileSync } from 'node:fs'

const folder = new URL('../../../../../shared/conformance/', import.meta.url)

/**
 * Whether the official shapes, schemas and contexts lie beside the project; the tests that need them are
 * skipped where they don't.
 */
export const hasOfficial = existsSync(folder)

if (!hasOfficial)
  console.warn('Skipped: ../shared/conformance, with the official schemas and shapes, is not here.')

/** The text of an official file, by its path under ../shared/conformance. */
export const official = (path: string): string => readFileSync(new URL(path, folder), 'utf8')

export const officialJson = (path: string) => JSON.parse(official(path))
