import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { openThreads, type Threads } from '../../src/platform/threads/threads.ts'

const all: Threads[] = []
afterEach(() => Promise.all(all.splice(0).map((threads) => threads.close())))

function open(size: number) {
  const threads = openThreads(size)
  all.push(threads)
  const mortal = threads.file<typeof import('./mortal.ts')>(new URL('./mortal.ts', import.meta.url))
  return { say: mortal('say'), count: mortal('count'), close: threads.close }
}

test('one thread takes calls in turn', async () => {
  const { say } = open(1)
  const done: string[] = []
  const words = ['a', 'b', 'c', 'd', 'e']
  await Promise.all(words.map((word) => say(word).then((said) => done.push(said))))
  expect(done).toEqual(words)
})

test('a file is loaded once in a thread', async () => {
  const { count } = open(1)
  expect([await count(), await count(), await count()]).toEqual([1, 2, 3])
})

test('a thread that dies fails its own call and is replaced', async () => {
  for (const size of [1, 2]) {
    const { say } = open(size)
    const results = await Promise.allSettled(['die', 'b', 'break', 'c', 'die', 'd'].map(say))
    expect(results.map((result) => result.status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(String((results[2] as PromiseRejectedResult).reason)).toContain('a broken thread')
  }
})

test('a thread that dies while it waits fails no call and is replaced', async () => {
  const { say, count } = open(1)
  for (const word of ['die later', 'break later']) {
    expect([await say('a'), await count(), await say(word)]).toEqual(['a', 1, word])
    await setTimeout(500)
    expect(await say('b')).toBe('b')
  }
})

test('closing finishes what was called and takes no more', async () => {
  for (const size of [1, 2]) {
    const { say, close } = open(size)
    const called = ['a', 'b', 'c', 'd', 'e'].map(say)
    await close()
    expect(await Promise.all(called)).toEqual(['a', 'b', 'c', 'd', 'e'])
    await expect(say('f')).rejects.toThrow(/closed/)
  }
})

test('closing finishes also what waits behind a call whose thread dies', async () => {
  const { say, close } = open(1)
  const called = ['a', 'die', 'b'].map(say)
  const results = Promise.allSettled(called)
  await close()
  expect((await results).map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('threads that were never needed are closed too', async () => {
  const { close, say } = open(1)
  await close()
  await expect(say('a')).rejects.toThrow(/closed/)
})
