import type { CallExpression, Expression } from 'oxc-parser'
import { isGroup, isStore, outside, partOf } from './parts.ts'
import { inEachFile, type Rule, serviceOf, type Violation } from './rule.ts'
import type { Source, SourceTree } from './source.ts'

export const tables: Rule[] = [
  {
    title: 'only stores write SQL, and what lies underneath',
    find: (tree) =>
      serviceOf(tree)
        .filter(({ path }) => !mayQuery(path))
        .flatMap(({ path, imports }) =>
          imports
            .filter(({ to, typeOnly }) => !typeOnly && to.startsWith('drizzle-orm'))
            .map(({ to }) => ({ file: path, says: `imports ${to}` })),
        ),
    planted: {
      'src/parties/people/person.ts': "import { eq } from 'drizzle-orm'",
      'src/parties/people/store.ts': "import { eq } from 'drizzle-orm'",
      'src/custody/erasure/class.ts': "import type { PgTable } from 'drizzle-orm/pg-core'",
    },
    told: ['src/parties/people/person.ts imports drizzle-orm'],
  },
  {
    title: 'only stores write a table, and each table is written by those of one folder',
    find: (tree) => {
      const written = writesOf(tree)
      const misplaced = written.filter(({ file }) => !mayQuery(file))
      const several = Object.values(Object.groupBy(written, ({ table }) => table)).flatMap((writes = []) => {
        const { table } = writes[0]!
        const folders = [...new Set(writes.map(({ file }) => ownerOf(file)))]
        return folders.length > 1 && !(table in sharedTables)
          ? [{ file: writes[0]!.file, says: `writes ${table} as ${folders.slice(1).join(', ')} does` }]
          : []
      })
      return [
        ...misplaced.map(({ file, line, table }) => ({ file, line, says: `writes ${table}` })),
        ...several,
      ]
    },
    planted: {
      'src/parties/people/store.ts': "import { people } from '../../db/schema/people.ts'\ntx.insert(people)",
      'src/parties/people/name-store.ts':
        "import { people } from '../../db/schema/people.ts'\ntx.update(people)",
      'src/mobility/mobilities/store.ts':
        "import { people as learners } from '../../db/schema/people.ts'\nimport { mobilities } from '../../db/schema/mobilities.ts'\ntx.delete(learners).where(x)\ntx.insert(mobilities)",
      'src/mobility/mobilities/mobility.ts':
        "import { mobilities } from '../../db/schema/mobilities.ts'\ntx.update(mobilities)\nseen.delete(mobility)",
    },
    told: [
      'src/mobility/mobilities/mobility.ts:2 writes mobilities',
      'src/parties/people/store.ts writes people as src/mobility/mobilities does',
    ],
  },
  {
    title: 'every transaction that writes has its line of the ledger',
    find: inEachFile((source) => {
      const calls = callsIn(source)
      const named = (call: CallExpression, names: readonly string[]) =>
        call.callee.type === 'Identifier' && names.includes(call.callee.name)
      const writes = calls.find(
        (call) => named(call, ['write', 'writeAhead']) && /^(ctx|context)$/.test(argument(call)),
      )
      const told = calls.some(
        (call) =>
          named(call, ['writeDown', 'writeDownAll', 'writeLine', 'writeMessageLine', 'record']) &&
          argument(call) === 'tx',
      )
      return writes && !told
        ? [{ line: source.lineOf(writes), says: 'writes without a line of the ledger' }]
        : []
    }),
    planted: {
      'src/parties/people/name.ts': '\nwrite(ctx, async (tx) => insertName(tx))',
      'src/parties/people/move.ts':
        'write(ctx, async (tx) => {\n await insertMove(tx)\n await writeDown(tx, ctx)\n})',
    },
    told: ['src/parties/people/name.ts:2 writes without a line of the ledger'],
  },
  {
    title: 'every query is waited for or handed on',
    find: inEachFile((source) => {
      const found: { line: number; says: string }[] = []
      source.visit({
        ExpressionStatement({ expression, start }) {
          if (expression.type === 'CallExpression' && asksDatabase(expression))
            found.push({ line: source.lineOf({ start }), says: 'asks the database and does not wait' })
        },
      })
      return found
    }),
    planted: {
      'src/parties/people/store.ts':
        'tx.insert(people).values({})\nawait tx.delete(people)\nowner.add(() => 1)\ndb.owner.transaction(f)',
    },
    told: [
      'src/parties/people/store.ts:1 asks the database and does not wait',
      'src/parties/people/store.ts:4 asks the database and does not wait',
    ],
  },
]

/** A file of the tree that may query; the ledger is written by everybody, through the one file that does it. */
const mayQuery = (path: string) => isStore(path) || ['db', 'platform', 'ledger'].includes(partOf(path))

/** Tables that two folders write, and why. */
const sharedTables: Record<string, string> = {
  keptFiles: 'evidence keeps a file, erasure discards it once nobody else has it',
}

const ownerOf = (file: string) =>
  isGroup(partOf(file)) || outside.includes(partOf(file))
    ? file.split('/').slice(0, -1).join('/')
    : `src/${partOf(file)}`

type Write = Violation & { table: string; line: number }

function writesOf(tree: SourceTree): Write[] {
  return serviceOf(tree).flatMap((source) => {
    const declared = new Map(
      source.imports
        .filter(({ to }) => to.startsWith('src/db/schema/'))
        .flatMap(({ names }) => names.map(({ name, local }) => [local, name] as const)),
    )
    return callsIn(source).flatMap((call) => {
      const { callee } = call
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return []
      const table = declared.get(argument(call))
      if (!table || !['insert', 'update', 'delete'].includes(callee.property.name)) return []
      return [{ file: source.path, line: source.lineOf(call), says: '', table }]
    })
  })
}

function callsIn(source: Source): CallExpression[] {
  const calls: CallExpression[] = []
  source.visit({ CallExpression: (call) => void calls.push(call) })
  return calls
}

/** The first argument of a call where it is a name. */
const argument = ({ arguments: [first] }: CallExpression) => (first?.type === 'Identifier' ? first.name : '')

const queries = ['insert', 'update', 'delete', 'select', 'execute', 'transaction']

/** Whether a chain of calls begins at a database or a transaction. */
function asksDatabase(expression: Expression): boolean {
  if (expression.type === 'CallExpression') return asksDatabase(expression.callee)
  if (expression.type !== 'MemberExpression' || expression.property.type !== 'Identifier') return false
  const { object, property } = expression
  const isQuery = queries.includes(property.name)
  if (isQuery && object.type === 'Identifier') return ['tx', 'db', 'owner'].includes(object.name)
  if (isQuery && object.type === 'MemberExpression' && object.property.type === 'Identifier')
    return object.property.name === 'owner'
  return asksDatabase(object)
}
