import { setTimeout as pause } from 'node:timers/promises'

/** SIGKILL follows SIGTERM after 10 s in most places; by then this process is gone. */
const STOP_MS = 9_000

const endings = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/**
 * Signals that end the process wait from `hold` to `release`, and then do what they would have done. Nothing waits while
 * nothing is held.
 */
export function holdableSignals(): { hold(): void; release(): Promise<void> } {
  const came = new Set<NodeJS.Signals>()
  const keep = (signal: NodeJS.Signals) => void came.add(signal)
  let isHeld = false
  return {
    hold() {
      isHeld = true
      for (const signal of endings) process.on(signal, keep)
    },
    async release() {
      if (!isHeld) return
      // One that came a moment ago is told only when the event loop turns; without a listener it would be lost.
      await pause(20)
      for (const signal of endings) process.off(signal, keep)
      for (const signal of came) process.kill(process.pid, signal)
    },
  }
}

/** On SIGTERM or SIGINT takes the steps in turn and ends the process: after 9 s at the latest, whatever a step waits for. */
export function stopOnSignal(steps: readonly (() => Promise<unknown>)[]): void {
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), STOP_MS).unref()
    for (const step of steps) await step()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
}
