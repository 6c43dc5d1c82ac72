import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({
  fr: { files: 'Fichiers', metadata: 'Métadonnées' },
  en: { files: 'Files', metadata: 'Metadata' },
})

export const datasetRoutes: RouteRecordRaw[] = [
  {
    path: '/jeux/:id',
    component: () => import('../screens/EditDataset.vue'),
    children: [
      { path: '', name: 'dataset-files', component: () => import('./FilesTab.vue'), meta: { title: w.files } },
      {
        path: 'metadonnees',
        name: 'dataset-metadata',
        component: () => import('./MetadataTab.vue'),
        meta: { title: w.metadata },
      },
    ],
  },
]
