import type { RouteRecordRaw } from 'vue-router'

export const listRoutes: RouteRecordRaw[] = []
