import { parseYaml } from '../read/yaml/parse-yaml.js';

/** 1-based line at which an example of a rule or of a format starts. */
export function lineOfExample(text: string, index: number): number {
  return parseYaml(text, '', {}).lineOf(['examples', index]);
}
