import { execFileSync } from 'node:child_process'

/** Whether a command is here; where it is not, says what goes unchecked. */
export function has(tool: string, ...args: string[]): boolean {
  try {
    execFileSync(tool, args, { stdio: 'ignore' })
    return true
  } catch {
    console.warn(
      `Skipped: the ${tool} command is not installed, and what it reads of certificates is not checked.`,
    )
    return false
  }
}
