import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { CannotStart } from '../errors.ts'

/** The holder touches its lock this often; one on another host that was not touched for so long is gone. */
const TOUCHED_EVERY_MS = 5_000
const GONE_AFTER_MS = 30_000

type Holder = { pid: number; host: string; token: string }

/**
 * Holds `<folder>.lock` for this process and returns the release. Throws, naming the holder, while another living
 * process has it: the embedded database would be damaged by two. A lock whose process is gone is taken over. A process
 * in another container or host cannot be asked whether it lives, so its lock counts for as long as it is being touched.
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder}.lock`
  const mine: Holder = { pid: process.pid, host: hostname(), token: randomUUID() }
  for (let attempt = 0; attempt < 3; attempt++) {
    if (takeLock(file, mine)) return hold(file, mine)
    const holder = readHolder(file)
    if (holder && isAlive(file, holder)) throw inUse(folder, holder)
    putAside(file, holder)
  }
  throw new CannotStart(`The lock ${file} could not be taken: others are starting at this moment.`)
}

/** A link appears whole or not at all: nobody reads a lock that does not name its holder yet. */
function takeLock(file: string, mine: Holder): boolean {
  const whole = `${file}.${mine.token}`
  writeFileSync(whole, JSON.stringify(mine), { mode: 0o600 })
  try {
    linkSync(whole, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(whole, { force: true })
  }
}

const held = new Set<string>()

function hold(file: string, mine: Holder): () => void {
  held.add(mine.token)
  const touching = setInterval(() => {
    if (readHolder(file)?.token === mine.token) utimesSync(file, new Date(), new Date())
  }, TOUCHED_EVERY_MS)
  touching.unref()
  const release = () => {
    clearInterval(touching)
    process.off('exit', release)
    if (held.delete(mine.token) && readHolder(file)?.token === mine.token) rmSync(file, { force: true })
  }
  process.once('exit', release)
  return release
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return null
  }
}

function isAlive(file: string, holder: Holder): boolean {
  if (holder.host !== hostname()) return Date.now() - touchedAt(file) < GONE_AFTER_MS
  if (holder.pid === process.pid) return held.has(holder.token)
  try {
    process.kill(holder.pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function touchedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** Moves a dead lock away; if another process took it over in the meantime, gives it back. */
function putAside(file: string, dead: Holder | null): void {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (readHolder(aside)?.token === dead?.token) rmSync(aside, { force: true })
  else renameSync(aside, file)
}

function inUse(folder: string, { pid, host }: Holder): CannotStart {
  const where = host === hostname() ? '' : ` on ${host}`
  return new CannotStart(
    `The embedded database in ${folder} is in use by process ${pid}${where}. Stop it, or set DATABASE_URL or DATA_DIR.`,
  )
}
