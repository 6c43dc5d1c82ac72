// Error correction and masks of ISO/IEC 18004: nobody should write them again. MIT, without dependencies, on this screen only.
import qrcode from 'qrcode-generator'

/** White around it, without which cameras don't find it. */
const MARGIN = 4

/** A text as a QR code: the side of its square, and the path of its dark modules. */
export const drawQr = (text: string): { size: number; path: string } => {
  // 0: as small as the text allows; M: readable when 15 % of it is hidden.
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  let path = ''
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++)
      if (code.isDark(row, column)) path += `M${column + MARGIN} ${row + MARGIN}h1v1h-1z`
  return { size: count + 2 * MARGIN, path }
}
