import { describe, expect, it } from 'vitest'
import { looksLikeHtml } from './html.rules.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('looksLikeHtml', () => {
  it.each([
    ['a doctype', '<!DOCTYPE html><html><body>404'],
    ['a doctype in small letters, with a public id', '<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">'],
    ['html alone', '<html>'],
    ['html with attributes', '<HTML lang="fr" class="no-js">'],
    ['a page without html tag', '<head><title>Erreur</title></head>'],
    ['a body only', '<body bgcolor=white>'],
    ['a script that redirects', '<script>location = "/login"</script>'],
    ['spaces and line breaks before', '\r\n\n  \t<!DOCTYPE html>'],
    ['a byte order mark before', '\ufeff<!DOCTYPE html>'],
    ['comments before', '<!-- saved from url=(0014) -->\n<!-- another -->\n<html>'],
    [
      'XHTML with its XML declaration',
      '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">',
    ],
    [
      'a comment between declaration and html',
      '<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml">',
    ],
  ])('says yes to %s', (_, text) => {
    expect(looksLikeHtml(bytes(text))).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['a CSV', 'id;nom\n1;<html>\n'],
    ['a CSV that quotes a page first', '"<html>";b\n1;2\n'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>'],
    ['SVG with a doctype', '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg/>'],
    ['KML', '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"></kml>'],
    ['XML', '<?xml version="1.0"?><heading>htm</heading>'],
    ['a tag that only begins like one', '<header>x</header>'],
    ['JSON that holds a page', '{"html": "<!DOCTYPE html>"}'],
    ['a comment without end', '<!-- <html>'],
    ['a PNG', '\x89PNG\r\n\x1a\n<html>'],
  ])('says no to %s', (_, text) => {
    expect(looksLikeHtml(bytes(text))).toBe(false)
  })

  it('reads UTF-16, with its mark', () => {
    expect(looksLikeHtml(Buffer.from('\ufeff<!DOCTYPE html><html>', 'utf16le'))).toBe(true)
    expect(looksLikeHtml(Buffer.from('\ufeffid;nom\n', 'utf16le'))).toBe(false)
  })
})
