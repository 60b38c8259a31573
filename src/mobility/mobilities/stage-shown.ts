import type { stages } from '../../db/schema/recognition/recognitions.ts'
import type { StageAt } from '../../platform/pages/stage-line.ts'

/** The stage as the line on pages has it: all four are over with the decision, and none is under way after a withdrawal. */
export function stageShown(stage: (typeof stages)[number]): StageAt {
  if (stage === 'certified' || stage === 'refused') return 'over'
  return stage === 'withdrawn' ? 'stopped' : stage
}
