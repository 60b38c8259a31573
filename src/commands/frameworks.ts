import { readFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { textsIn } from '../measure/frameworks/framework.ts'
import { wordings } from '../measure/frameworks/framework-file.ts'
import { type TranslationOrigin, translationSheet } from '../measure/frameworks/imports/add-language.ts'
import { checkDraft } from '../measure/frameworks/imports/draft.ts'
import { formats, importFramework } from '../measure/frameworks/imports/import-framework.ts'
import { frameworkTemplate } from '../measure/frameworks/imports/make-template.ts'
import { readWording, translationFormats } from '../measure/frameworks/imports/translations/read-wording.ts'
import { shareSaid } from '../measure/frameworks/imports/translations/share.ts'
import { writeFramework, writeTexts } from '../measure/frameworks/imports/write-framework.ts'
import { builtInFrameworks, frameworkFolders, readFolders } from '../measure/frameworks/load-frameworks.ts'
import { recordChanges } from '../measure/frameworks/record-changes.ts'
import { encodings } from '../platform/sheets/decode-text.ts'

const usage = `npm run frameworks -- import FILE --format ${formats().join('|')} --as ID [--to FOLDER]
npm run frameworks -- add-language ID FILE… --language LANG [--format ${translationFormats().join('|')}] [--partial] [--to FOLDER]
npm run frameworks -- template [ID]
npm run frameworks -- check [FOLDER…]
npm run frameworks -- record [FOLDER]

import        reads a framework, checks it whole and writes it to FOLDER/ID, or names every fault and writes nothing
add-language  adds a wording in another language, or beside the one that there is: from a filled-in sheet, from CSV of tools
              for translators, or from a file that import reads
template      prints a CSV to fill in: of a framework, or with ID the sheet for translating that one
check         checks folders of frameworks: those named, or the built-in one and those of FRAMEWORKS_DIR
record        writes down in FOLDER/changed.json when files of its frameworks changed, as CASE tells it; the built-in one

FOLDER is the first of FRAMEWORKS_DIR unless said otherwise. --source, --licence, --attribution and --wording
(official or adapted) go before what the file says; --untagged names the language of texts in JSON-LD that have no tag.
Tables are CSV or XLSX; --encoding says what letters a CSV is in (${encodings.join(', ')}), where they are not recognised.
Of a CASE package from elsewhere --language and --version say its language and version, --item-type "TYPE=KIND" (as often as needed) what its items are,
and --codes joined puts the codes above an item before its own where two have the same.`

type Outcome = { lines: string[]; ok: boolean }

/** Carries out one command of `npm run frameworks`; gives what it has to say and whether it succeeded. */
export async function runFrameworks(args: string[], own: string | null): Promise<Outcome> {
  try {
    return await run(args, own)
  } catch (error) {
    return { lines: [(error as Error).message], ok: false }
  }
}

async function run(args: string[], own: string | null): Promise<Outcome> {
  const { positionals, values } = readArguments(args)
  const [command, ...rest] = positionals
  const to = values.to ?? own?.split(delimiter)[0]
  if (command === 'check') return check(rest.length > 0 ? rest : frameworkFolders(own))
  if (command === 'record') return recordIn(rest[0] ?? builtInFrameworks)
  if (command === 'template') return { lines: [template(rest[0], own).trimEnd()], ok: true }
  if (command === 'import') return importInto(to, rest, values)
  if (command === 'add-language') return addLanguage(to, rest, values, own)
  return wrong(command ? `There is no command "${command}"` : 'What is to be done?')
}

function readArguments(args: string[]) {
  const text = { type: 'string' } as const
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ format: text, as: text, to: text, language: text, untagged: text },
      ...{ source: text, licence: text, attribution: text, wording: text },
      partial: { type: 'boolean' },
      codes: text,
      version: text,
      'item-type': { type: 'string', multiple: true },
      encoding: text,
    },
  })
}

type Options = ReturnType<typeof readArguments>['values']

