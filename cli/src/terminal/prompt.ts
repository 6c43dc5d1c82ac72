import { createInterface, type Interface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { WrongCommand } from './exit.ts'

/** Whether somebody is there to answer. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true

/** On the standard error: the standard output is for results. Throws `WrongCommand` when they leave (Ctrl-C, Ctrl-D). */
export const ask = async (question: string, otherwise: string): Promise<string> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  return (await answerOf(lines, `${question} [${otherwise}]: `)) || otherwise
}

/** The same; nothing of what is typed or pasted is shown. */
export const askSecret = async (question: string): Promise<string> => {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  process.stderr.write(`${question}: `)
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  return answerOf(lines, '').finally(() => process.stderr.write('\n'))
}

const answerOf = (lines: Interface, question: string): Promise<string> => {
  const answer = new Promise<string>((resolve, reject) => {
    const leave = () => reject(new WrongCommand('Stopped: nothing was kept.'))
    // Without an answer, Ctrl-D leaves the question for ever.
    lines.once('close', leave)
    lines.question(question).then(resolve, leave)
  })
  return answer.then((text) => text.trim()).finally(() => lines.close())
}
