import type { FastifyRequest } from 'fastify'
import type { LoggerOptions } from 'pino'
import { endsConnection } from '../db/states.ts'
import { Trouble } from '../errors.ts'

/**
 * Logs say which route, how long and which request id; never an address with a secret in it, a header or a body, and of
 * an error no more than `describeError` does.
 */
export function logging(level: string): LoggerOptions {
  return {
    level,
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        route: request.routeOptions?.url ?? 'unknown',
      }),
      err: describeError,
    },
    hooks: {
      // Where nothing is said beside an error, or the framework repeats it, its message would be what is said.
      logMethod(given, log) {
        const [about, said] = given as unknown[]
        const error = about instanceof Error ? about : (about as { err?: unknown } | null)?.err
        const isOwn = typeof said === 'string' && !(error instanceof Error && said === error.message)
        if (error instanceof Error && !isOwn)
          return log.call(this, { ...fieldsOf(about), err: error }, 'an error')
        return log.apply(this, given)
      },
    },
  }
}

const fieldsOf = (about: unknown) => (about instanceof Error ? {} : (about as object))

/** What is told of an error; `constraint`, `table` and `column` are the database's names, never what stands in them. */
export type ErrorDescription = {
  type: string
  code?: string
  message?: string
  table?: string
  column?: string
  constraint?: string
  syscall?: string
  stack?: string[]
  cause?: ErrorDescription
  errors?: ErrorDescription[]
}

/** Errors within an error are followed so far, and so many of them side by side. */
const DEEPEST = 5
const WIDEST = 10

/**
 * What may be kept of an error: of what kind it is, where in the code it came about, and for an error of the database its
 * code, table and constraint. Messages repeat what they are about (a row, a name that cannot be drawn, a broken JSON), so
 * only those are told that are written for whoever runs the service.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error }
  const fields: Record<string, unknown> = { ...error }
  const named = {
    code: nameIn(fields.code),
    message: error instanceof Trouble ? error.message : undefined,
    table: nameIn(fields.table_name ?? fields.table),
    column: nameIn(fields.column_name ?? fields.column),
    constraint: nameIn(fields.constraint_name ?? fields.constraint),
    syscall: nameIn(fields.syscall),
    stack: framesOf(error),
    cause: error.cause !== undefined && depth < DEEPEST ? describeError(error.cause, depth + 1) : undefined,
    errors:
      error instanceof AggregateError && depth < DEEPEST
        ? error.errors.slice(0, WIDEST).map((inner) => describeError(inner, depth + 1))
        : undefined,
  }
  const told = Object.entries(named).filter(([, value]) => value !== undefined)
  return { type: nameIn(error.name) ?? 'Error', ...Object.fromEntries(told) }
}

/** For a person at a terminal: the sentence that is meant for them, or else the description as JSON. */
export function explainError(error: unknown): string {
  return error instanceof Trouble ? error.message : JSON.stringify(describeError(error))
}

/** Ends the process with `explainError`, where it would have printed the error as it is; called first by what runs by itself. */
export function explainLastErrors(): void {
  const end = (error: unknown) => {
    console.error(explainError(error))
    process.exit(1)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', (error) => {
    // The driver asks something of the database by itself on each new connection, and hears nobody when that is lost
    // meanwhile; whoever wanted the connection is told.
    if (endsConnection(error)) console.error(explainError(error))
    else end(error)
  })
}

/** Names that programs give to things; whatever else stands there is somebody's own text. */
function nameIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^\w{1,80}$/.test(value) ? value : undefined
}

/** The places in the code. The message comes before them and may have lines that look like one. */
function framesOf({ stack = '', message }: Error): string[] | undefined {
  const before = stack.indexOf(message)
  if (before < 0) return undefined
  const lines = stack.slice(before + message.length).split('\n')
  const places = lines.flatMap(
    (line) => /^ {4}at .*?((?:file:|node:|\/)[^\s()]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? [],
  )
  return places.length > 0 ? places : undefined
}
