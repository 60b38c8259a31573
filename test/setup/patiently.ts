/** Asks again while the service says that it is busy, which it does before it does anything else. */
export async function patiently<T extends { status: number }>(ask: () => PromiseLike<T>): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (answer.status !== 503) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
