import { type Language, reference } from './language.ts'
import { argumentsOf, type Kind, told } from './message-arguments.ts'

type Catalogue = ReadonlyMap<string, string>

/** What is wrong with a catalogue: no ICU message, a key that English has not, other arguments than English. */
export function catalogueFaults(language: Language, messages: Catalogue, english: Catalogue): string[] {
  return [...messages].flatMap(([key, message]) => {
    if (!/^[a-z\d]+(-[a-z\d]+)*$/.test(key)) return [`${key}: is not kebab-case`]
    const whole = english.get(key)
    if (whole === undefined) return [`${key}: English has no such key`]
    try {
      const asked = argumentsOf(message)
      return language === reference ? [] : argumentFaults(asked, argumentsOf(whole), key)
    } catch (error) {
      return [`${key}: ${(error as Error).message}`]
    }
  })
}

function argumentFaults(asked: Map<string, Kind>, given: Map<string, Kind>, key: string): string[] {
  const missing = [...given.keys()].filter((name) => !asked.has(name))
  const unknown = [...asked.keys()].filter((name) => !given.has(name))
  const others = [...asked].filter(([name, kind]) => given.has(name) && !isFor(kind, given.get(name)!))
  return [
    ...missing.map((name) => `${key}: {${name}} is missing`),
    ...unknown.map((name) => `${key}: {${name}} is not given`),
    ...others.map(([name, kind]) => `${key}: {${name}} is ${told(given.get(name)!)}, not ${told(kind)}`),
  ]
}

/** A number may be written as it is; what is chosen among options is never printed. */
function isFor(kind: Kind, given: Kind): boolean {
  if (kind === 'text') return given === 'text' || given === 'number'
  if (typeof kind === 'string' || typeof given === 'string') return kind === given
  return [...kind].sort().join() === [...given].sort().join()
}

/** The TypeScript file with the types of a catalogue; `imported` is the path from it to this folder. */
export function describeCatalogue(english: Catalogue, imported: string): string {
  const lines = [...english].map(([key, message]) => `  ${property(key)}: ${typeOf(argumentsOf(message))}`)
  const used = ['Day', 'Text'].filter((name) => lines.some((line) => new RegExp(`: ${name}\\b`).test(line)))
  return [
    '// Written by `npm run words` from en.json; not edited by hand.',
    ...(used.length > 0 ? [`import type { ${used.join(', ')} } from '${imported}/sentence.ts'`] : []),
    '',
    '/** The messages of this catalogue and what each asks for. */',
    'export type Messages = {',
    ...lines,
    '}',
    '',
  ].join('\n')
}

function typeOf(asked: Map<string, Kind>): string {
  if (asked.size === 0) return 'null'
  return `{ ${[...asked].map(([name, kind]) => `${property(name)}: ${told(kind)}`).join('; ')} }`
}

const property = (name: string) => (/^[a-zA-Z_]\w*$/.test(name) ? name : `'${name}'`)
