import type { FastifyBaseLogger } from 'fastify'
import type { Services } from '../../context.ts'
import { forJobs } from '../../db/client.ts'

/**
 * Something done from time to time. It may run twice, and in several processes at once; a turn that is not over after
 * `limitSeconds`, ten minutes where nothing is said, is no longer waited for.
 */
export type Job = {
  name: string
  everySeconds: number
  limitSeconds?: number
  run: (services: Services) => Promise<void>
}

/** Runs each job now and then at its pace; one that fails, or does not end, is logged and tried at the next turn. Returns the stop. */
export function runJobs(
  jobs: readonly Job[],
  services: Services,
  log: Pick<FastifyBaseLogger, 'error'>,
): () => Promise<void> {
  const stopping = new AbortController()
  const unhurried = { ...services, db: forJobs(services.db) }
  const loops = jobs.map(async (job) => {
    while (!stopping.signal.aborted) {
      await turnOf(job, unhurried).catch((error) => log.error({ err: error, job: job.name }, 'a job failed'))
      await pause(job.everySeconds * 1000, stopping.signal)
    }
  })
  return async () => {
    stopping.abort()
    await Promise.all(loops)
  }
}

/** One turn of a job, as long as it may take. */
async function turnOf({ run, limitSeconds = 600 }: Job, services: Services): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not over after ${limitSeconds} seconds`)), limitSeconds * 1000)
  })
  return Promise.race([run(services), late]).finally(() => clearTimeout(timer))
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
