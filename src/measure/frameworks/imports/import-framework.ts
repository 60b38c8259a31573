import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readJson } from '../../../platform/json/read-json.ts'
import { builtInFrameworks } from '../load-frameworks.ts'
import type { Reading } from './draft.ts'
import { type CaseOrigin, readCasePackage } from './import-case.ts'
import { readFrameworkCsv } from './import-csv.ts'
import { readJsonld } from './import-jsonld.ts'
import { JsonldFormat } from './jsonld/format.ts'

const JSONLD = 'jsonld'
const formatsFolder = join(builtInFrameworks, 'formats')

/** Ten times what the largest frameworks have that are published. */
const MAX_BYTES = 20_000_000
const MAX_VALUES = 2_000_000

/** CASE, our table as CSV or XLSX, and every JSON-LD that a file of frameworks/formats describes. */
export function formats(): string[] {
  const described = readdirSync(formatsFolder)
    .filter((name) => name.endsWith(`-${JSONLD}.json`))
    .map((name) => name.slice(0, -'.json'.length))
  return ['case', 'csv', ...described.sort()]
}

/** Reads a framework written in another format; throws when the format is unknown, faults of the file are listed. */
export async function importFramework(
  bytes: Uint8Array,
  format: string,
  id: string,
  origin: CaseOrigin,
): Promise<Reading> {
  if (!formats().includes(format))
    throw new Error(`There is no format "${format}". Known: ${formats().join(', ')}.`)
  if (bytes.length > MAX_BYTES) return unread(`has more than ${MAX_BYTES} bytes`)
  if (format === 'csv') return readFrameworkCsv(bytes, id, origin)
  const content = new TextDecoder().decode(bytes)
  const { value: json, fault } = readJson(content, MAX_VALUES)
  if (fault) return unread(fault.reason === 'not-json' ? `is not JSON: ${fault.said}` : fault.said)
  if (format === 'case') return readCasePackage(json, id, origin)
  const description = JSON.parse(readFileSync(join(formatsFolder, `${format}.json`), 'utf8'))
  return readJsonld(json, JsonldFormat.parse(description), id, origin)
}

const unread = (fault: string): Reading => ({
  draft: { facts: {}, texts: {}, places: new Map(), remarks: [] },
  faults: [fault],
})
