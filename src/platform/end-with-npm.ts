/** How often it is looked whether npm is still there, in milliseconds. */
const LOOK_MS = 500

/**
 * Ends the process when the npm is gone that started it: npm passes signals on to its shell, which does not pass them on
 * to what it runs.
 */
export function endWithNpm(): void {
  if (!process.argv.includes('--end-with-npm')) return
  const parent = process.ppid
  const looking = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(looking)
    process.kill(process.pid, 'SIGTERM')
  }, LOOK_MS).unref()
}
