import { existsSync, readdirSync } from 'node:fs'
import { basename, delimiter, join, relative } from 'node:path'
import { CannotStart } from '../../errors.ts'
import { hashOf } from '../../platform/hash.ts'
import { editionFaults, newestFirst } from './editions.ts'
import { contradictions, type Framework, type FrameworkLibrary, mappingFaults } from './framework.ts'
import { FrameworkFile, MappingFile } from './framework-file.ts'
import { inBands } from './in-bands.ts'
import { readAudience } from './read-audience.ts'
import { jsonFiles, readFile } from './read-file.ts'
import { lastChangeOf } from './record-changes.ts'
import { readWordings } from './wordings/read-wordings.ts'
import { preferred } from './wordings/wording.ts'

export const builtInFrameworks = new URL('../../../frameworks', import.meta.url).pathname

/** The built-in folder and one's own, which FRAMEWORKS_DIR lists as PATH lists folders. */
export function frameworkFolders(own: string | null): string[] {
  return [builtInFrameworks, ...(own ?? '').split(delimiter).filter((folder) => folder !== '')]
}

/** Reads every framework of the folders, and has each in its bands beside it; throws one error that names each fault with its file and place. */
export function loadFrameworks(folders: readonly string[]): FrameworkLibrary {
  const { library, faults } = readFolders(folders)
  if (faults.length > 0)
    throw new CannotStart(`The frameworks are not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return newestFirst(new Map([...library.values()].flatMap((framework) => inEachScale(framework, library))))
}

function inEachScale(framework: Framework, library: FrameworkLibrary): [id: string, framework: Framework][] {
  const banded = inBands(framework, library)
  return [framework, ...(banded ? [banded] : [])].map((scaled) => [scaled.id, scaled])
}

/** What the folders hold, and every fault with its file and place. */
export function readFolders(folders: readonly string[]): { library: FrameworkLibrary; faults: string[] } {
  const faults: string[] = []
  const library = new Map<string, Framework>()
  const folderOf = new Map<string, string>()
  const places = folders.flatMap((parent) => foldersIn(parent, faults))
  const [whole, furtherWordings] = [places.filter(holdsFacts), places.filter((folder) => !holdsFacts(folder))]
  for (const folder of whole) {
    const besides = furtherWordings.filter((further) => basename(further) === basename(folder))
    const framework = readFramework(folder, besides, faults)
    if (!framework) continue
    if (library.has(framework.id)) faults.push(`${folder}: ${framework.id} is there twice`)
    library.set(framework.id, framework)
    folderOf.set(framework.id, folder)
  }
  for (const folder of furtherWordings)
    if (!whole.some((known) => basename(known) === basename(folder)))
      faults.push(`${folder}/texts: there is no framework ${basename(folder)} that these would be texts of`)
  // What points at another one is checked once all are read; where some could not be, that may be one of them.
  if (faults.length > 0) return { library, faults }
  const pointing = [...library.values()].flatMap((framework) =>
    [
      ...editionFaults(framework, library).map((fault) => `framework.json: ${fault}`),
      ...mappingFaults(framework, library).map((fault) => `mappings/${fault}`),
    ].map((fault) => `${folderOf.get(framework.id)}/${fault}`),
  )
  return { library, faults: pointing }
}

/** The folders of a folder that hold a framework, or further wordings of one that lies elsewhere. */
function foldersIn(parent: string, faults: string[]): string[] {
  if (!existsSync(parent)) {
    faults.push(`${parent}: there is no such folder`)
    return []
  }
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(parent, entry.name))
    .filter((folder) => holdsFacts(folder) || existsSync(join(folder, 'texts')))
}

const holdsFacts = (folder: string) => existsSync(join(folder, 'framework.json'))

/** Reads one framework's folder, and its wordings in others; pushes every fault with its file and place and then returns null. */
function readFramework(folder: string, besides: readonly string[], faults: string[]): Framework | null {
  const name = basename(folder)
  const before = faults.length
  const file = readFile(join(folder, 'framework.json'), FrameworkFile, faults)
  if (!file) return null
  const facts = file.content
  if (facts.id !== name)
    faults.push(`${folder}/framework.json: /id: is ${facts.id}, the folder is called ${name}`)
  for (const fault of contradictions(facts)) faults.push(`${folder}/framework.json: ${fault}`)
  const fileHashes = new Map([['framework.json', file.hash]])
  const wordings = readWordings([folder, ...besides], facts, fileHashes, faults)
  const mappings = jsonFiles(join(folder, 'mappings')).flatMap((path) => {
    const mapping = readFile(path, MappingFile, faults)?.content
    if (mapping && relative(join(folder, 'mappings'), path) !== `${mapping.to}.json`)
      faults.push(`${path}: /to: is ${mapping.to}`)
    return mapping ?? []
  })
  const audience = readAudience(folder, faults)
  if (faults.length > before) return null
  const hash = hashOf(file.hash, fileHashes.get(`texts/${facts.originalLanguage}.json`))
  return {
    ...facts,
    ...(audience && { audience }),
    texts: preferred(wordings),
    wordings,
    hash,
    fileHashes,
    mappings,
    changedAt: lastChangeOf([folder, ...besides], fileHashes),
  }
}
