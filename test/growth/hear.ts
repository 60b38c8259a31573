/** A statement as it was sent, with its parameters. */
export type Heard = { statement: string; parameters: unknown[] }

/** Hears what is sent to the database; `during` answers with what was sent while something was asked. */
export function hearing() {
  let heard: Heard[] = []
  return {
    onStatement: (statement: string, parameters: unknown[]) => {
      heard.push({ statement, parameters })
    },
    async during<T>(asked: PromiseLike<T>): Promise<{ answer: T; heard: Heard[] }> {
      heard = []
      const answer = await asked
      return { answer, heard }
    },
  }
}

export type Hearing = ReturnType<typeof hearing>
