// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Makes the Docker engine have exactly the images that a build recorded in image.json: sets their tags where it has them, loads their archives or pulls them by digest where it has not.
 */
export interface LoadOptions {
  /**
   * The image.json of the build; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/image.json`.
   */
  imagePath?: string;
  /**
   * The stages to load. Without any: all of image.json.
   */
  stages?: string[];
}
