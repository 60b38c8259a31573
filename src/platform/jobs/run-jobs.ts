import type { FastifyBaseLogger } from 'fastify'
import type { Services } from '../../context.ts'

/** Something done from time to time. It may run twice, and in several processes at once. */
export type Job = { name: string; everySeconds: number; run: (services: Services) => Promise<void> }

/** Runs each job now and then at its pace; a failing one is logged and tried at the next turn. Returns the stop. */
export function runJobs(
  jobs: readonly Job[],
  services: Services,
  log: Pick<FastifyBaseLogger, 'error'>,
): () => Promise<void> {
  const stopping = new AbortController()
  const loops = jobs.map(async (job) => {
    while (!stopping.signal.aborted) {
      await job.run(services).catch((error) => log.error({ err: error, job: job.name }, 'a job failed'))
      await pause(job.everySeconds * 1000, stopping.signal)
    }
  })
  return async () => {
    stopping.abort()
    await Promise.all(loops)
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
