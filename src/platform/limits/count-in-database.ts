import type {
  FastifyRateLimitOptions,
  FastifyRateLimitStore,
  FastifyRateLimitStoreCtor,
} from '@fastify/rate-limit'
import type { Database } from '../../db/client.ts'
import { sha256 } from '../hash.ts'
import { countOneMore } from './store.ts'

/** Counts for the limiter what all processes of a database are asked together, of each route by itself. */
export function countInDatabase(db: Database): FastifyRateLimitStoreCtor {
  return class Counts implements FastifyRateLimitStore {
    readonly #route: string

    constructor(options: FastifyRateLimitOptions) {
      this.#route = routeOf(options)
    }

    incr(...[key, tell, windowMs]: Parameters<FastifyRateLimitStore['incr']>): void {
      // An address is nobody's to read here: what counts is that it is the same one.
      countOneMore(db, sha256(`${this.#route} ${key}`), windowMs).then(
        (counted) => tell(null, counted),
        (error: Error) => tell(error),
      )
    }

    child(options: FastifyRateLimitOptions): FastifyRateLimitStore {
      return new Counts(options)
    }
  }
}

/** The route that a limit is of; none for one that is counted by hand, whose keys are its own. */
function routeOf(
  options: FastifyRateLimitOptions & { routeInfo?: { method?: unknown; url?: unknown } },
): string {
  const { method = '', url = '' } = options.routeInfo ?? {}
  return `${String(method)} ${String(url)}`
}
