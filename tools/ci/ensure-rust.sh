# Defines ensure_rust: installs Rust with clippy and rustfmt where one is missing, or older than the tests need.
# rustup's where it can be downloaded, else Debian's.

# What examples/polyglot and its crates need.
rust_minor=88

ensure_rust() {
  if has_rust; then return; fi
  echo "Installing Rust 1.$rust_minor or newer, with clippy and rustfmt …"
  install_by_rustup || install_by_apt || true
  if ! has_rust; then
    echo "Rust 1.$rust_minor or newer with clippy and rustfmt is needed, and neither rustup nor apt could install it" >&2
    return 1
  fi
}

has_rust() {
  cargo --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1 || return
  local minor
  minor=$(rustc --version | sed -E 's/^rustc 1\.([0-9]+).*/\1/')
  [ "$minor" -ge "$rust_minor" ] 2>/dev/null
}

install_by_rustup() {
  if ! command -v rustup >/dev/null; then
    local script
    script=$(mktemp)
    curl --fail --silent --show-error --location --max-time 60 https://sh.rustup.rs --output "$script" || return
    timeout 300 sh "$script" -y --quiet --no-modify-path --default-toolchain none || return
    export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  fi
  timeout 300 rustup toolchain install stable --profile minimal --component clippy --component rustfmt || return
  rustup default stable
}

# Debian has two sets: the release's own, and a newer one that browsers are built with.
install_by_apt() {
  command -v apt-get >/dev/null || return
  apt-get update -qq || return
  apt-get install -y -qq --no-install-recommends cargo-web rust-web-clippy rustfmt-web ||
    apt-get install -y -qq --no-install-recommends cargo rust-clippy rustfmt
}
