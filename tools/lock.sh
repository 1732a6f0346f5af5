#!/bin/sh
# Writes requirements/*.txt anew: exact versions with hashes and no index address, so that the pins work behind any mirror.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.tools/bin/uv}
compile() { "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header "$@"; }
compile pyproject.toml --extra demo --group build --output-file requirements/run.txt
compile pyproject.toml --extra demo --group build --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
