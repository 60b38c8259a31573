/** As what an outcome is recognised at home. */
export const recognitionForms = ['module', 'credit', 'supplement', 'other'] as const

/** What was agreed of that. `ects`: how many credits of the European Credit Transfer System, where they are of that. */
export type AgreedRecognition = {
  kind: (typeof recognitionForms)[number]
  /** Of a module that is named by its id: how it was called when this was agreed. */
  reference: string
  ects?: number | undefined
  moduleId?: string | undefined
}
