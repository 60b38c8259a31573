import type { ApiDocument, Operation } from '../api-document.ts'
import fields from './fields.json' with { type: 'json' }

/** By what a property is called, or by the schema that it stands in and the way from there: `Agreement.template.id`. */
const properties: Readonly<Record<string, string>> = fields.properties

/** By what a parameter is called; below an address, for the operations whose addresses begin with that. */
const parameters: Readonly<Record<string, string | Readonly<Record<string, string>>>> = fields.parameters

type Described = {
  description?: string | undefined
  $ref?: string
  default?: unknown
  required?: string[]
  properties?: Record<string, Described>
  items?: Described
  additionalProperties?: Described | boolean
  anyOf?: Described[]
  oneOf?: Described[]
  allOf?: Described[]
}

/** Describes every property and parameter that does not say itself what it is; `fields.json` says it, in English. */
export function describeFields({ components, paths }: ApiDocument): void {
  for (const [name, schema] of Object.entries(components.schemas)) describeWithin(schema, name)
  for (const [path, operations] of Object.entries(paths))
    for (const operation of Object.values(operations)) describeOperation(operation, path)
}

function describeOperation(
  { operationId, requestBody, responses, parameters: own }: Operation,
  path: string,
) {
  for (const parameter of (own ?? []) as (Described & { name: string })[])
    parameter.description ??= parameterAt(path, parameter.name)
  for (const { schema = {} } of Object.values(requestBody?.content ?? {}))
    describeWithin(schema, `BODY ${operationId}`)
  for (const { content = {} } of Object.values(responses))
    for (const { schema = {} } of Object.values(content)) describeWithin(schema, `ANSWER ${operationId}`)
}

/** What is said of the longest beginning of the address that says anything of it. */
function parameterAt(path: string, name: string): string | undefined {
  const beginnings = Object.keys(parameters).filter((key) => key.startsWith('/') && path.startsWith(key))
  const said = beginnings
    .sort((shorter, longer) => longer.length - shorter.length)
    .map((key) => parameters[key] as Readonly<Record<string, string>>)
  return (said.find((names) => name in names)?.[name] ?? parameters[name]) as string | undefined
}

function describeWithin(schema: Described, at: string): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const place = `${at}.${name}`
    property.description ??= properties[place] ?? properties[name]
    if (!schema.required?.includes(name)) sayUsual(property)
    describeWithin(property, place)
  }
  for (const choice of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    describeWithin(choice, at)
  for (const inner of [schema.items, schema.additionalProperties])
    if (typeof inner === 'object') describeWithin(inner, `${at}[]`)
}

/**
 * What a property is taken for when it is left out is said in words: generators take whatever has a default for something
 * that has to be sent.
 */
function sayUsual(property: Described): void {
  const usual = property.default
  delete property.default
  if (usual === undefined || usual === null || (typeof usual === 'object' && Object.keys(usual).length === 0))
    return
  property.description = `${property.description}; when left out: ${[usual].flat().join(', ')}`
}
