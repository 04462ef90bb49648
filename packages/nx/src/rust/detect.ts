/** The manifests that make a folder a candidate. */
export const rustManifests = ['Cargo.toml'];
