import { readFile } from 'node:fs/promises'
import type { Services } from '../../../context.ts'
import type { Auxiliary, Condition } from '../../../platform/auxiliaries/auxiliary.ts'
import { conditionOfDates } from '../../../platform/auxiliaries/auxiliary.ts'
import { type ElectronicSeal, sealedBy } from './electronic-seal.ts'
import { openSeal } from './read-seal.ts'
import { nameOfOrganisation } from './store.ts'

type SealFile = { file: string; password: string | null; organisationId: string }

/**
 * The e-seal in a file, read anew at each look, so that one that was mended or renewed is taken up at once. `use` is told
 * of it, or null where it must not seal: it cannot be opened, or is somebody else's.
 */
export function sealInFile(
  { file, password, organisationId }: SealFile,
  db: Services['db'],
  use: (seal: Services['eseal']) => void,
): Auxiliary {
  const unusable = (fault: Condition['fault'], detail: string): Condition => {
    use(null)
    return { fault, endsAt: null, detail }
  }
  return {
    name: 'seal',
    organisationId,
    async look(now) {
      const name = await nameOfOrganisation(db.owner, organisationId)
      if (name === null) return unusable('unknown-organisation', 'ESEAL_ORGANISATION names no organisation.')
      const seal = await readFile(file)
        .then((pem) => openSeal(pem, password))
        .catch((error: Error) => error)
      if (seal instanceof Error) return unusable('wrong', seal.message)
      const own = seal.chain[0]
      if (!isSealOf(seal, name))
        return unusable('other-organisation', `The certificate of ESEAL_FILE is not one of ${name}.`)
      use({ ...seal, organisationId })
      return conditionOfDates(own.validFromDate, own.validToDate, now)
    },
  }
}

/**
 * Whether a seal is an organisation's, by the name in its certificate: one of the two may say more, such as the legal form,
 * but all words of the shorter one are in the longer one.
 */
export function isSealOf({ chain }: Pick<ElectronicSeal, 'chain'>, name: string): boolean {
  const [fewer, more] = [wordsOf(sealedBy(chain[0]).name), wordsOf(name)].sort((a, b) => a.size - b.size)
  return fewer!.size > 0 && [...fewer!].every((word) => more!.has(word))
}

const wordsOf = (text: string) =>
  new Set(
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  )
