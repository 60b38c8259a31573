import { z } from 'zod'
import type { ApiDocument } from './api-document.ts'

/** A schema without the wrapping that names it: it is named by where it is put. */
export function plainSchema(schema: z.ZodType): Record<string, unknown> {
  const {
    $schema: _,
    $defs,
    $ref,
    ...plain
  } = z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>
  const name = typeof $ref === 'string' ? $ref.split('/').at(-1) : undefined
  const { id: __, ...named } = name ? ($defs as Record<string, Record<string, unknown>>)[name]! : plain
  return named
}

/**
 * The generator makes two schemas of each, one for requests and one for answers. Where they are the same, or only one is
 * used, the plain name is enough. They come in the order of their names, whatever the order in which files are loaded.
 */
export function simplifyNames(document: ApiDocument): ApiDocument {
  const schemas = byName(document.components.schemas)
  let text = JSON.stringify(document.paths)
  const used = (name: string, within: string) => within.includes(`"#/components/schemas/${name}"`)
  const all = JSON.stringify(schemas) + text
  for (const name of Object.keys(schemas).filter((key) => key.endsWith('Input'))) {
    const plain = name.slice(0, -'Input'.length)
    const differs =
      schemas[plain] &&
      JSON.stringify(schemas[plain]).replaceAll('Input"', '"') !==
        JSON.stringify(schemas[name]).replaceAll('Input"', '"')
    if (differs && used(name, all) && used(plain, all)) continue
    if (used(name, text) || !schemas[plain]) schemas[plain] = schemas[name]!
    delete schemas[name]
    text = text.replaceAll(`"#/components/schemas/${name}"`, `"#/components/schemas/${plain}"`)
  }
  const known = JSON.stringify(schemas).replace(/"#\/components\/schemas\/(\w+)Input"/g, (whole, plain) =>
    schemas[`${plain}Input`] ? whole : `"#/components/schemas/${plain}"`,
  )
  const kept: Record<string, object> = JSON.parse(known)
  for (const name of unreached(kept, text)) delete kept[name]
  return {
    ...document,
    paths: JSON.parse(text),
    components: { ...document.components, schemas: kept },
  }
}

export function byName(schemas: Record<string, object>): Record<string, object> {
  return Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** The schemas that neither the operations nor any schema they use refer to. */
function unreached(schemas: Record<string, object>, text: string): string[] {
  const named = (within: string) =>
    [...within.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!)
  const reached = new Set<string>()
  const waiting = named(text)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name) || !schemas[name]) continue
    reached.add(name)
    waiting.push(...named(JSON.stringify(schemas[name])))
  }
  return Object.keys(schemas).filter((name) => !reached.has(name))
}
