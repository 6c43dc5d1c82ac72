/** What scripts can tell apart. `confirm`: somebody has to decide; `warnings`: worth a look, nothing stops it. */
export const EXIT = { done: 0, refused: 1, usage: 2, confirm: 3, unreachable: 4, warnings: 5 } as const
export type Exit = (typeof EXIT)[keyof typeof EXIT]

/** The command can't be carried out as it was typed. */
export class WrongCommand extends Error {}

/** An action of commander's, whose answer is the exit code. */
export const exits =
  <A extends unknown[]>(act: (...args: A) => Promise<Exit> | Exit) =>
  async (...args: A): Promise<void> => {
    process.exitCode = await act(...args)
  }
