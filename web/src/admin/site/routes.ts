import type { RouteRecordRaw } from 'vue-router'

export const siteRoutes: RouteRecordRaw[] = []
