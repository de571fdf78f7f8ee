#!/bin/sh
# What Maven runs: build.sh build <folder> | test. Does nothing when nothing that counts has changed.
set -eu
cd "$(dirname "$0")"

need() {
  if ! command -v "$1" >/dev/null 2>&1; then
    echo "The console is built with Node.js, and '$1' was not found." >&2
    echo "Install Node.js 20.19 or newer together with npm: apt install nodejs npm, brew install node," >&2
    echo "or see nodejs.org. Then run the same command again." >&2
    exit 1
  fi
}

need node
need npm
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "The console is built with Node.js 20.19 or newer; this is $(node --version)." >&2
  echo "Install a newer one, then run the same command again." >&2
  exit 1
fi

# A digest of the files and of all files in the folders that are named.
digest() {
  node -e '
    const { createHash } = require("node:crypto");
    const { readdirSync, readFileSync, statSync } = require("node:fs");
    const hash = createHash("sha256");
    const add = (path) => {
      if (statSync(path).isDirectory()) {
        readdirSync(path).sort().forEach((name) => add(path + "/" + name));
      } else {
        hash.update(path + "\0").update(readFileSync(path));
      }
    };
    process.argv.slice(1).forEach(add);
    console.log(hash.digest("hex"));
  ' "$@"
}

same() {
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

install_packages() {
  locked=$(digest package.json package-lock.json)
  if ! same node_modules/.millrace-lock "$locked"; then
    npm ci --no-progress
    echo "$locked" > node_modules/.millrace-lock
  fi
}

case "${1-}" in
  build)
    folder=$2
    wanted=$(digest package.json package-lock.json index.html vite.config.ts tsconfig.json build.sh public src dev)
    if same target/console.digest "$wanted" && [ -f "$folder/index.html" ]; then
      echo "The console is up to date."
      exit 0
    fi
    install_packages
    npm run --silent build -- --outDir "$folder" --emptyOutDir
    mkdir -p target
    echo "$wanted" > target/console.digest
    ;;
  test)
    install_packages
    npm run --silent test
    ;;
  *)
    echo "usage: build.sh build <folder> | test" >&2
    exit 2
    ;;
esac
