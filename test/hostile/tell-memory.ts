import { setInterval } from 'node:timers'

/**
 * Loaded into the service that is beset: on SIGUSR2 it gives back what is no longer needed, and tells what is left and what
 * buffers took at most since it was last asked.
 */
let most = 0
setInterval(() => {
  most = Math.max(most, process.memoryUsage().external)
}, 10).unref()

process.on('SIGUSR2', () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  process.send?.({ memory: { held: heapUsed + external, buffers: Math.max(most, external) } })
  most = external
})
