/** Our own drawings: lines of 1.5 on a grid of 16, in the colour of the text. Each is always beside its word. */
export const ICONS = {
  success: 'M2.5 8.5l3.5 3.5 7.5-8',
  late: 'M8 2a6 6 0 100 12A6 6 0 008 2zM8 5v3.4l2.2 1.4',
  warning: 'M8 2.2l6.3 11.3H1.7zM8 6.4v3.2M8 11.4v.2',
  information: 'M8 2a6 6 0 100 12A6 6 0 008 2zM8 7.4v3.4M8 5.1v.2',
  locked: 'M3.5 7.2h9v6.3h-9zM5.4 7.2V5a2.6 2.6 0 015.2 0v2.2',
  archived: 'M2 3h12v3H2zM3 6v7h10V6M6.3 9h3.4',
  download: 'M8 2v8.2M4.4 6.8L8 10.4l3.6-3.6M2.5 13.5h11',
  outside: 'M6.5 3.5h-4v10h10v-4M9.2 2.5h4.3v4.3M13.2 2.8L7.4 8.6',
  edit: 'M2.5 13.5l.7-3.2 7.9-7.8 2.5 2.5-7.9 7.8zM9.4 4.2l2.5 2.5',
  search: 'M7 2.2a4.8 4.8 0 100 9.6 4.8 4.8 0 000-9.6zM10.6 10.6l3.4 3.4',
  remove: 'M4 4l8 8M12 4l-8 8',
  previous: 'M9.8 3.5L5.3 8l4.5 4.5',
  bell: 'M8 2a4 4 0 00-4 4c0 3.6-1.5 5-1.5 5h11S12 9.6 12 6a4 4 0 00-4-4zM6.6 13.5a1.6 1.6 0 002.8 0',
  next: 'M6.2 3.5L10.7 8l-4.5 4.5',
  failed: 'M8 2a6 6 0 100 12A6 6 0 008 2zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  paused: 'M8 2a6 6 0 100 12A6 6 0 008 2zM6.4 5.8v4.4M9.6 5.8v4.4',
  held: 'M2 9.5h3.2l1 2h3.6l1-2H14M4.4 3h7.2L14 9.5v4H2v-4z',
  flow: 'M13.2 6.4A5.4 5.4 0 003.4 5M3 2.4v2.8h2.8M2.8 9.6a5.4 5.4 0 009.8 1.4M13 13.6v-2.8h-2.8',
  bucket:
    'M2.5 4c0-.9 2.4-1.6 5.5-1.6s5.5.7 5.5 1.6-2.4 1.6-5.5 1.6S2.5 4.9 2.5 4zM2.5 4l1.4 9.2c.2.5 1.9.9 4.1.9s3.9-.4 4.1-.9L13.5 4',
  web: 'M8 2a6 6 0 100 12A6 6 0 008 2zM2 8h12M8 2c1.8 1.8 2.6 3.8 2.6 6S9.8 12.2 8 14c-1.8-1.8-2.6-3.8-2.6-6S6.2 3.8 8 2z',
  server: 'M2.5 2.8h11v4.4h-11zM2.5 8.8h11v4.4h-11zM5 5h.2M5 11h.2',
  folder: 'M2 3.5h4.2l1.5 1.8H14v7.7H2z',
  catalog: 'M3 2.5h10v11H3zM5.6 5.6h4.8M5.6 8.2h4.8M5.6 10.8h2.6',
} as const

export type IconName = keyof typeof ICONS
