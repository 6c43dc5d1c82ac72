/** The import rules, made from architecture.json: adding an edge there is a decision that a reviewer sees. */
const { foundation, platform, modules } = require('./architecture.json')

const all = [...foundation, ...platform, ...Object.keys(modules)]
const src = '^server/src/'
const test = '[.](test|e2e)[.]ts$'

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const mayImport = (name, allowed) => {
  const others = all.filter((other) => other !== name && !allowed.includes(other))
  return forbid(
    `${name}-imports`,
    `architecture.json says what ${name} may import`,
    { path: `${src}${name}/`, pathNot: test },
    { path: `${src}(${others.join('|')})(/|[.]ts$)` },
  )
}

module.exports = {
  forbidden: [
    ...foundation.map((name) => mayImport(name, [])),
    ...platform.map((name, i) => mayImport(name, [...foundation, ...platform.slice(0, i)])),
    ...Object.entries(modules)
      .filter(([, edges]) => edges !== '*')
      .map(([name, edges]) => mayImport(name, [...foundation, ...platform, ...edges])),
    forbid('no-circular', 'ever, types included', {}, { circular: true }),
    forbid(
      'use-the-door',
      'another module is entered by its index.ts',
      {
        path: `${src}([^/]+)/`,
        pathNot: ['/(routes|wire)[.]', `${src}(surfaces|commands|testing)/`, '/portals/pages/', test],
      },
      { path: `${src}([^/]+)/`, pathNot: [`${src}$1/`, '/index[.]ts$', `${src}lib/`, '/portals/'] },
    ),
    forbid(
      'routes-and-wire-doors',
      'routes, wire files and page loaders may also use the wire files and presenters of others',
      { path: [`${src}([^/]+)/(?:routes|wire)[.]`, `${src}(portals)/pages/`], pathNot: test },
      {
        path: `${src}([^/]+)/`,
        pathNot: [`${src}$1/`, '/index[.]ts$', '/wire[.]', '/routes[.]presenter', `${src}lib/`],
      },
    ),
    forbid(
      'surfaces-mount-routes',
      'a surface is a list of mounts',
      { path: `${src}surfaces/` },
      {
        path: `${src}([^/]+)/`,
        pathNot: [`${src}surfaces/`, '/index[.]ts$', '/routes[.]', '/wire[.](models|answers)[.]', `${src}lib/`],
      },
    ),
    forbid(
      'pure-files',
      'models, policies, rules and wire files touch no store, no network, no disk',
      { path: '/(model|policy)[.]ts$|[.]rules[.]ts$|/wire[.]', pathNot: test },
      {
        path: [
          '/store[.]',
          '/routes[.]',
          `${src}(db|jobs|storage)/`,
          'node_modules/(fastify|kysely|pg)/',
          '^(fs|net|http|https|child_process)(/|$)',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'fastify-in-routes',
      'requests stay at the edge',
      { path: src, pathNot: ['/routes[.]', `${src}(http|surfaces|testing)/`, `${src}app[.]ts$`, test] },
      { path: 'node_modules/@?fastify/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'sql-in-stores',
      'SQL lives with its tables',
      { path: src, pathNot: ['/store[.]', `${src}(db|jobs|testing)/`, test] },
      { path: 'node_modules/(kysely|pg)/' },
    ),
    forbid(
      'duckdb-in-engine',
      'only the inspection process loads DuckDB',
      { path: src, pathNot: ['/analysis/(engine|comparison/reader|readers/parquet/read-parquet)[.]ts$', test] },
      { path: 'node_modules/@duckdb/' },
    ),
    forbid(
      'domain-ignores-wire',
      'API shapes never reach the domain',
      { path: src, pathNot: ['/(routes|wire)[.]', `${src}surfaces/`, '/portals/pages/', test] },
      { path: '/wire[.]' },
    ),
    forbid(
      'testing-in-tests',
      'test kits never in product code; the demo tells the story of the tests',
      { path: src, pathNot: [test, `${src}testing/`, `${src}main[.]ts$`] },
      { path: `${src}testing/` },
    ),
    forbid(
      'clients-speak-http',
      'web, client and cli never import the server',
      { path: '^(client|web|cli)/' },
      { path: '^server/' },
    ),
    forbid('client-stands-alone', 'the client knows no other workspace', { path: '^client/' }, { path: '^(web|cli)/' }),
    forbid(
      'web-by-its-props',
      'the server knows the web by its props and its built pages',
      { path: src, pathNot: test },
      { path: '^web/', pathNot: ['^web/src/props[.]ts$', '^web/dist/'] },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json', '.vue'],
    },
  },
}
