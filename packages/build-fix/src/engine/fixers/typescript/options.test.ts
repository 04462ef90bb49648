import typescript5 from 'typescript';
import { describe, expect, it } from 'vitest';
import { loadTypeScript } from './load.js';
import { withDefaultsBefore6 } from './options.js';

/** What the compiler takes for options that are not set; not in its published type. */
interface Computed {
  getEmitScriptTarget(options: object): number;
  getEmitModuleKind(options: object): number;
  getEmitModuleResolutionKind(options: object): number;
  getESModuleInterop(options: object): boolean;
  getAllowSyntheticDefaultImports(options: object): boolean;
  getStrictOptionValue(options: object, name: string): boolean;
}

const { ES5, ES2015, ES2022, ESNext } = typescript5.ScriptTarget;
const { CommonJS, System, Node16, Node18, Node20, NodeNext, Preserve, ESNext: EsNextModule } = typescript5.ModuleKind;
const cases = [
  {},
  ...[ES5, ES2015, ES2022, ESNext].map((target) => ({ target })),
  ...[CommonJS, System, Node16, Node18, Node20, NodeNext, Preserve, EsNextModule].map((module) => ({ module })),
  { strict: true, esModuleInterop: true },
  { module: EsNextModule, moduleResolution: typescript5.ModuleResolutionKind.Bundler },
  { target: ES2022, allowSyntheticDefaultImports: false },
];

describe('withDefaultsBefore6', () => {
  it.each(cases)('gives TypeScript 6 what TypeScript 5 takes for %o', (options) => {
    const six = loadTypeScript();
    const ask = (compiler: unknown, given: object) => {
      const computed = compiler as Computed;
      return {
        target: computed.getEmitScriptTarget(given),
        module: computed.getEmitModuleKind(given),
        resolution: computed.getEmitModuleResolutionKind(given),
        interop: computed.getESModuleInterop(given),
        synthetic: computed.getAllowSyntheticDefaultImports(given),
        nulls: computed.getStrictOptionValue(given, 'strictNullChecks'),
      };
    };
    expect(ask(six, withDefaultsBefore6(six, options))).toEqual(ask(typescript5, options));
  });
});
