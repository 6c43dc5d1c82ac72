// A map drawn by WebGL from vector tiles: the field's free library; it comes with the first map, not with the page.
import {
  addProtocol,
  AttributionControl,
  Map,
  NavigationControl,
  setWorkerUrl,
  type StyleSpecification,
} from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
// Tiles of one file, asked for by ranges of bytes.
import { Protocol } from 'pmtiles'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
// Outlines of the countries (Natural Earth, public domain), so that a map needs no other site.
import outlines from 'world-atlas/countries-50m.json?url'
import { words } from '../../language.ts'

export interface MapFrame {
  /** Address of the PMTiles file. */
  tiles: string
  /** West, south, east, north. */
  bbox: [number, number, number, number]
}

setWorkerUrl(workerUrl)
addProtocol('pmtiles', new Protocol().tile)

/** Draws the file over the outlines of countries, as near as its extent allows; answers how to take it away. */
export const drawMap = async (container: HTMLElement, { tiles, bbox }: MapFrame): Promise<() => void> => {
  const world = (await (await fetch(outlines)).json()) as Topology<{ countries: GeometryCollection }>
  const map = new Map({
    container,
    style: styleOf(feature(world, world.objects.countries), new URL(tiles, location.href).href, colorsOf(container)),
    bounds: bbox,
    fitBoundsOptions: { padding: 24, maxZoom: 14 },
    attributionControl: false,
    // A page that scrolls under the finger must not stop at the map.
    cooperativeGestures: true,
    fadeDuration: 0,
    locale: WORDS,
  })
  map.addControl(new NavigationControl({ showCompass: false }))
  map.addControl(new AttributionControl({ compact: true, customAttribution: 'Natural Earth' }))
  return () => map.remove()
}

type Colors = Record<'sea' | 'land' | 'line' | 'accent' | 'wall', string>

/** Those of the page, light or dark. */
const colorsOf = (element: HTMLElement): Colors => {
  const style = getComputedStyle(element)
  const color = (name: string): string => style.getPropertyValue(name).trim()
  return {
    ...{ sea: color('--paper'), land: color('--wall'), line: color('--field-line') },
    ...{ accent: color('--accent'), wall: color('--wall') },
  }
}

const styleOf = (countries: GeoJSON.FeatureCollection, tiles: string, colors: Colors): StyleSpecification => {
  const ofFile = { source: 'file', 'source-layer': 'features' }
  const are = (type: string): ['==', ['geometry-type'], string] => ['==', ['geometry-type'], type]
  return {
    version: 8,
    sources: {
      countries: { type: 'geojson', data: countries },
      file: { type: 'vector', url: `pmtiles://${tiles}` },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colors.sea } },
      { id: 'land', type: 'fill', source: 'countries', paint: { 'fill-color': colors.land } },
      {
        ...{ id: 'borders', type: 'line', source: 'countries' },
        paint: { 'line-color': colors.line, 'line-width': 0.6 },
      },
      {
        ...{ id: 'areas', type: 'fill', ...ofFile, filter: are('Polygon') },
        paint: { 'fill-color': colors.accent, 'fill-opacity': 0.25 },
      },
      {
        ...{ id: 'lines', type: 'line', ...ofFile, filter: ['!=', ['geometry-type'], 'Point'] },
        paint: { 'line-color': colors.accent, 'line-width': 1.5 },
      },
      {
        ...{ id: 'points', type: 'circle', ...ofFile, filter: are('Point') },
        paint: {
          'circle-color': colors.accent,
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 3, 2.5, 12, 6],
          'circle-stroke-color': colors.wall,
          'circle-stroke-width': 1,
        },
      },
    ],
  }
}

const WORDS = words({
  fr: {
    'NavigationControl.ZoomIn': 'Agrandir',
    'NavigationControl.ZoomOut': 'Réduire',
    'AttributionControl.ToggleAttribution': 'Source du fond de carte',
    'Map.Title': 'Carte',
    'CooperativeGesturesHandler.WindowsHelpText': 'Ctrl et la molette pour agrandir la carte',
    'CooperativeGesturesHandler.MacHelpText': '⌘ et la molette pour agrandir la carte',
    'CooperativeGesturesHandler.MobileHelpText': 'Deux doigts pour déplacer la carte',
  },
  en: {
    'NavigationControl.ZoomIn': 'Zoom in',
    'NavigationControl.ZoomOut': 'Zoom out',
    'AttributionControl.ToggleAttribution': 'Source of the base map',
    'Map.Title': 'Map',
    'CooperativeGesturesHandler.WindowsHelpText': 'Ctrl and the wheel to zoom the map',
    'CooperativeGesturesHandler.MacHelpText': '⌘ and the wheel to zoom the map',
    'CooperativeGesturesHandler.MobileHelpText': 'Two fingers to move the map',
  },
})