async function importInto(to: string | undefined, [file]: string[], options: Options): Promise<Outcome> {
  if (!file || !options.format || !options.as || !to)
    return wrong('import needs FILE, --format, --as and a folder')
  const reading = await importFramework(readFileSync(file), options.format, options.as, originOf(options))
  const { checked, faults } = checkDraft(reading)
  // In what letters a table was read may be why it does not fit.
  if (!checked) return report(file, faults, options.format === 'csv' ? reading.draft.remarks : undefined)
  const place = writeFramework(to, checked)
  const shares = checked.translations.flatMap((own) => shareSaid(checked.texts, own))
  return { lines: [...checked.remarks, ...shares, `Written to ${place}.`], ok: true }
}

async function addLanguage(
  to: string | undefined,
  [id, ...files]: string[],
  options: Options,
  own: string | null,
): Promise<Outcome> {
  const { language, format } = options
  if (!id || files.length === 0 || !language) return wrong('add-language needs ID, FILE and --language')
  const folders = to ? [...new Set([builtInFrameworks, to])] : frameworkFolders(own)
  const { library } = readFolders(folders)
  const framework = library.get(id)
  if (!framework)
    return {
      lines: [
        `There is no framework ${id} in ${folders.join(', ')}. Known: ${[...library.keys()].join(', ')}.`,
      ],
      ok: false,
    }
  const contents = files.map((file) => readFileSync(file))
  const origin = originOf(options)
  const { texts, faults, remarks } = await readWording(framework, contents, language, format, origin)
  if (!texts) return report(files.join(', '), faults)
  const whole = textsIn(framework, framework.originalLanguage)
  const place = writeTexts(to ?? builtInFrameworks, framework, texts)
  return { lines: [...remarks, ...shareSaid(whole, texts), `Written to ${place}.`], ok: true }
}

function originOf({ wording, encoding, ...origin }: Options): TranslationOrigin {
  const letters = encodings.find((name) => name === encoding?.toLowerCase())
  if (encoding !== undefined && !letters)
    throw new Error(`There is no encoding "${encoding}". Known: ${encodings.join(', ')}.`)
  const known = wordings.find((kind) => kind === wording)
  if (wording !== undefined && !known)
    throw new Error(`There is no wording "${wording}". Known: ${wordings.join(', ')}.`)
  return { ...origin, wording: known, encoding: letters }
}

function template(id: string | undefined, own: string | null): string {
  if (id === undefined) return frameworkTemplate()
  const { library } = readFolders(frameworkFolders(own))
  const framework = library.get(id)
  if (!framework) throw new Error(`There is no framework ${id}. Known: ${[...library.keys()].join(', ')}.`)
  return translationSheet(framework)
}

function check(folders: string[]): Outcome {
  const all = folders.includes(builtInFrameworks) ? folders : [builtInFrameworks, ...folders]
  const { library, faults } = readFolders(all)
  if (faults.length > 0) return { lines: faults, ok: false }
  return { lines: [...library.values()].map(({ id, hash }) => `${id} ${hash}`), ok: true }
}

function recordIn(folder: string): Outcome {
  const { library, faults } = readFolders([folder])
  if (faults.length > 0) return { lines: faults, ok: false }
  const hashes = new Map([...library.values()].map(({ id, fileHashes }) => [id, fileHashes]))
  const changed = recordChanges(folder, hashes, new Date())
  return { lines: changed.length > 0 ? changed : ['Nothing has changed.'], ok: true }
}

const wrong = (what: string) => ({ lines: [`${what}.`, '', usage], ok: false })

/** Whoever has more than that to mend begins with these. */
const MAX_TOLD = 100

const report = (file: string, faults: string[], remarks: string[] = []) => ({
  lines: [
    ...remarks,
    ...faults.slice(0, MAX_TOLD).map((fault) => `${file}: ${fault.slice(0, 1000)}`),
    ...(faults.length > MAX_TOLD ? [`… and ${faults.length - MAX_TOLD} more.`] : []),
    `Nothing was written: ${faults.length} to mend.`,
  ],
  ok: false,
})

if (import.meta.main) {
  const { lines, ok } = await runFrameworks(process.argv.slice(2), readConfig().frameworksDir)
  const say = ok ? console.log : console.error
  for (const line of lines) say(line)
  if (!ok) process.exitCode = 1
}
