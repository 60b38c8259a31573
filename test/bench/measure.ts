import { Worker } from 'node:worker_threads'
import type { Load, Measured } from './load.ts'

const ROUNDS = 5

/** One load from a thread of its own. */
export function load(order: Load): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./load.ts', import.meta.url), { workerData: order })
    worker.once('message', resolve).once('error', reject)
  })
}

/** Ours and the floor in turn, so that a machine whose speed drifts treats both alike; the median of the ratios. */
export async function ratio(
  ours: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<{ ratio: number; ours: number; floor: number }> {
  await ours()
  await floor()
  const rounds: { ratio: number; ours: number; floor: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const a = await ours()
    const b = await floor()
    rounds.push({ ratio: a / b, ours: a, floor: b })
  }
  return rounds.sort((a, b) => a.ratio - b.ratio)[Math.floor(ROUNDS / 2)]!
}

/** Milliseconds of CPU that one call takes, the mean over `times` calls after `warmUp` of them. */
export async function cpuOf(work: () => Promise<unknown>, times: number, warmUp = 3): Promise<number> {
  for (let warm = 0; warm < warmUp; warm++) await work()
  const before = process.cpuUsage()
  for (let done = 0; done < times; done++) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / times
}
