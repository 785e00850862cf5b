// Types of modules that the package does not declare.
declare module 'graphology-layout-forceatlas2/iterate.js' {
  export default function iterate(settings: object, nodes: Float32Array, edges: Float32Array): object
}
declare module 'graphology-layout-forceatlas2/defaults.js' {
  const defaults: object
  export default defaults
}
