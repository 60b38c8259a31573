import type { stages } from '../db/schema/recognition/recognitions.ts'
import type { StageAt } from '../platform/pages/stage-line.ts'

export type Stage = (typeof stages)[number]

export const openStages = ['identification', 'documentation', 'assessment', 'validation'] as const

/** Whether anything may still happen in a case. */
export const isOpen = (stage: Stage): boolean => (openStages as readonly Stage[]).includes(stage)

/** The stage as the line on pages has it: all four are over with the decision, and none is under way after a withdrawal. */
export function stageShown(stage: Stage): StageAt {
  if (stage === 'certified' || stage === 'refused') return 'over'
  return stage === 'withdrawn' ? 'stopped' : stage
}
