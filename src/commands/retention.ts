import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { tellRetention } from '../custody/retention/tell-retention.ts'
import { explainLastErrors } from '../platform/logging.ts'
import { start } from '../start.ts'

/** npm run retention [-- --dry-run]: removes what was kept long enough, or only tells how much that is. */
async function retain(isDryRun: boolean): Promise<void> {
  const { services, close } = await start(readConfig())
  try {
    await tellRetention(services, isDryRun, ({ organisation, retention, classes, removed }) => {
      console.log(`${organisation}: ${retention === 'remove' ? 'has it removed' : 'is only told'}`)
      for (const { code, days, over, within30Days, firstOn } of classes) {
        const oldest = firstOn ? `, the oldest ends ${firstOn}` : ''
        const gone = isDryRun ? '' : `, ${removed[code] ?? 0} removed`
        console.log(
          `  ${code.padEnd(14)} ${days} days: ${over} over, ${within30Days} more within 30 days${oldest}${gone}`,
        )
      }
    })
  } finally {
    await close()
  }
}

explainLastErrors()
const { 'dry-run': isDryRun } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } }).values
await retain(isDryRun ?? false)
