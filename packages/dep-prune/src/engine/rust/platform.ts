/** Whether a table is of a platform that there is none of. */
export function isNever(target: string | undefined): boolean {
  return target?.replaceAll(/\s/g, '') === 'cfg(any())';
}
