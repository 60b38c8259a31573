/** SIGKILL follows SIGTERM after 10 s in most places; by then this process is gone. */
const STOP_MS = 9_000

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
