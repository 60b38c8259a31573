import { Ajv } from 'ajv'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { officialJson } from '../../certification/certificates/credentials/official.ts'

type Schema = Record<string, unknown> & { properties?: Record<string, unknown>; required?: string[] }

const formats: Record<string, true> = {
  date: true,
  'date-time': true,
  uri: true,
  uuid: true,
  int32: true,
  float: true,
}

/** Says what is wrong with an object, by the official definition of its name; nothing where it is as it should be. */
export type Check = (name: string, value: unknown) => string[]

/** By the definitions of CASE 1.0: those of its OpenAPI description, by their names there. */
export function checkOf10(): Check {
  const { definitions } = officialJson('case/case-v1p0-openapi.json')
  const ajv = new Ajv({ strict: false, allErrors: true, formats })
  ajv.addSchema({
    $id: 'case10',
    definitions: Object.fromEntries(
      Object.entries<Schema>(definitions).map(([name, schema]) => [name, whole(schema, definitions)]),
    ),
  })
  return checking(ajv, (name) => `case10#/definitions/${name}.Type`)
}

/**
 * What two schemas say together that allow nothing further. As they stand there each of them refuses what the other one
 * asks for, which no object could meet.
 */
function whole(schema: Schema, definitions: Record<string, Schema>): Schema {
  if (!Array.isArray(schema.allOf)) return schema
  const parts = (schema.allOf as Schema[]).map((part) =>
    typeof part.$ref === 'string' ? definitions[part.$ref.split('/').at(-1)!]! : part,
  )
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: parts.flatMap(({ required = [] }) => required),
    additionalProperties: false,
  }
}

/** By the schema of a package of CASE 1.1: what it holds by its names there, and `CFPackage` for all of it. */
export function checkOf11(): Check {
  const ajv = new Ajv2019({ strict: false, allErrors: true, formats })
  const schema = officialJson('case/case-v1p1-cfpackage-schema.json')
  ajv.addSchema({ ...schema, $id: 'case11' })
  return checking(ajv, (name) => (name === 'CFPackage' ? 'case11' : `case11#/$defs/${name}`))
}

/**
 * By the three schemas of single objects of CASE 1.1 that lie beside that of the package. They call the identifier
 * `sourcedId`, which the package and the answers of both versions call `identifier`.
 */
export function checkOfSingle11(): Check {
  const ajv = new Ajv({ strict: false, allErrors: true, formats })
  for (const name of ['CFDocument', 'CFItem', 'CFAssociation'])
    ajv.addSchema({ ...officialJson(`case/case-v1p1-${name.toLowerCase()}-schema.json`), $id: name })
  const check = checking(ajv, (name) => name)
  return (name, value) => {
    const { identifier: sourcedId, ...others } = value as Record<string, unknown>
    return check(name, { sourcedId, ...others })
  }
}

function checking(ajv: Ajv | Ajv2019, keyOf: (name: string) => string): Check {
  return (name, value) => {
    const validate = ajv.getSchema(keyOf(name))
    if (!validate) throw new Error(`There is no schema ${keyOf(name)}.`)
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [name, instancePath, message, JSON.stringify(params)].join(' '),
    )
  }
}
