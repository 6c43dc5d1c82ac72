/** The whole HTML document around a page: head, sheets, structured data. */
import { createSSRApp, type Component } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { assetsOf, type Manifest } from './document-assets.ts'
import { headOf } from './document-head.ts'
import AdminPage from './pages/AdminPage.vue'
import ApiPage from './pages/ApiPage.vue'
import ChangesPage from './pages/ChangesPage.vue'
import ConsentPage from './pages/ConsentPage.vue'
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
  changes: ChangesPage,
  organization: OrganizationPage,
  error: ErrorPage,
  admin: AdminPage,
  consent: ConsentPage,
  api: ApiPage,
}

/** Renders pages that load the files named by this manifest. Public pages carry no script. */
export const makeRender =
  (manifest: Manifest): Render =>
  async (page, props) => {
    const body = await renderToString(createSSRApp(PAGES[page], { ...props }))
    const { title, description, canonical, jsonLd, noindex } = headOf(page, props)
    const [safeTitle, safeDescription, safeUrl] = [title, description, canonical].map(escapeHtml)
    return `<!doctype html>
<html lang="${'lang' in props ? props.lang : 'fr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${safeTitle}</title>
<meta name="description" content="${safeDescription}">
${noindex ? '<meta name="robots" content="noindex">' : `<link rel="canonical" href="${safeUrl}">`}
<meta property="og:title" content="${safeTitle}">
<meta property="og:description" content="${safeDescription}">
<meta property="og:url" content="${safeUrl}">
<meta property="og:site_name" content="${escapeHtml(props.portal.name)}">
<meta property="og:type" content="website">
<meta property="og:locale" content="fr_FR">
<link rel="icon" href="${FAVICON}">
${assetsOf(manifest, page === 'admin')}
${jsonLd ? `<script type="application/ld+json">${JSON.stringify(jsonLd).replaceAll('<', '\\u003c')}</script>` : ''}
</head>
<body>
${body}
</body>
</html>
`
  }

/** A frame hanging from its rail, drawn here so that it costs no request. */
const FAVICON = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M2 4h28M16 4L8 13m8-9l8 9M5 13h22v15H5z" fill="none" stroke="#7a1f3d" stroke-width="3"/></svg>').replaceAll("'", '%27')}`

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
