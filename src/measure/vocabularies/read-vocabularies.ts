import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { VocabularyFile } from './vocabulary-file.ts'

const folder = new URL('../../../frameworks/vocabularies/', import.meta.url)

/** The classifications of others that are known here; each goes by the name that frameworks call its addresses by. */
export const vocabularies: readonly z.infer<typeof VocabularyFile>[] = ['esco.json', 'eu.json'].map((file) =>
  VocabularyFile.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
)
