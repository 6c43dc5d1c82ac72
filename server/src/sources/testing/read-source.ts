import { expect } from 'vitest'
import { SourceFailure, type SeenObject, type Source } from '../model.ts'

export const listed = async (source: Source): Promise<SeenObject[]> => {
  const all: SeenObject[] = []
  for await (const object of source.list()) all.push(object)
  return all
}

export const keysOf = async (source: Source): Promise<string[]> => (await listed(source)).map(({ key }) => key).sort()

export const seenIn = async (source: Source, key: string): Promise<SeenObject> => {
  const seen = await source.look(key)
  if (!seen) throw new Error(`${key} is not there`)
  return seen
}

export const collect = async (bytes: AsyncIterable<Uint8Array>, into: Uint8Array[]): Promise<void> => {
  for await (const chunk of bytes) into.push(chunk)
}

export const readAll = async (source: Source, seen: SeenObject, offset = 0): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  await collect(await source.read(seen, offset), chunks)
  return Buffer.concat(chunks)
}

export const failureOf = async (work: Promise<unknown>): Promise<SourceFailure> => {
  const error: unknown = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  expect(error).toBeInstanceOf(SourceFailure)
  return error as SourceFailure
}

export const reasonOf = async (work: Promise<unknown>): Promise<string> => (await failureOf(work)).reason
