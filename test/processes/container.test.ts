import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { emptyDatabase, firstClientIn, temporaryFolder, tokenOf, whenReady } from '../setup/process.ts'

/** Everything is closed to writing but the folder of the data, as in the container; then this command is carried out. */
const closed = 'mount --bind "$DATA_DIR" "$DATA_DIR" && mount -o remount,bind,ro / && exec "$@"'
const within = (...command: string[]) => ['-rm', 'sh', '-c', closed, 'sh', ...command]

/** Whether this machine lets us close its root to a process. */
function canClose(folder: string): boolean {
  try {
    execFileSync('unshare', within('true'), { env: { ...process.env, DATA_DIR: folder }, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test('the container runs as an ordinary user, without capabilities, on a root that cannot be written', () => {
  const image = readFileSync('Dockerfile', 'utf8')
  expect(image.indexOf('USER node')).toBeGreaterThan(image.lastIndexOf('RUN '))
  const [, service = ''] =
    /\n {2}service:\n([\s\S]*?)\n {2}\w/.exec(readFileSync('docker-compose.yml', 'utf8')) ?? []
  for (const line of ['user: node', 'read_only: true', 'cap_drop:\n      - ALL', 'no-new-privileges:true'])
    expect(service).toContain(line)
})

test('the service starts, registers and gives tokens where it can write nothing but its data', async ({
  skip,
}) => {
  using folder = temporaryFolder()
  skip(!canClose(folder.path), 'this machine does not let a process have a root of its own')
  await using database = await emptyDatabase()
  const { PATH = '', HOME = '' } = process.env
  const child = spawn('unshare', within(process.execPath, 'src/server.ts'), {
    env: { PATH, HOME, PORT: '0', DATABASE_URL: database.url, DATA_DIR: folder.path },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk
    })
  }
  const gone = new Promise<void>((done) => child.once('close', () => done()))
  const ready = new Promise<number>((done) =>
    child.once('message', (message) => done((message as { ready: { port: number } }).ready.port)),
  )
  try {
    const port = await Promise.race([ready, gone.then(() => Promise.reject(new Error(said)))])
    const url = `http://127.0.0.1:${port}`
    await whenReady(url)
    expect(await tokenOf(url, firstClientIn(said))).toBeTruthy()
  } finally {
    child.kill('SIGTERM')
    await gone
  }
})
