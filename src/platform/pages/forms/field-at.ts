/** The field of a form that a pointer leads to: the first step of it. */
export function fieldAt(pointer: string): string | null {
  const [, step = ''] = pointer.split('/')
  return step === '' ? null : step.replaceAll('~1', '/').replaceAll('~0', '~')
}
