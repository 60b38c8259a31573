import type { Tx } from '../../db/client.ts'
import type { Fault } from '../../errors.ts'
import { nameOfModule } from './module.ts'
import { findModules } from './store.ts'
import { say } from './words.ts'

type RecognisedAs = { moduleId?: string | undefined; reference?: string | undefined }

/**
 * Outcomes with what they are recognised as in words: where they name a module and nothing else, as it is called now. Faults
 * say which modules the organisation does not have.
 */
export async function nameModules<R extends RecognisedAs, O extends { recognisedAs: R }>(
  tx: Tx,
  organisationId: string,
  outcomes: readonly O[],
): Promise<{ outcomes: (O & { recognisedAs: R & { reference: string } })[]; faults: Fault[] }> {
  const ids = new Set(outcomes.flatMap(({ recognisedAs: { moduleId } }) => moduleId ?? []))
  const found = ids.size === 0 ? [] : await findModules(tx, organisationId, [...ids])
  const names = new Map(found.map((module) => [module.id, nameOfModule(module)]))
  const faults = outcomes.flatMap(({ recognisedAs: { moduleId } }, index): Fault[] =>
    moduleId === undefined || names.has(moduleId)
      ? []
      : [{ in: 'body', pointer: `/outcomes/${index}/recognisedAs/moduleId`, detail: say('no-such-module') }],
  )
  const named = outcomes.map((outcome) => {
    const { recognisedAs } = outcome
    const reference = recognisedAs.reference ?? names.get(recognisedAs.moduleId ?? '') ?? ''
    return { ...outcome, recognisedAs: { ...recognisedAs, reference } }
  })
  return { outcomes: named, faults }
}
