/** A place that data may be about. Its id is `level:code`. */
export interface Zone {
  id: string
  level: string
  code: string
  name: string
  slug: string
}
