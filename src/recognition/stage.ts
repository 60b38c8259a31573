import type { stages } from '../db/schema/recognition/recognitions.ts'

export type Stage = (typeof stages)[number]

export const openStages = ['identification', 'documentation', 'assessment', 'validation'] as const

/** Whether anything may still happen in a case. */
export const isOpen = (stage: Stage): boolean => (openStages as readonly Stage[]).includes(stage)
