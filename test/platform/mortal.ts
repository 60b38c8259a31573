/** Says what it is told; of some words its thread dies, or does so soon after. */
export async function say(word: string): Promise<string> {
  if (word === 'die') process.exit(1)
  if (word === 'break') {
    queueMicrotask(() => {
      throw new Error('a broken thread')
    })
    await new Promise(() => {})
  }
  if (word === 'die later') setTimeout(() => process.exit(1), 5)
  if (word === 'break later')
    setTimeout(() => {
      throw new Error('a thread that broke while it waited')
    }, 5)
  return word
}

/** How often it was called in this thread. */
let calls = 0
export function count(): number {
  calls += 1
  return calls
}
