import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds of CPU that a process has used, with its threads and with the children that it has had. */
export function cpuOfProcess(pid: number): number {
  const [user = 0, system = 0, ofEnded = 0, systemOfEnded = 0] = statOf(pid).slice(11, 15).map(Number)
  // Linux counts in hundredths of a second, whatever the machine.
  return (user + system + ofEnded + systemOfEnded) * 10
}

/** The same of a process and the children that it has now. */
export const cpuOfFamily = (pid: number): number =>
  [pid, ...childrenOf(pid)].reduce((sum, each) => sum + cpuOfProcess(each), 0)

/** Megabytes of memory that a process and its children have resident. */
export const residentOf = (pid: number): number =>
  [pid, ...childrenOf(pid)].reduce((sum, each) => sum + residentPages(each), 0) / 256

const residentPages = (pid: number) => read(`/proc/${pid}/statm`, (text) => Number(text.split(' ')[1]), 0)

const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statOf(Number(name))[1] === String(pid))
    .map(Number)

/** What /proc/PID/stat has after the name, which may hold spaces: state, parent, … */
const statOf = (pid: number): string[] =>
  read(`/proc/${pid}/stat`, (text) => text.slice(text.lastIndexOf(')') + 2).split(' '), [])

function read<T>(file: string, of: (text: string) => T, gone: T): T {
  try {
    return of(readFileSync(file, 'utf8'))
  } catch {
    return gone
  }
}
