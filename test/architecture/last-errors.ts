import { inEachFile, type Rule } from './rule.ts'
import type { Source } from './source.ts'

/** What starts a process that holds people's data. */
const isProcess = ({ path, imports }: Source) =>
  (path === 'src/serve.ts' || path === 'src/work.ts' || path.startsWith('src/commands/')) &&
  imports.some(({ to, typeOnly }) => !typeOnly && ['src/start.ts', 'src/db/client.ts'].includes(to))

export const lastErrors: Rule[] = [
  {
    title: 'a process with a database says of its last error no more than the log would',
    find: inEachFile((source) =>
      isProcess(source) && !/^explainLastErrors\(\)$/m.test(source.text)
        ? [{ says: 'prints its last error as it is' }]
        : [],
    ),
    planted: {
      'src/start.ts': 'export const start = () => 1',
      'src/work.ts': "import { start } from './start.ts'\nstart()",
      'src/commands/keys.ts': "import { start } from '../start.ts'\nexplainLastErrors()\nstart()",
    },
    told: ['src/work.ts prints its last error as it is'],
  },
  {
    title: 'nobody prints an error, or its message, as it is',
    find: inEachFile(({ path, text }) =>
      // The demonstration is a client, and frameworks are nobody's data.
      path.startsWith('src/commands/demo/') || path === 'src/commands/frameworks.ts'
        ? []
        : [
            ...text.matchAll(
              /console\.\w+\((?:.*[^\w.])?(?:error|cause|reason)(?:\.message|\.stack)?[,)].*$/gm,
            ),
          ]
            .filter(([call]) => !call.includes('explainError('))
            .map((call) => ({ line: text.slice(0, call.index).split('\n').length, says: 'prints an error' })),
    ),
    planted: {
      'src/start.ts':
        'console.log("ready")\nconsole.error(error.message)\nconsole.error(explainError(error))',
    },
    told: ['src/start.ts:2 prints an error'],
  },
]
