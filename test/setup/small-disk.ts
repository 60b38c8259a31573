import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'

/** Whether this machine lets a test mount a small disk that nobody else sees. */
export function mayMount(): boolean {
  try {
    execFileSync('unshare', ['-Urm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A service with a small disk of its own, mounted over one of its folders. */
export type OnSmallDisk = {
  url: string
  output(): string
  /** Where others find that folder. */
  folder: string
  /** Leaves no room on the disk. */
  fill(): void
  /** Makes room again. */
  clear(): void
  /** Lets nobody write, or everybody again. */
  close(mode: 'ro' | 'rw'): void
  /** Its exit code. */
  stop(): Promise<number | null>
}

/** Starts the service with these settings and no others, and waits until it listens. */
export async function startOnSmallDisk(
  mounted: string,
  size: string,
  settings: Record<string, string>,
): Promise<OnSmallDisk> {
  const { PATH, HOME } = process.env
  const disk = `mount -t tmpfs -o size=${size} tmpfs ${mounted} && exec "$0" src/server.ts`
  const env = { PATH, HOME, PORT: '0', ...settings }
  const child = spawn('unshare', ['-Urm', 'sh', '-c', disk, process.execPath], { env })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const exited = new Promise<number | null>((done) => child.once('close', done))
  while (!/Server listening at/.test(said)) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${said}`)
    await new Promise((done) => setTimeout(done, 100))
  }
  const folder = `/proc/${child.pid}/root${mounted}`
  return {
    url: String(/Server listening at (http:[^"\s]+)/.exec(said)?.[1]),
    output: () => said,
    folder,
    fill() {
      try {
        execFileSync('dd', ['if=/dev/zero', `of=${folder}/fill`, 'bs=4k'], { stdio: 'ignore' })
      } catch {
        // It ends because the disk is full.
      }
    },
    clear: () => rmSync(`${folder}/fill`),
    close(mode) {
      // While a file is being written, the system refuses.
      for (let turn = 0; ; turn++) {
        try {
          return within(child, 'mount', '-o', `remount,${mode}`, mounted)
        } catch (error) {
          if (turn === 50) throw error
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
        }
      }
    },
    stop() {
      child.kill('SIGTERM')
      return exited
    },
  }
}

/** Carries out a command where the mounts of a process are seen. */
function within({ pid }: ChildProcess, ...command: string[]): void {
  execFileSync('nsenter', ['-t', String(pid), '-U', '-m', '--', ...command], { stdio: 'pipe' })
}
