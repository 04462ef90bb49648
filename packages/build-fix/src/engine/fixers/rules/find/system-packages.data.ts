/** How a system library or program is asked for. */
export type SystemNeed = 'header' | 'library' | 'program' | 'pkg-config';

type Names = Partial<Record<'apt' | 'apk' | 'dnf', string>>;

const names = (apt: string, apk: string, dnf: string): Names => ({ apt, apk, dnf });

const openssl = names('libssl-dev', 'openssl-dev', 'openssl-devel');
const ffi = names('libffi-dev', 'libffi-dev', 'libffi-devel');
const zlib = names('zlib1g-dev', 'zlib-dev', 'zlib-devel');
const postgres = names('libpq-dev', 'libpq-dev', 'libpq-devel');
const mysql = names('default-libmysqlclient-dev', 'mariadb-connector-c-dev', 'mariadb-connector-c-devel');
const xml2 = names('libxml2-dev', 'libxml2-dev', 'libxml2-devel');
const xslt = names('libxslt1-dev', 'libxslt-dev', 'libxslt-devel');
const jpeg = names('libjpeg-dev', 'jpeg-dev', 'libjpeg-turbo-devel');
const png = names('libpng-dev', 'libpng-dev', 'libpng-devel');
const freetype = names('libfreetype-dev', 'freetype-dev', 'freetype-devel');
const curl = names('libcurl4-openssl-dev', 'curl-dev', 'libcurl-devel');
const sqlite = names('libsqlite3-dev', 'sqlite-dev', 'sqlite-devel');
const bzip2 = names('libbz2-dev', 'bzip2-dev', 'bzip2-devel');
const lzma = names('liblzma-dev', 'xz-dev', 'xz-devel');
const readline = names('libreadline-dev', 'readline-dev', 'readline-devel');
const yaml = names('libyaml-dev', 'yaml-dev', 'libyaml-devel');
const ldap = names('libldap2-dev', 'openldap-dev', 'openldap-devel');
const sasl = names('libsasl2-dev', 'cyrus-sasl-dev', 'cyrus-sasl-devel');
const kerberos = names('libkrb5-dev', 'krb5-dev', 'krb5-devel');
const odbc = names('unixodbc-dev', 'unixodbc-dev', 'unixODBC-devel');
const rdkafka = names('librdkafka-dev', 'librdkafka-dev', 'librdkafka-devel');
const python = names('python3-dev', 'python3-dev', 'python3-devel');
const glib = names('libglib2.0-dev', 'glib-dev', 'glib2-devel');
const cairo = names('libcairo2-dev', 'cairo-dev', 'cairo-devel');
const pango = names('libpango1.0-dev', 'pango-dev', 'pango-devel');
const gmp = names('libgmp-dev', 'gmp-dev', 'gmp-devel');
const sodium = names('libsodium-dev', 'libsodium-dev', 'libsodium-devel');
const udev = names('libudev-dev', 'eudev-dev', 'systemd-devel');
const dbus = names('libdbus-1-dev', 'dbus-dev', 'dbus-devel');
const alsa = names('libasound2-dev', 'alsa-lib-dev', 'alsa-lib-devel');
const hdf5 = names('libhdf5-dev', 'hdf5-dev', 'hdf5-devel');
const git2 = names('libgit2-dev', 'libgit2-dev', 'libgit2-devel');
const ssh2 = names('libssh2-1-dev', 'libssh2-dev', 'libssh2-devel');
const zstd = names('libzstd-dev', 'zstd-dev', 'libzstd-devel');
const compiler = names('build-essential', 'build-base', 'gcc-c++');
const libc = names('libc6-dev', 'musl-dev', 'glibc-devel');
const linux = names('linux-libc-dev', 'linux-headers', 'kernel-headers');

/**
 * Distribution packages by what a build asks for. Written from the packages' usual names in Debian, Alpine and Fedora;
 * the column for Debian can be checked with `apt-cache show`, which `tools/oracles/system-packages` does.
 */
