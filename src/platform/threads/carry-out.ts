import { move } from 'piscina'

/** A function of a file by its name, and what it is called with. */
export type Call = { file: string; name: string; given: readonly unknown[] }

/** What a thread does with a call; bytes that own their memory are handed over, everything else is cloned. */
export async function carryOut({ file, name, given }: Call): Promise<unknown> {
  const functions = await import(file)
  const answer = await functions[name](...given)
  const owned = answer instanceof Uint8Array && answer.byteLength === answer.buffer.byteLength
  return owned ? move(answer) : answer
}
