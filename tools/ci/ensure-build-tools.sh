# Defines ensure_build_tools FOLDER: what the tests of images and contexts use besides the engine. A registry, skopeo and
# runc from Debian, buildx and buildkitd from their Go modules, pnpm and yarn from npm; programs go to FOLDER/bin.

# Pinned: other versions need modules that are not served everywhere.
buildx_version=v0.19.3
buildkit_version=v0.12.5

ensure_build_tools() {
  local folder=$1
  ensure_packages docker-registry skopeo runc
  ensure_go_program "$folder" buildx "github.com/docker/buildx/cmd/buildx@$buildx_version"
  ensure_go_program "$folder" buildkitd "github.com/moby/buildkit/cmd/buildkitd@$buildkit_version"
  ensure_npm_program "$folder" pnpm pnpm@9
  ensure_npm_program "$folder" yarn yarn@1
  ensure_npm_program "$folder" yarn-berry @yarnpkg/cli-dist@4 yarn
}

ensure_packages() {
  local missing=()
  for name in "$@"; do command -v "$name" >/dev/null || missing+=("$name"); done
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

ensure_go_program() {
  if [ -x "$1/bin/$2" ]; then return; fi
  command -v go >/dev/null || ensure_go || return
  echo "Building $2 …"
  GOBIN="$1/bin" go install "$3"
}

# Debian's backports have a Go that can fetch a newer one as a module.
ensure_go() {
  apt-get update -qq && apt-get install -y -qq --no-install-recommends golang-go
}

# Each in a folder of its own, since two yarns are wanted.
ensure_npm_program() {
  if [ -x "$1/bin/$2" ]; then return; fi
  npm install --silent --no-save --prefix "$1/npm/$2" "$3"
  ln -sf "$1/npm/$2/node_modules/.bin/${4:-$2}" "$1/bin/$2"
}
