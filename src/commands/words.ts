import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { catalogueFaults, describeCatalogue } from '../platform/words/check-catalogue.ts'
import { languagesIn, reference, spoken } from '../platform/words/language.ts'
import { readMessages } from '../platform/words/read-catalogue.ts'

const source = join(import.meta.dirname, '..')

/** The folders of all catalogues. */
export function listCatalogues(): string[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(join('words', `${reference}.json`)))
    .map((file) => join(source, dirname(file)))
    .sort()
}

/** Everything that is wrong with the messages of a catalogue. */
function faultsIn(folder: string): string[] {
  return languagesIn(folder).flatMap((language) => {
    const told = catalogueFaults(language, messagesOf(folder, language), messagesOf(folder, reference))
    const unspoken = spoken.includes(language) ? [] : ['this language has no file in platform/words']
    return [...unspoken, ...told].map((fault) => `${relative(source, folder)}/${language}.json: ${fault}`)
  })
}

/** Everything that is wrong with any catalogue, or stale beside it. */
export function wordFaults(): string[] {
  return listCatalogues().flatMap((folder) => {
    const faults = faultsIn(folder)
    if (faults.length > 0) return faults
    const file = join(folder, 'messages.ts')
    const fresh = existsSync(file) && readFileSync(file, 'utf8') === typesOf(folder)
    return fresh ? [] : [`${relative(source, file)}: is stale: run npm run words and commit it`]
  })
}

const messagesOf = (folder: string, language: string) => readMessages(pathToFileURL(`${folder}/`), language)

function typesOf(folder: string): string {
  const path = relative(folder, join(source, 'platform', 'words'))
  return describeCatalogue(
    messagesOf(folder, reference),
    path === '' ? '.' : path.startsWith('.') ? path : `./${path}`,
  )
}

if (import.meta.main) {
  const sound = listCatalogues().filter((folder) => faultsIn(folder).length === 0)
  if (!process.argv.includes('--check'))
    for (const folder of sound) writeFileSync(join(folder, 'messages.ts'), typesOf(folder))
  const faults = wordFaults()
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exit(1)
}
