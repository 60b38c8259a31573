import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { hashOf } from '../../platform/hash.ts'
import { pointer } from '../../platform/http/faults.ts'
import { readJson } from '../../platform/json/read-json.ts'

/** The JSON files of a folder in the order of their names; none where there is no such folder. */
export function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name))
}

/** A file as its schema reads it, and the hash of what it says; pushes every fault with its place and then returns null. */
export function readFile<T extends z.ZodType>(
  file: string,
  schema: T | ((value: unknown) => T),
  faults: string[],
): { content: z.infer<T>; hash: string } | null {
  const { value, fault } = readJson(readFileSync(file, 'utf8'), Number.POSITIVE_INFINITY)
  if (fault) {
    faults.push(`${file}: ${fault.said}`)
    return null
  }
  const parsed = (typeof schema === 'function' ? schema(value) : schema).safeParse(value)
  if (parsed.success) return { content: parsed.data, hash: hashOf(withoutEmpty(parsed.data)) }
  for (const issue of parsed.error.issues)
    faults.push([file, pointer(issue.path), issue.message].filter((part) => part !== '').join(': '))
  return null
}

/** Without empty lists and sections: leaving one out says the same, and a section that a later format adds changes nothing. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).map(([key, inner]) => [key, withoutEmpty(inner)] as const)
  return Object.fromEntries(kept.filter(([, inner]) => !isEmpty(inner)))
}

const isEmpty = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0
