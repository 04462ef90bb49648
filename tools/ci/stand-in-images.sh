#!/usr/bin/env bash
# Makes the base images that tests build on, without a registry of images: Debian from its packages, with this machine's
# Node and Rust put into it. Names: hone-stand-in/<name>:<tag>. An image that is there already is left alone.
# Needs root, debootstrap or apt, a running engine, Node, Rust and pip. Takes about three minutes, most of it cargo-chef.
set -euo pipefail

suite=bookworm
prefix=hone-stand-in
uv_version=0.9.30
chef_version=0.1.78
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The classic builder is enough for these, and every docker CLI has it.
export DOCKER_BUILDKIT=0

# Both a proxy's certificates and Debian's own: what this machine trusts, an image made here trusts too.
bundle=/etc/ssl/certs/ca-certificates.crt
certificates=(SSL_CERT_FILE PIP_CERT REQUESTS_CA_BUNDLE CURL_CA_BUNDLE NODE_EXTRA_CA_CERTS CARGO_HTTP_CAINFO)

missing() {
  ! docker image inspect "$prefix/$1" >/dev/null 2>&1
}

build() {
  docker build --quiet --tag "$prefix/$1" "$2"
}

make_debian() {
  command -v debootstrap >/dev/null || { apt-get update -qq && apt-get install -y -qq debootstrap; }
  # A copy of another machine's file system must not try to mount anything: minbase needs no more than that.
  debootstrap --variant=minbase --include=ca-certificates "$suite" "$work/debian" >"$work/debootstrap.log" ||
    { tail -n 20 "$work/debootstrap.log" >&2; return 1; }
  rm -rf "$work/debian/var/cache/apt/archives/"*.deb "$work/debian/var/lib/apt/lists/"*
  cp "$bundle" "$work/debian$bundle"
  # As Debian's own image does: a build's packages are not kept in its layer.
  printf '%s\n' 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };' \
    >"$work/debian/etc/apt/apt.conf.d/docker-clean"
  # A mirror that does not answer once must not fail a test that installs packages.
  echo 'Acquire::Retries "3";' >"$work/debian/etc/apt/apt.conf.d/retries"
  local changes=()
  for name in "${certificates[@]}"; do changes+=(--change "ENV $name=$bundle"); done
  tar -C "$work/debian" -c . | docker import "${changes[@]}" --change 'CMD ["bash"]' - "$prefix/debian:$suite" >/dev/null
}

# Debian's interpreter at the place where the official image has its own.
make_python() {
  mkdir "$work/python"
  cat >"$work/python/Dockerfile" <<EOF
FROM $prefix/debian:$suite
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv python3-pip \
  && rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED \
  && for name in python python3 python3.11; do ln -s /usr/bin/python3.11 /usr/local/bin/\$name; done
CMD ["python3"]
EOF
  build python:3.11 "$work/python"
}

make_uv() {
  mkdir "$work/uv"
  python3 -m pip download --quiet --no-deps --dest "$work/uv" "uv==$uv_version"
  python3 -m zipfile -e "$work/uv/"uv-*.whl "$work/uv/wheel"
  cp "$work/uv/wheel/uv-$uv_version.data/scripts/"uv* "$work/uv"
  chmod 755 "$work/uv/uv" "$work/uv/uvx"
  printf 'FROM scratch\nCOPY uv uvx /\nENTRYPOINT ["/uv"]\n' >"$work/uv/Dockerfile"
  build uv:0.9 "$work/uv"
}

make_node() {
  mkdir "$work/node"
  cp "$(node -p process.execPath)" "$work/node/node"
  cp -r "$(npm root -g)/npm" "$work/node/npm"
  cat >"$work/node/Dockerfile" <<EOF
FROM $prefix/debian:$suite
RUN apt-get update && apt-get install -y --no-install-recommends libstdc++6 libatomic1 && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 1000 node && useradd --uid 1000 --gid node --create-home node
COPY node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
  && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
CMD ["node"]
EOF
  build node:20 "$work/node"
}

# With cargo-chef, as the image of that name has it.
make_rust() {
  mkdir "$work/rust"
  local sysroot
  sysroot=$(rustc --print sysroot)
  cp -r "$sysroot/." "$work/rust/toolchain"
  rm -rf "$work/rust/toolchain/share"
  # Debian's toolchain lies in /usr: only what is Rust's own is taken.
  if [ "$sysroot" = /usr ]; then debian_rust "$work/rust/toolchain"; fi
  command -v cargo-chef >/dev/null && cp "$(command -v cargo-chef)" "$work/rust/cargo-chef" || {
    cargo install --quiet --locked --root "$work/chef" "cargo-chef@$chef_version"
    cp "$work/chef/bin/cargo-chef" "$work/rust/cargo-chef"
  }
  cat >"$work/rust/Dockerfile" <<EOF
FROM $prefix/debian:$suite
RUN apt-get update && apt-get install -y --no-install-recommends gcc g++ libc6-dev make pkg-config \
  && rm -rf /var/lib/apt/lists/*
COPY toolchain /usr/local/rust
COPY cargo-chef /usr/local/cargo/bin/cargo-chef
ENV CARGO_HOME=/usr/local/cargo PATH=/usr/local/cargo/bin:/usr/local/rust/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["bash"]
EOF
  build rust:1.95 "$work/rust"
}

debian_rust() {
  rm -rf "$1"
  mkdir -p "$1/bin" "$1/lib"
  cp -L "$(command -v cargo)" "$(command -v rustc)" "$1/bin"
  cp -r "$(rustc --print sysroot)/lib/rustlib" "$1/lib"
  cp "$(ldd "$(command -v rustc)" | awk '/librustc_driver|libLLVM/ { print $3 }')" "$1/lib"
}

# What a distroless image has: the C library, certificates, and a user, but no shell.
make_cc() {
  mkdir "$work/cc"
  cat >"$work/cc/Dockerfile" <<EOF
FROM $prefix/debian:$suite AS packages
RUN apt-get update && cd /tmp && apt-get download libc6 libgcc-s1 libssl3 base-files tzdata \
  && mkdir /root/files && for package in *.deb; do dpkg -x \$package /root/files; done \
  && rm -rf /root/files/usr/share/doc /root/files/usr/share/lintian /root/files/usr/lib/x86_64-linux-gnu/gconv \
  && mkdir -p /root/files/etc/ssl/certs /root/files/home/nonroot && cp $bundle /root/files$bundle \
  && printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >/root/files/etc/passwd \
  && printf 'root:x:0:\nnonroot:x:65532:\n' >/root/files/etc/group
FROM scratch
COPY --from=packages /root/files /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin SSL_CERT_FILE=$bundle
USER 65532
EOF
  build cc:$suite "$work/cc"
}

make() {
  if missing "$1"; then
    echo "Making the stand-in image $1 …"
    "make_${1%%:*}"
  fi
}

for image in debian:$suite python:3.11 uv:0.9 node:20 cc:$suite rust:1.95; do make "$image"; done
