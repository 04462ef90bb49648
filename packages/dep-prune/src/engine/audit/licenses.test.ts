import { expect, it } from 'vitest';
import { isAllowed, licenseExpression } from './license-expression.js';
import { licenseOfMetadata, licenseOfPackage } from './read-licenses.js';

it.each([
  ['MIT OR Apache-2.0', ['MIT'], true],
  ['MIT AND Unicode-3.0', ['MIT'], false],
  ['(MIT OR Apache-2.0) AND Unicode-3.0', ['apache-2.0', 'unicode-3.0'], true],
  ['GPL-2.0-only WITH Classpath-exception-2.0', ['GPL-2.0-only WITH Classpath-exception-2.0'], true],
  ['GPL-3.0-only', ['GPL-2.0-only WITH Classpath-exception-2.0', 'MIT'], false],
])('%s under %j: %s', (expression, allowed, expected) => {
  expect(isAllowed(expression, allowed)).toBe(expected);
});

it.each([
  ['MIT/Apache-2.0', 'MIT OR Apache-2.0'],
  ['Apache License 2.0', 'Apache-2.0'],
  ['BSD', undefined],
  ['see LICENSE', undefined],
])('`%s` is %s', (written, expected) => {
  expect(licenseExpression(written)).toBe(expected);
});

it.each([
  ['License-Expression: MIT OR Apache-2.0\nLicense: BSD', 'MIT OR Apache-2.0'],
  ['License: Apache 2.0\r\nClassifier: License :: OSI Approved :: MIT License', 'Apache-2.0'],
  ['License: see LICENSE\nClassifier: License :: OSI Approved :: ISC License (ISCL)', 'ISC'],
  ['Classifier: License :: OSI Approved :: BSD License', undefined],
  ['Name: x\n\nLicense: MIT in the description', undefined],
])('metadata %j: %s', (text, expected) => {
  expect(licenseOfMetadata(text)).toBe(expected);
});

it.each([
  ['{ "version": "1.0.0", "license": "(MIT OR WTFPL)" }', '(MIT OR WTFPL)'],
  ['{ "version": "1.0.0", "license": { "type": "MIT" } }', 'MIT'],
  ['{ "version": "1.0.0", "licenses": [{ "type": "MIT" }, { "type": "Apache-2.0" }] }', 'MIT OR Apache-2.0'],
  ['{ "version": "2.0.0", "license": "MIT" }', undefined],
  ['{ "version": "1.0.0" ', undefined],
])('package.json %s: %s', (text, expected) => {
  expect(licenseOfPackage(text, '1.0.0')).toBe(expected);
});
