import { spawn } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'

/** How far a program may go: milliseconds, and bytes of the picture that it writes. */
export type DecoderBounds = { withinMs: number; maxBytes: number }

/** As much memory as a program may ask for, in kilobytes, and as many seconds of a processor. */
const MOST = { memory: 2 * 1024 * 1024, seconds: 30 }

/**
 * Sets its bounds, those that the system knows, and becomes the program. Blocks are of 512 bytes; where a system cannot
 * bound memory, the other bounds hold.
 */
const BOUNDED = 'ulimit -c 0; ulimit -f "$1"; ulimit -t "$2"; ulimit -v "$3" 2>/dev/null; shift 3; exec "$@"'

/**
 * Has a program make a picture, which it writes to `to`; null where it makes none within its bounds. It gets nothing of
 * the service's settings, and whatever it started ends with it. An open file that it reads is its number 3.
 */
export async function runDecoder(
  program: string,
  { args, cwd, to, input }: { args: readonly string[]; cwd: string; to: string; input?: number },
  { withinMs, maxBytes }: DecoderBounds,
): Promise<Uint8Array | null> {
  const limits = [Math.ceil(maxBytes / 512) + 1, MOST.seconds, MOST.memory].map(String)
  const child = spawn('/bin/sh', ['-c', BOUNDED, 'sh', ...limits, program, ...args], {
    cwd,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    stdio: ['ignore', 'ignore', 'ignore', ...(input === undefined ? [] : [input])],
    // A group of its own, so that its children are ended with it.
    detached: true,
  })
  const end = () => endGroup(child.pid)
  const late = setTimeout(end, withinMs)
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', (found) => resolve(found))
  })
  clearTimeout(late)
  end()
  if (code !== 0) return null
  const size = await stat(to).then(
    (found) => (found.isFile() ? found.size : 0),
    () => 0,
  )
  return size === 0 || size > maxBytes ? null : readFile(to)
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing of it is left.
  }
}
