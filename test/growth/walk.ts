import postgres from 'postgres'
import { roles } from '../../src/platform/auth/access.ts'
import { type Operation, operationsOf } from '../setup/operations.ts'
import type { Client } from '../setup/world.ts'
import { faultsIn } from './explain.ts'
import { type Growing, idsFor } from './growing.ts'
import { isList, otherQuestionsOf, questionsOf, type Values } from './questions.ts'

/** How many rows a list is asked for, and the one more that tells of the next page. */
const PAGE = 11

/** What was wrong with each address that was asked, by what is wrong. */
type Told = Map<string, string[]>

/**
 * Asks every list, whole and by each filter, its first page and the one that follows, on behalf of the organisation that
 * sends half of all cases and of the one that hosts them.
 */
export async function walkLists(growing: Growing, values: Values): Promise<string[]> {
  const told: Told = new Map()
  await explaining(growing, async (ask) => {
    for (const list of operationsOf(growing.world.app).filter(isList))
      for (const { client, as, isKept } of askersOf(growing, list))
        for (const address of questionsOf(list, values, growing.ids).filter((asked) => !isKept(asked))) {
          const { next } = await ask(client, address, as, told, PAGE)
          if (next) await ask(client, `${address}&cursor=${next}`, as, told, PAGE)
        }
  })
  return linesOf(told)
}

/** Asks for everything that can be read and is no list, of one of a great many cases. */
export async function walkOthers(growing: Growing, values: Values): Promise<string[]> {
  const told: Told = new Map()
  await explaining(growing, async (ask) => {
    const others = operationsOf(growing.world.app).filter(
      (operation) => operation.method === 'get' && !isList(operation),
    )
    for (const other of others) {
      const [first] = askersOf(growing, other)
      for (const address of otherQuestionsOf(other, values, idsFor(growing, other.path)))
        await ask(first!.client, address, first!.as, told, null)
    }
  })
  return linesOf(told)
}

type Ask = (
  client: Client,
  address: string,
  as: string,
  told: Told,
  page: number | null,
) => Promise<{ next: string | null }>

async function explaining({ world, hearing, growing }: Growing, walk: (ask: Ask) => Promise<void>) {
  // What was heard is JSON already.
  const json = { to: 114, from: [114], serialize: (text: string) => text, parse: JSON.parse }
  const sql = postgres(world.services.db.url!, { max: 1, onnotice: () => {}, types: { json } })
  const ask: Ask = async (client, address, as, told, page) => {
    const { answer, heard } = await hearing.during(client.get(address))
    const note = (fault: string) => told.set(fault, [...(told.get(fault) ?? []), `${address} (${as})`])
    // What the fill did is told no longer.
    const isPast = answer.status === 410 || gone.test(address)
    if (answer.status >= 400 && !isPast) note(`${answer.status} ${answer.text.slice(0, 300)}`)
    for (const fault of await faultsIn(sql, heard, { growing, page })) note(fault)
    return { next: answer.body?.next ?? null }
  }
  await walk(ask)
  await sql.end()
}

type Asker = { client: Client; as: string; isKept: (address: string) => boolean }

/**
 * What is kept from assessors: the work of others, and the cases that ended, where each that they had no part in is looked
 * at and passed over.
 */
const kept = /view=all|^\/v1\/(certificates|appeals)|stage=(certified|refused)/

/** Who may, on either side; and assessors, from whom is kept what became of most cases. */
function askersOf({ world }: Growing, { access }: Operation): Asker[] {
  if (access === 'public') return [{ client: world.anyone, as: 'anyone', isKept: () => false }]
  const may = access.roles ?? roles
  const asking = new Set([may[0]!, ...may.filter((role) => role === 'assessor')])
  return [...asking].flatMap((role) =>
    [world.school, world.host].map((school) => ({
      client: world.as({ school, role }),
      as: `${role} of ${school.name}`,
      isKept: (address) => role === 'assessor' && kept.test(address),
    })),
  )
}

/**
 * A draft is gone once it was submitted, at a desk of one role not all is done in every state, of papers there may be a copy
 * with other parties, a project, a module, a cohort and a template are their sender's alone, and of webhooks, batches and imports there
 * are no copies: they are asked for all the same.
 */
const gone =
  /marks-draft$|^\/desk\/[^/]+\/recognitions\/|\/papers\/|\/photograph$|^\/v1\/(agreement-templates|projects|modules|cohorts|webhooks|batches|imports)\//

const linesOf = (told: Told): string[] =>
  [...told].map(([fault, addresses]) => `${fault}\n    ${addresses.slice(0, 4).join('\n    ')}`)
