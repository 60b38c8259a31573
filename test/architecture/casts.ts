import type { Expression, TSType } from 'oxc-parser'
import type { Rule, Violation } from './rule.ts'
import type { SourceTree } from './source.ts'

export const casts: Rule[] = [
  {
    title: 'nothing is cast to what its type does not allow: no `as never`, no `as unknown as`',
    find: (tree) => inAll(tree, ({ to, from }) => to.type === 'TSNeverKeyword' || isUnknown(from)),
    planted: {
      'src/db/client.ts': 'const a = b as never\nconst c = d as unknown as Tx\nconst e = f as string',
      'test/setup/rows.ts': 'const rows = found as unknown as Row[]',
    },
    told: [
      'src/db/client.ts:1 casts b as never',
      'src/db/client.ts:2 casts d as unknown as Tx',
      'test/setup/rows.ts:1 casts found as unknown as Row[]',
    ],
  },
  {
    title: 'who acts is what the table says they are: no cast of an id or the roles of an actor',
    find: (tree) =>
      inAll(tree, ({ file, to, from, text }) => {
        if (!file.startsWith('src/') || file.startsWith('src/platform/auth/')) return false
        const name = lastName(from)
        if (to.type === 'TSStringKeyword') return /^(member|client|person|organisation)Id$/.test(name)
        return name === 'roles' && text === 'Role[]'
      }),
    planted: {
      'src/parties/people/correct.ts':
        'const m = ctx.actor.memberId as string\nconst r = actor.roles as Role[]\nconst n = name as string',
    },
    told: [
      'src/parties/people/correct.ts:1 casts ctx.actor.memberId as string',
      'src/parties/people/correct.ts:2 casts actor.roles as Role[]',
    ],
  },
]

type Cast = { file: string; to: TSType; from: Expression; text: string }

function inAll(tree: SourceTree, isWrong: (cast: Cast) => boolean): Violation[] {
  return [...tree.values()].flatMap((source) => {
    const found: Violation[] = []
    source.visit({
      TSAsExpression(node) {
        const { expression: from, typeAnnotation: to, start, end } = node
        const text = source.text.slice(to.start, to.end)
        if (isWrong({ file: source.path, to, from, text }))
          found.push({
            file: source.path,
            line: source.lineOf(node),
            says: `casts ${source.text.slice(start, end).replace(/\s+/g, ' ').slice(-80)}`,
          })
      },
    })
    return found
  })
}

const isUnknown = (expression: Expression) =>
  expression.type === 'TSAsExpression' && expression.typeAnnotation.type === 'TSUnknownKeyword'

function lastName(expression: Expression): string {
  if (expression.type === 'Identifier') return expression.name
  return expression.type === 'MemberExpression' && expression.property.type === 'Identifier'
    ? expression.property.name
    : ''
}
