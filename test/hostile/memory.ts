import type { ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'

/** In bytes: what is held once everything was given back, and what buffers took at most since this was last asked. */
export type Memory = { held: number; buffers: number }

/**
 * What the service is started with, so that its heap cannot grow more than some 64 MB above what it holds when it has
 * nothing to do: a request that needs more ends it. Counted so because what a process has given back the system may go on
 * counting as its own.
 */
export const confined = [
  '--max-old-space-size=160',
  '--max-semi-space-size=4',
  '--expose-gc',
  '--import',
  resolve('test/hostile/tell-memory.ts'),
]

/** Nothing is held by one that has ended. */
export async function memoryOf(child: ChildProcess): Promise<Memory> {
  const { promise, resolve: tell } = Promise.withResolvers<Memory>()
  const listen = (message: { memory?: Memory }) => {
    if (message.memory) tell(message.memory)
  }
  const end = () => tell({ held: 0, buffers: 0 })
  child.on('message', listen)
  child.once('exit', end)
  if (!child.kill('SIGUSR2')) end()
  return promise.finally(() => child.off('message', listen).off('exit', end))
}
