import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort } from '../setup/postgres.ts'
import { emptyDatabase, firstClientIn, startService, temporaryFolder } from '../setup/process.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
/** What a newcomer reads, in this order. */
const documents = ['README.md', 'docs/integrate.md', 'docs/operate.md', '.github/CONTRIBUTING.md']
const read = documents.map((file) => readFileSync(file, 'utf8')).join('\n')

/** What npm knows without a script of that name. */
const own = new Set(['ci', 'install', 'audit'])

/** Every command of npm that a text names: `npm run x`, `npm test`, `npm start`, `npm ci`. */
function npmCommands(text: string): { name: string; script: boolean }[] {
  return [...text.matchAll(/\bnpm (run )?([a-z][\w:-]*)/g)].map(([, run, name = '']) => ({
    name,
    script: run !== undefined || !own.has(name),
  }))
}

/** The code blocks fenced as ```sh walk, in order. */
function walks(text: string): string[] {
  return [...text.matchAll(/^```sh walk\n([\s\S]*?)^```/gm)].map(([, block = '']) => block)
}

type Ended = { code: number | null; output: string }

/** Runs the blocks one after another in one bash, which stops at the first command that fails. */
async function walk(blocks: string[], env: Record<string, string>, cwd?: string): Promise<Ended> {
  const shell = spawn('bash', ['-s'], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const ended = new Promise<Ended>((done) => shell.once('close', (code) => done({ code, output })))
  // The whole script is read before any of it runs, so that no command in it can take what follows as its input.
  shell.stdin.end(`main() {\nset -euo pipefail\n${blocks.join('\n')}\n}\nmain\n`)
  return ended
}

async function walkOnService(blocks: string[]): Promise<Ended> {
  await using database = await emptyDatabase()
  using folder = temporaryFolder()
  // Links name the service's address, so it must be known before the start.
  const port = String(await freePort())
  const service = await startService({
    DATABASE_URL: database.url,
    DATA_DIR: join(folder.path, 'data'),
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  })
  const { id, secret } = firstClientIn(service.output())
  try {
    return await walk(blocks, { URL: service.url, CLIENT_ID: id, CLIENT_SECRET: secret }, folder.path)
  } finally {
    await service.stop()
  }
}

describe('what a newcomer reads', () => {
  test('names only npm commands that there are', () => {
    const named = npmCommands(read)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter(({ name, script }) => script && !scripts[name]).map(({ name }) => name)).toEqual([])
  })

  test('can be walked through on a service that has just started, to a certificate that anyone finds valid', async () => {
    const { code, output } = await walkOnService(walks(read))
    expect(code, output).toBe(0)
    expect(output).toBe('valid\nvalid\n')
  }, 240_000)

  test('would be found out: a walk is run in order, in one shell, and a command that fails is met', async () => {
    const sample = [
      '```sh walk',
      'TOKEN=$(curl -sf "$URL/oauth/token" -d grant_type=client_credentials \\',
      '  -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" | sed \'s/.*"access_token":"\\([^"]*\\)".*/\\1/\')',
      '```',
      'and then',
      '```sh walk',
      'curl -sf "$URL/v1/organisations" -H "authorization: Bearer $TOKEN"',
      '```',
      '```sh',
      'exit 7',
      '```',
    ].join('\n')
    expect(walks(sample)).toHaveLength(2)
    const walked = await walkOnService(walks(sample))
    expect(walked).toMatchObject({ code: 0, output: expect.stringContaining('My organisation') })
    expect((await walk(['false', 'echo reached'], {})).code).toBe(1)
    expect((await walk(['false | true', 'echo reached'], {})).output).toBe('')
    expect(npmCommands('`npm run nothing`')).toEqual([{ name: 'nothing', script: true }])
  }, 240_000)
})

describe('the scripts', () => {
  test('are those that the documents promise', () => {
    const promised = ['start', 'dev', 'worker', 'migrate', 'openapi', 'check', 'test', 'demo']
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(promised))
  })
})
