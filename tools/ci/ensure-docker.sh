# Defines ensure_docker: starts a Docker engine where none answers, with Debian's packages. Needs root for that.

ensure_docker() {
  if engine_answers; then return; fi
  if ! command -v dockerd >/dev/null; then
    echo "Installing Debian's Docker engine …"
    apt-get update -qq && apt-get install -y -qq --no-install-recommends docker.io iptables ca-certificates || return
  fi
  echo "Starting the Docker engine …"
  nohup dockerd >"${TMPDIR:-/tmp}/hone-dockerd.log" 2>&1 </dev/null &
  for _ in $(seq 60); do
    if engine_answers; then return; fi
    sleep 1
  done
  echo "The Docker engine does not start:" >&2
  tail -n 20 "${TMPDIR:-/tmp}/hone-dockerd.log" >&2
  return 1
}

engine_answers() {
  docker version --format '{{.Server.Version}}' >/dev/null 2>&1
}
