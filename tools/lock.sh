#!/bin/sh
# Writes requirements/*.txt anew: exact versions with hashes and no index address, so that the pins work behind any mirror.
# run: what the server and the demo need; dev: what the tests add; uv and node: the tools that `make` takes when missing.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.tools/uv/bin/uv}
compile() { "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header "$@"; }
compile pyproject.toml --extra demo --group build --output-file requirements/run.txt
compile pyproject.toml --extra demo --group build --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
compile --group tool-uv --output-file requirements/uv.txt
compile --group tool-node --output-file requirements/node.txt
