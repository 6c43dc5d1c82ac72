export const convertFile = async (..._x: unknown[]): Promise<{ fileName: string }> => {
  throw new Error('not yet')
}
