import { Transformer } from '@napi-rs/image'
import { identicon } from './identicon.rules.ts'

/** The generated avatar of this identifier, as PNG. */
export const drawAvatar = (identifier: string, size: number): Promise<Buffer> =>
  Transformer.fromRgbaPixels(identicon(identifier, size), size, size).png()
