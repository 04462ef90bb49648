/** A web framework: the class whose instance a server is given. */
export interface Framework {
  name: string;
  /** The module that the class is imported from; its own submodules count. */
  module: string;
  classes: readonly string[];
  interface: 'asgi' | 'wsgi';
  /** The port of its documentation's first example. */
  port: number;
}

/** From each framework's quick start, looked up in 2025. */
export const frameworks: readonly Framework[] = [
  { name: 'fastapi', module: 'fastapi', classes: ['FastAPI'], interface: 'asgi', port: 8000 },
  { name: 'starlette', module: 'starlette', classes: ['Starlette'], interface: 'asgi', port: 8000 },
  { name: 'litestar', module: 'litestar', classes: ['Litestar'], interface: 'asgi', port: 8000 },
  { name: 'quart', module: 'quart', classes: ['Quart'], interface: 'asgi', port: 5000 },
  { name: 'blacksheep', module: 'blacksheep', classes: ['Application'], interface: 'asgi', port: 8000 },
  { name: 'flask', module: 'flask', classes: ['Flask'], interface: 'wsgi', port: 5000 },
  { name: 'bottle', module: 'bottle', classes: ['Bottle'], interface: 'wsgi', port: 8080 },
  { name: 'falcon', module: 'falcon.asgi', classes: ['App'], interface: 'asgi', port: 8000 },
  { name: 'falcon', module: 'falcon', classes: ['App', 'API'], interface: 'wsgi', port: 8000 },
];
