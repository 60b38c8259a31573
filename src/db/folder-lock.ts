import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { CannotStart } from '../errors.ts'
import { type FileLock, lockFile } from './file-lock.ts'

/** The holder touches its lock this often; one under another kernel that was not touched for so long is gone. */
const TOUCHED_EVERY_MS = 5_000
const GONE_AFTER_MS = 30_000

/**
 * `kernel`: the one that runs it, the same for all containers of a machine. `namespace`: whose process ids it counts by.
 * `locked`: whether that kernel holds a lock for it; earlier releases do not say.
 */
type Holder = {
  pid: number
  host: string
  token: string
  kernel?: string | null
  namespace?: string | null
  locked?: boolean
}

/**
 * Holds a folder for this process and returns the release. Throws, naming the holder, while another process has it: the
 * embedded database would be damaged by two. Under one kernel, whatever the container, the kernel's own lock on
 * `<folder>.held` decides, and goes with its process. Where that says nothing, of another machine and of file systems
 * without such locks, `<folder>.lock` counts for as long as it is being touched; it also says who the holder is.
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder}.lock`
  const lock = lockFile(`${folder}.held`)
  const holder = readHolder(file)
  if (lock === 'held') throw inUse(folder, holder)
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    token: randomUUID(),
    kernel,
    namespace,
    locked: lock !== null,
  }
  if (holder && !isGone(file, holder, mine)) {
    lock?.release()
    throw inUse(folder, holder, true)
  }
  write(file, mine)
  return hold(folder, mine, lock)
}

/** A file that is moved to its place is whole or not there: nobody reads a lock that does not name its holder yet. */
function write(file: string, mine: Holder): void {
  const whole = `${file}.${mine.token}`
  writeFileSync(whole, JSON.stringify(mine), { mode: 0o600 })
  renameSync(whole, file)
}

function hold(folder: string, mine: Holder, lock: FileLock | null): () => void {
  const file = `${folder}.lock`
  const isMine = () => readHolder(file)?.token === mine.token
  const touching = setInterval(() => {
    if (isMine()) return utimesSync(file, new Date(), new Date())
    // This process stood still, or its clock did, for so long that another one took the folder.
    console.error(`The embedded database in ${folder} was taken over by another process; this one ends.`)
    process.exit(1)
  }, TOUCHED_EVERY_MS)
  touching.unref()
  const release = () => {
    clearInterval(touching)
    process.off('exit', release)
    if (isMine()) rmSync(file, { force: true })
    lock?.release()
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

/** Whoever has the kernel's lock knows that another one who had it under the same kernel is no more. */
function isGone(file: string, holder: Holder, mine: Holder): boolean {
  const sameKernel = mine.kernel !== null && holder.kernel === mine.kernel
  if (mine.locked && holder.locked && sameKernel) return true
  const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return Date.now() - touched >= GONE_AFTER_MS
}

const kernel = onLinux(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
const namespace = onLinux(() => readlinkSync('/proc/self/ns/pid'))

function onLinux(read: () => string): string | null {
  try {
    return read()
  } catch {
    return null
  }
}

function inUse(folder: string, holder: Holder | null, waits = false): CannotStart {
  const who = holder ? `process ${holder.pid}${placeOf(holder)}` : 'another process'
  const wait = waits ? ' If it is gone already, start again in half a minute.' : ''
  return new CannotStart(
    `The embedded database in ${folder} is in use by ${who}. Stop it, or set DATABASE_URL or DATA_DIR.${wait}`,
  )
}

function placeOf(holder: Holder): string {
  if (holder.host !== hostname()) return ` on ${holder.host}`
  return (holder.namespace ?? namespace) === namespace ? '' : ` of another container on ${holder.host}`
}
