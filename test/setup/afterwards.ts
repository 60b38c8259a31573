const undone: (() => unknown)[] = []

/** Has something undone when the tests of the file are over: what a hook puts up in `afterAll` is never run. */
export const afterwards = (undo: () => unknown) => void undone.push(undo)

/** Undoes everything, the newest first; what fails keeps nothing else from being undone, and is thrown at the end. */
export async function undoAll(): Promise<void> {
  const failures: unknown[] = []
  for (let undo = undone.pop(); undo; undo = undone.pop()) {
    try {
      await undo()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
