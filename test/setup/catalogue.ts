import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { buildApp } from '../../src/app.ts'
import type { Services } from '../../src/context.ts'
import type { FrameworkLibrary } from '../../src/measure/frameworks/framework.ts'
import { publicUrl } from './world.ts'

type Answer = Awaited<ReturnType<FastifyInstance['inject']>>
export type Catalogue = { inject(request: string | InjectOptions): Promise<Answer>; close(): Promise<void> }

/** The service with frameworks and no database: enough for what is open to all and never changes. */
export async function catalogueOf(frameworks: FrameworkLibrary, address = publicUrl): Promise<Catalogue> {
  const app = await buildApp({ frameworks, publicUrl: address } as Services)
  return {
    /** Asks again while the service is busy: so it answers when the machine is. */
    async inject(request) {
      for (;;) {
        const answer = await app.inject(request)
        if (answer.statusCode !== 503) return answer
        await setTimeout(100)
      }
    },
    close: async () => {
      await app.close()
    },
  }
}
