import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../src/commands/demo/demo.ts', import.meta.url))

export type Run = {
  child: ChildProcess
  /** Everything it has written so far, to both streams. */
  said(): string
  /** Resolves when it has written this text; rejects when it ends without. */
  saying(text: string): Promise<void>
  code: Promise<number | null>
}

/** Runs the demo as a process of its own, with nothing of this process's environment but the path. */
export function runDemo(args: string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (chunk) => {
      said += chunk
      child.emit('said')
    })
  }
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    child,
    said: () => said,
    saying: (text) =>
      new Promise((resolve, reject) => {
        const look = () => said.includes(text) && resolve()
        child.on('said', look)
        look()
        void code.then(() => reject(new Error(`It ended without saying "${text}":\n${said}`)))
      }),
    code,
  }
}
