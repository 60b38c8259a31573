import { execFileSync, fork } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Bench, Row } from '../row.ts'

/** With what `npm start` gives the runtime. */
const flags =
  /(--max\S+)/.exec(JSON.parse(readFileSync('package.json', 'utf8')).scripts.start)?.slice(1) ?? []

const second = { unit: 's', floor: null }
const megabyte = { unit: 'MB', floor: null }

/** From the start of the process to its first answer, what it holds when nobody asks, and what a machine must fetch for it. */
export async function measureStart(bench: Bench): Promise<Row[]> {
  const { url } = await bench.postgres()
  const onPostgres = { DATABASE_URL: url, DATA_DIR: bench.folder() }
  await startOnce(bench, onPostgres)
  const times = bench.quick ? 1 : 5
  const again = await medianOf(times, () => startOnce(bench, onPostgres))
  const embedded = await medianOf(times, () => startOnce(bench, { DATA_DIR: bench.folder() }))
  return [
    { ...second, what: 'ready on PostgreSQL', ours: again.seconds, reach: { atMost: 1, of: 'ours' } },
    {
      ...second,
      what: 'ready on a new embedded database',
      ours: embedded.seconds,
      reach: { atMost: 3, of: 'ours' },
    },
    {
      ...megabyte,
      what: 'resident when idle, PostgreSQL',
      ours: again.megabytes,
      reach: { atMost: 200, of: 'ours' },
    },
    {
      ...megabyte,
      what: 'resident when idle, embedded database',
      ours: embedded.megabytes,
      reach: { atMost: 400, of: 'ours' },
    },
    ...(bench.quick ? [] : [sizeOfPackages(bench)]),
  ]
}

async function startOnce(bench: Bench, settings: Record<string, string>) {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  const begun = performance.now()
  const child = fork(resolve('src/server.ts'), {
    execArgv: flags,
    env: { PATH, HOME, NODE_COMPILE_CACHE, PORT: '0', LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = new Promise<never>((_, fail) =>
    child.once('exit', (code) => fail(new Error(`the service ended with ${code}`))),
  )
  const said = new Promise<{ ready: { port: number } }>((done) => child.once('message', done))
  const { ready } = await Promise.race([said, gone])
  const answer = await fetch(`http://127.0.0.1:${ready.port}/readyz`)
  if (!answer.ok) throw new Error(`not ready: ${answer.status}`)
  const seconds = (performance.now() - begun) / 1000
  await new Promise((done) => setTimeout(done, bench.quick ? 2000 : 10_000))
  const megabytes = residentOf(child.pid!)
  child.kill('SIGTERM')
  await gone.catch(() => {})
  return { seconds, megabytes }
}

function residentOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

async function medianOf(times: number, run: () => ReturnType<typeof startOnce>) {
  const runs: { seconds: number; megabytes: number }[] = []
  for (let done = 0; done < times; done++) runs.push(await run())
  const middle = (of: (run: (typeof runs)[number]) => number) =>
    runs.map(of).sort((a, b) => a - b)[Math.floor(times / 2)]!
  return { seconds: middle((run) => run.seconds), megabytes: middle((run) => run.megabytes) }
}

function sizeOfPackages(bench: Bench): Row {
  const folder = bench.folder()
  for (const file of ['package.json', 'package-lock.json']) cpSync(file, join(folder, file))
  execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'ignore',
  })
  const kilobytes = Number(
    execFileSync('du', ['-sk', join(folder, 'node_modules')], { encoding: 'utf8' }).split('\t')[0],
  )
  return {
    ...megabyte,
    what: 'packages in production',
    ours: kilobytes / 1024,
    reach: { atMost: 200, of: 'ours' },
  }
}
