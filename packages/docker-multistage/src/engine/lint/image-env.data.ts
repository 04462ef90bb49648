import type { ImageName } from '../dockerfile/index.js';

/**
 * Variables that well-known images set, besides PATH. Source: the images' published configurations on Docker Hub and
 * their Dockerfiles. An image that is not here may set anything.
 */
const ENVIRONMENTS: Record<string, readonly string[]> = {
  scratch: [],
  alpine: [],
  almalinux: [],
  amazonlinux: [],
  archlinux: [],
  busybox: [],
  centos: [],
  debian: [],
  fedora: ['DISTTAG', 'FGC', 'FBR', 'container'],
  opensuse: [],
  rockylinux: [],
  ubuntu: [],
  golang: ['GOLANG_VERSION', 'GOTOOLCHAIN', 'GOPATH'],
  httpd: ['HTTPD_PREFIX', 'HTTPD_VERSION', 'HTTPD_SHA256', 'HTTPD_PATCHES'],
  nginx: ['NGINX_VERSION', 'NJS_VERSION', 'NJS_RELEASE', 'ACME_VERSION', 'PKG_RELEASE', 'DYNPKG_RELEASE'],
  node: ['NODE_VERSION', 'YARN_VERSION'],
  openjdk: ['JAVA_HOME', 'LANG', 'JAVA_VERSION'],
  'eclipse-temurin': ['JAVA_HOME', 'LANG', 'LANGUAGE', 'LC_ALL', 'JAVA_VERSION'],
  maven: ['JAVA_HOME', 'LANG', 'LANGUAGE', 'LC_ALL', 'JAVA_VERSION', 'MAVEN_HOME', 'MAVEN_CONFIG'],
  gradle: ['JAVA_HOME', 'LANG', 'LANGUAGE', 'LC_ALL', 'JAVA_VERSION', 'GRADLE_HOME', 'GRADLE_VERSION'],
  php: [
    'PHPIZE_DEPS',
    'PHP_INI_DIR',
    'PHP_CFLAGS',
    'PHP_CPPFLAGS',
    'PHP_LDFLAGS',
    'GPG_KEYS',
    'PHP_VERSION',
    'PHP_URL',
    'PHP_ASC_URL',
    'PHP_SHA256',
    'APACHE_CONFDIR',
    'APACHE_ENVVARS',
  ],
  postgres: ['GOSU_VERSION', 'LANG', 'PG_MAJOR', 'PG_VERSION', 'PGDATA', 'DOCKER_PG_LLVM_DEPS'],
  python: [
    'LANG',
    'GPG_KEY',
    'PYTHON_VERSION',
    'PYTHON_SHA256',
    'PYTHON_PIP_VERSION',
    'PYTHON_SETUPTOOLS_VERSION',
    'PYTHON_GET_PIP_URL',
    'PYTHON_GET_PIP_SHA256',
  ],
  redis: ['GOSU_VERSION', 'REDIS_VERSION', 'REDIS_DOWNLOAD_URL', 'REDIS_DOWNLOAD_SHA'],
  ruby: [
    'LANG',
    'RUBY_VERSION',
    'RUBY_DOWNLOAD_URL',
    'RUBY_DOWNLOAD_SHA256',
    'GEM_HOME',
    'BUNDLE_SILENCE_ROOT_WARNING',
    'BUNDLE_APP_CONFIG',
  ],
  rust: ['RUSTUP_HOME', 'CARGO_HOME', 'RUST_VERSION'],
};

/** The variables that an image sets, or `undefined` when that is not known. */
export function environmentOfImage({ registry, name }: ImageName): readonly string[] | undefined {
  if (registry !== undefined && registry !== 'docker.io') return undefined;
  return ENVIRONMENTS[name.replace(/^library\//, '')];
}
