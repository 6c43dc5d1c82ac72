declare module 'virtual:client-manifest' {
  const manifest: Record<string, { file: string; css?: string[]; assets?: string[] }>
  export default manifest
}
declare module '*.vue' {
  import type { DefineComponent } from 'vue'

  const component: DefineComponent<object, object, unknown>
  export default component
}
