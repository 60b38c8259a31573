import { execFile } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** As strict as TypeScript gets by one word, and for Node. */
const compilerOptions = {
  strict: true,
  noEmit: true,
  target: 'es2024',
  module: 'nodenext',
  types: ['node'],
  allowImportingTsExtensions: true,
}

/** A folder in which programs find what is installed here. */
export function programFolder(path: string): string {
  symlinkSync(resolve('node_modules'), join(path, 'node_modules'))
  writeFileSync(join(path, 'package.json'), JSON.stringify({ type: 'module' }))
  writeFileSync(join(path, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  return path
}

/** Runs a generator of clients on an API description, as its documentation says. */
export async function generate(generator: string, args: string[], cwd: string): Promise<void> {
  const hook = join(import.meta.dirname, 'typescript-six.ts')
  await run(resolve('node_modules/.bin', generator), args, {
    cwd,
    env: { ...process.env, NODE_OPTIONS: `--import=${hook}` },
  })
}

/** What the compiler says of the programs in a folder: nothing where all is well. */
export async function faultsIn(cwd: string): Promise<string> {
  return run(resolve('node_modules/.bin/tsc'), ['-p', '.'], { cwd }).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  )
}
