import type { Sql, TransactionSql } from 'postgres'
import type { Heard } from './hear.ts'

/** A node of a plan, as EXPLAIN (ANALYZE, FORMAT JSON) tells it. */
type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}

/** What a statement may take: `page` is how many rows its list may show; without it only the way to the rows is looked at. */
type Bounds = { growing: ReadonlySet<string>; page: number | null }

/**
 * Sends what was heard once more, with the same parameters, role and settings, and tells what of it would take longer as
 * the tables grow. Nothing of it is kept.
 */
export async function faultsIn(sql: Sql, heard: Heard[], bounds: Bounds): Promise<string[]> {
  const faults: string[] = []
  await sql
    .begin(async (tx) => {
      let within = false
      for (const { statement, parameters } of heard) {
        if (/^(begin|commit|rollback)/i.test(statement)) {
          within = /^begin/i.test(statement)
          await tx.unsafe('set local role none')
        }
        if (besides.test(statement)) continue
        if (/set_config\(/.test(statement)) await send(tx, statement, parameters)
        else faults.push(...judge(await explained(tx, within, statement, parameters), bounds, statement))
      }
      throw new Undone()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error
    })
  return faults
}

/**
 * Transactions, what the driver asks for itself, that somebody read, which is kept already, and the service's look at its
 * keys, of which there are few.
 */
const besides = /^(begin|commit|rollback|insert|update)|pg_catalog\.pg_type|from "signing_keys"/i

class Undone extends Error {}

const send = (tx: TransactionSql, statement: string, parameters: unknown[]) =>
  tx.unsafe(statement, parameters as string[])

async function explained(
  tx: TransactionSql,
  within: boolean,
  statement: string,
  parameters: unknown[],
): Promise<Node> {
  const explain = async (role: string | null) => {
    if (role) await tx.unsafe(`set local role ${role}`)
    const [row] = await send(tx, `explain (analyze, timing off, format json) ${statement}`, parameters)
    return row!['QUERY PLAN'][0].Plan
  }
  if (within) return explain(null)
  // Who asks outside of any transaction comes with the strangers' own connections, or is the service itself.
  await tx.unsafe('savepoint before')
  return explain('dcr_public').catch(async () => {
    await tx.unsafe('rollback to before')
    return explain('none')
  })
}

/** A page as it is when nobody says how long, and the row that tells of the next one. */
const AS_SHOWN = 51
/** The same of the longest page that may be asked for: so few are sorted in no time. */
const LONGEST = 201

function judge(plan: Node, { growing, page }: Bounds, statement: string): string[] {
  const nodes = nodesOf(plan).filter((node) => node['Actual Loops'] > 0)
  const faults = nodes
    .filter((node) => node['Node Type'] === 'Seq Scan' && growing.has(node['Relation Name']!))
    .map((node) => `reads all of ${node['Relation Name']}`)
  if (page !== null) {
    // Everything that a page leads to may be gathered in one row.
    const most = plan['Actual Rows'] === 1 ? AS_SHOWN : Math.max(page, plan['Actual Rows'])
    for (const node of nodes.filter((node) => node['Node Type'].endsWith('Sort'))) {
      if (!nodesOf(node).some((below) => growing.has(below['Relation Name']!))) continue
      const sorted = (node.Plans ?? []).reduce((sum, below) => sum + below['Actual Rows'], 0)
      if (sorted > LONGEST) faults.push(`sorts ${sorted} rows for a page of ${page}`)
    }
    const reading = nodes.filter((node) => growing.has(node['Relation Name']!))
    const read = reading.reduce((sum, node) => sum + readBy(node), 0)
    if (read > 20 * most) faults.push(`reads ${read} rows to show ${plan['Actual Rows']}: ${widest(reading)}`)
  }
  return faults.map((fault) => `${fault}\n    ${statement.replace(/\s+/g, ' ').slice(0, 8000)}`)
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

function readBy(node: Node): number {
  const passed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return Math.round((node['Actual Rows'] + passed) * node['Actual Loops'])
}

const widest = (nodes: Node[]): string => {
  const [most] = nodes.sort((a, b) => readBy(b) - readBy(a))
  return `${readBy(most!)} by ${most!['Node Type']} of ${most!['Relation Name'] ?? ''} ${most!['Index Name'] ?? ''}`
}
