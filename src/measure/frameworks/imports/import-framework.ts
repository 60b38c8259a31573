import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtInFrameworks } from '../load-frameworks.ts'
import type { Origin, Reading } from './draft.ts'
import { readCasePackage } from './import-case.ts'
import { readFrameworkCsv } from './import-csv.ts'
import { JsonldFormat, readJsonld } from './import-jsonld.ts'

const JSONLD = 'jsonld'
const formatsFolder = join(builtInFrameworks, 'formats')

/** CASE, our CSV, and every JSON-LD that a file of frameworks/formats describes. */
export function formats(): string[] {
  const described = readdirSync(formatsFolder)
    .filter((name) => name.endsWith(`-${JSONLD}.json`))
    .map((name) => name.slice(0, -'.json'.length))
  return ['case', 'csv', ...described.sort()]
}

/** Reads a framework written in another format; throws when the format is unknown, faults of the file are listed. */
export function importFramework(content: string, format: string, id: string, origin: Origin): Reading {
  if (!formats().includes(format))
    throw new Error(`There is no format "${format}". Known: ${formats().join(', ')}.`)
  if (format === 'csv') return readFrameworkCsv(content, id, origin)
  let json: unknown
  try {
    json = JSON.parse(content)
  } catch (error) {
    const draft = { facts: {}, texts: {}, places: new Map(), remarks: [] }
    return { draft, faults: [`is not JSON: ${(error as Error).message}`] }
  }
  if (format === 'case') return readCasePackage(json, id, origin)
  const description = JSON.parse(readFileSync(join(formatsFolder, `${format}.json`), 'utf8'))
  return readJsonld(json, JsonldFormat.parse(description), id, origin)
}
