// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Writes a compose file for the images of the workspace, or adds to the one that is there.
 */
export interface ComposeOptions {
  /**
   * The projects whose images become services. Default: all that have a Dockerfile.
   */
  projects?: string[];
  /**
   * The compose file, relative to the workspace root. Default: the one that is there (`compose.yaml`, `compose.yml`, `docker-compose.yaml`, `docker-compose.yml`), else `compose.yaml`.
   */
  file?: string;
  /**
   * How sources get into development containers: `watch` (`docker compose up --watch` copies each edit) or `bind` (the folders are mounted).
   */
  development?: 'watch' | 'bind';
  /**
   * How many processors a container of production may use: `0.5`, `2`.
   */
  cpus?: string;
  /**
   * How much memory a container of production may use: `512M`, `2G`.
   */
  memory?: string;
  /**
   * Writes the generator's values over those that are in its services.
   */
  force?: boolean;
}
