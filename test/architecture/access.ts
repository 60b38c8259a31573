import type { CallExpression, Expression, Node } from 'oxc-parser'
import { isGroup, isRoutes, isVerb, partOf } from './parts.ts'
import { inEachFile, type Rule } from './rule.ts'
import type { Source } from './source.ts'

export const access: Rule[] = [
  {
    title: 'every route that changes something names its action',
    find: inEachFile((source) =>
      changing(source)
        .filter(
          (call) =>
            !names(source, call, 'does(') && !asking.some((name) => names(source, call, `('${name}'`)),
        )
        .map((call) => ({ line: source.lineOf(call), says: 'changes something and names no action' })),
    ),
    planted: {
      'src/parties/people/routes.ts': `
        app.post('/people', { config: does(personActions.register) }, handler)
        app.patch('/people/:id', { config: { ...limited, ...does(personActions.correct) } }, handler)
        app.put('/people/:id', { config: { access: 'public' } }, handler)
        app.post('/oauth/token', { config: reads('requestToken', 'public') }, handler)`,
    },
    told: ['src/parties/people/routes.ts:4 changes something and names no action'],
  },
  {
    title: 'no route compares roles or organisations',
    find: inEachFile((source) => (isRoutes(source.path) ? comparisons(source) : [])),
    planted: {
      'src/parties/people/routes.ts':
        "if (person.organisationId !== ctx.actor.organisationId) {}\nif (roles.includes('admin')) {}\nif (a.id === b.id) {}",
      'src/parties/people/person.ts': "roles.includes('admin')",
    },
    told: [
      'src/parties/people/routes.ts:1 compares organisations',
      'src/parties/people/routes.ts:2 compares roles',
    ],
  },
  {
    title: 'no verb asks for a role, or refuses by comparing organisations: its row of the table does',
    find: inEachFile((source) => (isVerb(source) ? refusingComparisons(source) : [])),
    planted: {
      'src/parties/people/correct.ts': `export function correct(ctx: Context) {
        if (person.organisationId !== ctx.actor.organisationId) throw notFound('person')
        if (!actor.roles.includes('admin')) throw new Refusal('conflict', '')
        const own = person.organisationId === ctx.actor.organisationId
      }`,
    },
    told: [
      'src/parties/people/correct.ts:2 compares organisations',
      'src/parties/people/correct.ts:3 compares roles',
    ],
  },
  {
    title: 'only the table of actions and the door refuse as forbidden',
    find: inEachFile((source) => {
      if (/^src\/platform\/(actions|auth)\//.test(source.path)) return []
      const found: { line: number; says: string }[] = []
      source.visit({
        NewExpression(node) {
          const [reason] = node.arguments
          const isRefusal = node.callee.type === 'Identifier' && node.callee.name === 'Refusal'
          if (isRefusal && reason?.type === 'Literal' && reason.value === 'forbidden')
            found.push({ line: source.lineOf(node), says: 'refuses as forbidden' })
        },
      })
      return found
    }),
    planted: {
      'src/parties/people/correct.ts':
        "\nthrow new Refusal('forbidden', 'No.')\nthrow new Refusal('conflict', '')",
      'src/platform/actions/may.ts': "throw new Refusal('forbidden', 'No.')",
    },
    told: ['src/parties/people/correct.ts:2 refuses as forbidden'],
  },
]

/** What is asked with POST because of what it carries, and changes nothing that anybody could be refused. */
const asking = [
  'suggestOutcome',
  'requestToken',
  'requestNonce',
  'verifyDocument',
  'confirmShareHolder',
  'submitVerificationForm',
  'comparePaper',
  'requestPageLink',
]

function changing(source: Source): CallExpression[] {
  const calls: CallExpression[] = []
  if (!isGroup(partOf(source.path))) return calls
  source.visit({
    CallExpression(call) {
      const { callee, arguments: given } = call
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      const isRoute =
        given.length > 1 && given[0]?.type === 'Literal' && String(given[0].value).startsWith('/')
      if (isRoute && ['post', 'put', 'patch', 'delete'].includes(callee.property.name)) calls.push(call)
    },
  })
  return calls
}

/** Whether the options of a route hold this text. */
const names = (source: Source, { arguments: [, options] }: CallExpression, text: string) =>
  options?.type === 'ObjectExpression' && source.text.slice(options.start, options.end).includes(text)

type Comparison = { line: number; says: string }

function comparisons(source: Source, within: Node | null = null): Comparison[] {
  const found: Comparison[] = []
  const isWithin = ({ start, end }: { start: number; end: number }) =>
    within === null || (start >= within.start && end <= within.end)
  source.visit({
    BinaryExpression(node) {
      const sides: readonly Expression[] = [node.left, node.right]
      if (isWithin(node) && /^[!=]==$/.test(node.operator) && sides.some(isOrganisation))
        found.push({ line: source.lineOf(node), says: 'compares organisations' })
    },
    CallExpression(node) {
      if (isWithin(node) && asksForRole(node.callee))
        found.push({ line: source.lineOf(node), says: 'compares roles' })
    },
  })
  return found
}

const isOrganisation = (node: Expression) => {
  if (node.type === 'Identifier') return /^(hosting)?organisationId$/i.test(node.name)
  return node.type === 'MemberExpression' && node.property.type === 'Identifier'
    ? /^(hosting)?organisationId$/i.test(node.property.name)
    : false
}

/** `roles.includes(…)`, `roles.some(…)` of a list that is called so. */
function asksForRole(callee: Expression): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  const { object } = callee
  const name =
    object.type === 'MemberExpression' && object.property.type === 'Identifier'
      ? object.property.name
      : object.type === 'Identifier'
        ? object.name
        : ''
  return name === 'roles' && ['includes', 'some', 'every'].includes(callee.property.name)
}

/** Comparisons in the question of an `if` that refuses. */
function refusingComparisons(source: Source): Comparison[] {
  const tests: Expression[] = []
  source.visit({
    IfStatement({ test, consequent }) {
      const [first] = consequent.type === 'BlockStatement' ? consequent.body : [consequent]
      if (first?.type === 'ThrowStatement') tests.push(test)
    },
  })
  return tests.flatMap((test) => comparisons(source, test))
}
