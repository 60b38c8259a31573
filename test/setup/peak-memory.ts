/**
 * Lets a process of Node say on its way out how much memory it had at most. On Linux the kernel's figure of the process
 * starts at what its parent had when it was started, so that the one of its own memory is read.
 */
const telling = `process.on('exit',()=>{
  const {readFileSync}=process.getBuiltinModule('node:fs')
  const own=process.platform==='linux'&&/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status','utf8'))
  console.log('peak '+(own?own[1]:process.resourceUsage().maxRSS))
})`

/** The option for `NODE_OPTIONS` that makes a process say it. */
export const saysPeakMemory = `--import=data:text/javascript,${encodeURIComponent(telling)}`

/** What a process so started said, in bytes; not a number where it said nothing. */
export const peakMemoryOf = (output: string): number => Number(/peak (\d+)/.exec(output)?.[1]) * 1024
