/** The server's half of the web: a page's name and props in, a whole HTML document out. */
import { createSSRApp, type Component } from 'vue'
import { renderToString } from 'vue/server-renderer'
import manifest from 'virtual:client-manifest'
import { headOf } from './document-head.ts'
import AdminPage from './pages/AdminPage.vue'
import DatasetPage from './pages/DatasetPage.vue'
import DatasetsPage from './pages/DatasetsPage.vue'
import ErrorPage from './pages/ErrorPage.vue'
import HomePage from './pages/HomePage.vue'
import OrganizationPage from './pages/OrganizationPage.vue'
import type { Pages, Render } from './props.ts'

const PAGES: Record<keyof Pages, Component> = {
  home: HomePage,
  datasets: DatasetsPage,
  dataset: DatasetPage,
  organization: OrganizationPage,
  error: ErrorPage,
  admin: AdminPage,
}

/** Renders a page. Public pages carry no script; the back-office draws itself in the browser. */
export const render: Render = async (page, props) => {
  const body = await renderToString(createSSRApp(PAGES[page], { ...props }))
  const { title, description, jsonLd, noindex } = headOf(page, props)
  const { pageUrl } = props.portal
  const canonical = pageUrl.split('?', 1)[0] ?? pageUrl
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<meta name="description" content="${escapeHtml(description)}">
${noindex ? '<meta name="robots" content="noindex">' : `<link rel="canonical" href="${escapeHtml(canonical)}">`}
<meta property="og:title" content="${escapeHtml(title)}">
<meta property="og:description" content="${escapeHtml(description)}">
<meta property="og:type" content="website">
<meta property="og:locale" content="fr_FR">
<link rel="icon" href="${FAVICON}">
${assetsOf(page)}
${jsonLd ? `<script type="application/ld+json">${JSON.stringify(jsonLd).replaceAll('<', '\\u003c')}</script>` : ''}
</head>
<body>
${body}
</body>
</html>
`
}

interface Chunk {
  file: string
  css?: string[]
  assets?: string[]
}

const chunk = (entry: string): Chunk => (manifest as Record<string, Chunk>)[entry] ?? { file: '' }

const assetsOf = (page: keyof Pages): string => {
  const theme = chunk('src/theme/neutral/index.css')
  const font = Object.values(manifest as Record<string, Chunk>).find(({ file }) => file.endsWith('.woff2'))
  const preload = font ? `<link rel="preload" href="/${font.file}" as="font" type="font/woff2" crossorigin>` : ''
  const sheet = (file: string) => `<link rel="stylesheet" href="/${file}">`
  if (page !== 'admin') return `${preload}${sheet(theme.file)}`
  const admin = chunk('src/admin/main.ts')
  return `${preload}${(admin.css ?? []).map(sheet).join('')}<script type="module" src="/${admin.file}"></script>`
}

/** A frame hanging from its rail, drawn here so that it costs no request. */
const FAVICON = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M2 6h28" stroke="#1c1b1f" stroke-width="3"/><path d="M11 6v5M21 6v5" stroke="#7a1f3d" stroke-width="1.5"/><rect x="6" y="11" width="20" height="16" fill="#fff" stroke="#7a1f3d" stroke-width="3"/></svg>')}`

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
