const undone: (() => unknown)[] = []

/** Has something undone when the tests of the file are over: what a hook puts up in `afterAll` is never run. */
export const afterwards = (undo: () => unknown) => void undone.push(undo)

/** Undoes everything, the newest first. */
export async function undoAll(): Promise<void> {
  for (let undo = undone.pop(); undo; undo = undone.pop()) await undo()
}