export const SYSTEM_PACKAGES: Readonly<Record<SystemNeed, Readonly<Record<string, Names>>>> = {
  header: {
    'openssl/ssl.h': openssl,
    'openssl/opensslv.h': openssl,
    'openssl/evp.h': openssl,
    'openssl/crypto.h': openssl,
    'ffi.h': ffi,
    'zlib.h': zlib,
    'libpq-fe.h': postgres,
    'mysql.h': mysql,
    'mysql/mysql.h': mysql,
    'libxml/xmlversion.h': xml2,
    'libxml/parser.h': xml2,
    'libxslt/xsltconfig.h': xslt,
    'libxslt/xslt.h': xslt,
    'jpeglib.h': jpeg,
    'png.h': png,
    'ft2build.h': freetype,
    'curl/curl.h': curl,
    'sqlite3.h': sqlite,
    'bzlib.h': bzip2,
    'lzma.h': lzma,
    'readline/readline.h': readline,
    'yaml.h': yaml,
    'ldap.h': ldap,
    'lber.h': ldap,
    'sasl/sasl.h': sasl,
    'sasl.h': sasl,
    'krb5.h': kerberos,
    'gssapi/gssapi.h': kerberos,
    'sql.h': odbc,
    'sqlext.h': odbc,
    'librdkafka/rdkafka.h': rdkafka,
    'Python.h': python,
    'pyconfig.h': python,
    'glib.h': glib,
    'cairo.h': cairo,
    'cairo/cairo.h': cairo,
    'pango/pango.h': pango,
    'gmp.h': gmp,
    'sodium.h': sodium,
    'libudev.h': udev,
    'dbus/dbus.h': dbus,
    'alsa/asoundlib.h': alsa,
    'hdf5.h': hdf5,
    'git2.h': git2,
    'libssh2.h': ssh2,
    'zstd.h': zstd,
    'stdio.h': libc,
    'stdlib.h': libc,
    'limits.h': libc,
    'linux/limits.h': linux,
    'linux/types.h': linux,
  },
  library: {
    ssl: openssl,
    crypto: openssl,
    ffi,
    z: zlib,
    pq: postgres,
    mysqlclient: mysql,
    mariadb: mysql,
    xml2,
    xslt,
    jpeg,
    png,
    curl,
    sqlite3: sqlite,
    bz2: bzip2,
    lzma,
    readline,
    ldap,
    lber: ldap,
    gssapi_krb5: kerberos,
    krb5: kerberos,
    odbc,
    rdkafka,
    gmp,
    sodium,
    udev,
    'dbus-1': dbus,
    asound: alsa,
    hdf5,
    git2,
    ssh2,
    zstd,
    'glib-2.0': glib,
    cairo,
  },
  'pkg-config': {
    openssl,
    libffi: ffi,
    zlib,
    libpq: postgres,
    mysqlclient: mysql,
    libmariadb: mysql,
    'libxml-2.0': xml2,
    libxslt: xslt,
    libjpeg: jpeg,
    libpng: png,
    freetype2: freetype,
    libcurl: curl,
    sqlite3: sqlite,
    bzip2,
    liblzma: lzma,
    'yaml-0.1': yaml,
    'krb5-gssapi': kerberos,
    odbc,
    rdkafka,
    'glib-2.0': glib,
    cairo,
    pango,
    gmp,
    libsodium: sodium,
    libudev: udev,
    'dbus-1': dbus,
    alsa,
    hdf5,
    libgit2: git2,
    libssh2: ssh2,
    libzstd: zstd,
  },
  program: {
    gcc: compiler,
    'g++': compiler,
    cc: compiler,
    'c++': compiler,
    make: compiler,
    git: names('git', 'git', 'git'),
    curl: names('curl', 'curl', 'curl'),
    wget: names('wget', 'wget', 'wget'),
    cmake: names('cmake', 'cmake', 'cmake'),
    protoc: names('protobuf-compiler', 'protobuf', 'protobuf-compiler'),
    'pkg-config': names('pkg-config', 'pkgconf', 'pkgconf-pkg-config'),
    perl: names('perl', 'perl', 'perl'),
    nasm: names('nasm', 'nasm', 'nasm'),
    clang: names('clang', 'clang', 'clang'),
    libclang: names('libclang-dev', 'clang-dev', 'clang-devel'),
    unzip: names('unzip', 'unzip', 'unzip'),
    xz: names('xz-utils', 'xz', 'xz'),
    bash: names('bash', 'bash', 'bash'),
    jq: names('jq', 'jq', 'jq'),
    python3: names('python3', 'python3', 'python3'),
    pg_config: postgres,
    mysql_config: mysql,
    'xml2-config': xml2,
    'curl-config': curl,
    ninja: names('ninja-build', 'ninja', 'ninja-build'),
    patchelf: names('patchelf', 'patchelf', 'patchelf'),
    ps: names('procps', 'procps', 'procps-ng'),
    gpg: names('gnupg', 'gnupg', 'gnupg2'),
  },
};
