import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({
  fr: {
    files: 'Fichiers',
    metadata: 'Métadonnées',
    versions: 'Versions',
    quality: 'Qualité',
    discussions: 'Discussions',
    activity: 'Activité',
    statistics: 'Statistiques',
  },
  en: {
    files: 'Files',
    metadata: 'Metadata',
    versions: 'Versions',
    quality: 'Quality',
    discussions: 'Discussions',
    activity: 'Activity',
    statistics: 'Statistics',
  },
})

/** The sections of a dataset in the order of their tabs: each line is a screen, its address and its tab. */
const tabs = [
  { path: '', name: 'dataset-files', title: w.files, component: () => import('./FilesTab.vue') },
  {
    path: 'metadonnees',
    name: 'dataset-metadata',
    title: w.metadata,
    component: () => import('./metadata/MetadataTab.vue'),
  },
  { path: 'versions', name: 'dataset-versions', title: w.versions, component: () => import('./VersionsTab.vue') },
  { path: 'qualite', name: 'dataset-quality', title: w.quality, component: () => import('./quality/QualityTab.vue') },
  {
    path: 'discussions',
    name: 'dataset-discussions',
    title: w.discussions,
    component: () => import('./DiscussionsTab.vue'),
  },
  { path: 'activite', name: 'dataset-activity', title: w.activity, component: () => import('./ActivityTab.vue') },
  {
    path: 'statistiques',
    name: 'dataset-statistics',
    title: w.statistics,
    component: () => import('./StatisticsTab.vue'),
  },
]

export const datasetRoutes: RouteRecordRaw[] = [
  {
    path: '/jeux/:id',
    component: () => import('../screens/EditDataset.vue'),
    children: tabs.map(({ title, ...route }) => ({ ...route, meta: { title } })),
  },
]
