/** Says what it is told; of some words its thread dies. */
export async function say(word: string): Promise<string> {
  if (word === 'die') process.exit(1)
  if (word === 'break') {
    queueMicrotask(() => {
      throw new Error('a broken thread')
    })
    await new Promise(() => {})
  }
  return word
}

/** How often it was called in this thread. */
let calls = 0
export function count(): number {
  calls += 1
  return calls
}
