declare module 'virtual:client-manifest' {
  import type { Manifest } from './document-assets.ts'

  const manifest: Manifest
  export default manifest
}
declare module '*.vue' {
  import type { DefineComponent } from 'vue'

  const component: DefineComponent<object, object, unknown>
  export default component
}
