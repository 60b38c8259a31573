import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { operationAt, operationsOf } from './operations.ts'
import type { Client, World } from './world.ts'

/** The statements of each operation: those of the call that sent most, among those that succeeded. */
export type Sent = Map<string, readonly string[]>

/**
 * Transactions are said apart; the driver asks for the types of arrays once on each connection; and keys that another
 * process rotated are looked for every few seconds, whatever is asked for then.
 */
const isCounted = (statement: string) =>
  !/^(begin|commit|rollback|savepoint|release)\b/i.test(statement.trim()) &&
  !statement.includes('pg_catalog.pg_type') &&
  !/^select .* from "(signing_keys"$|issuer_keys" where )/s.test(statement.trim())

/** How many commands stand in the body of each procedure that the migrations make, by its name. */
const procedures = new Map(
  readdirSync('migrations')
    .filter((file) => file.endsWith('.sql'))
    .flatMap((file) => [
      ...readFileSync(`migrations/${file}`, 'utf8').matchAll(
        /create (?:or replace )?(?:function|procedure) (\w+)\(.*?\$\$(.*?)\$\$/gis,
      ),
    ])
    .map(([, name = '', body = '']) => [name, split(body.replace(/^.*?\bbegin\b/is, '')).length] as const),
)

/** The commands that a string holds: several in a row, those of a block, and as many for a procedure as its body has. */
export function commandsOf(statement: string): string[] {
  const block = /^\s*do\s+(\$\w*\$)(.*)\1/is.exec(statement)
  if (block) return split(block[2]!.replace(/^.*?\bbegin\b/is, '')).flatMap(commandsOf)
  return split(statement).flatMap((command) => {
    const [, name = ''] = /^\s*(?:call|select|perform)\s+(\w+)\(/i.exec(command) ?? []
    return Array.from({ length: procedures.get(name) ?? 1 }, () => command.trim())
  })
}

/** Apart at semicolons, but for those in quotes or in dollars, and without the end of a block. */
function split(text: string): string[] {
  const quoted = /'(?:[^']|'')*'|"[^"]*"|(\$\w*\$)[\s\S]*?\1/g
  const hidden = text.replace(/--.*$/gm, '').replace(quoted, (inside) => inside.replaceAll(';', '\u0000'))
  const pieces = hidden.split(';').map((piece) => piece.replaceAll('\u0000', ';'))
  return pieces.filter((piece) => piece.trim() !== '' && !/^\s*end\b\s*\w*\s*$/i.test(piece))
}

/** Hears what is sent to the database, and notes for each operation of a world what was sent while it was answered. */
export function listen() {
  const sent: Sent = new Map()
  /** What each operation said, at its successes, of whether its answer may be kept. */
  const keeping = new Map<string, Set<string>>()
  let heard: string[] = []
  const onStatement = (statement: string) => {
    if (isCounted(statement)) heard.push(...commandsOf(statement))
  }

  /** From here on; requests come one after the other. */
  function watch(world: World): Sent {
    const meant = operationAt(operationsOf(world.app))
    world.app.server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
      const during: string[] = []
      heard = during
      response.on('finish', () => {
        const name = meant(request.method ?? '', request.url ?? '')?.operationId
        if (!name || response.statusCode >= 400) return
        keeping.set(name, (keeping.get(name) ?? new Set()).add(headerOf(response, 'cache-control')))
        // What a test itself writes afterwards is no part of it.
        if (during.length >= (sent.get(name)?.length ?? 0)) sent.set(name, [...during])
      })
    })
    return sent
  }
  return { onStatement, watch, keeping }
}

/** As it was sent: a header that is given along with the status is in no list of headers. */
const headerOf = (response: ServerResponse, name: string): string =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(String(Reflect.get(response, '_header')))?.[1]?.trim() ?? ''

let keys = 0

/** The same world, in which every POST has an Idempotency-Key of its own. */
export function keyed(world: World): World {
  const withKeys = (client: Client): Client => ({
    ...client,
    post: (path) => client.post(path).set('idempotency-key', `key-${++keys}`),
  })
  return { ...world, as: (who) => withKeys(world.as(who)) }
}
