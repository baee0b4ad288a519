"""Write the hashed lock files from pyproject.toml.

Run it after changing a dependency, with uv on PATH (or in .venv): ``.venv/bin/python tools/lock.py [--upgrade]``.
Each file is complete in itself and fits Python 3.11 to 3.13 on every platform; the later ones keep the earlier ones'
versions. None holds an address: where packages come from is the business of the machine that installs them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ["pyproject.toml", "--group", "build"]
LOCKS: dict[str, list[str]] = {
    "requirements.lock": PROJECT,
    "requirements-test.lock": [*PROJECT, "--extra", "test", "--constraint", "requirements.lock"],
    "requirements-lint.lock": [*PROJECT, "--extra", "lint", "--constraint", "requirements-test.lock"],
    "requirements-bench.lock": [
        *PROJECT,
        "--extra",
        "test",
        "--extra",
        "bench",
        "--constraint",
        "requirements-test.lock",
    ],
    "requirements-spark.lock": [
        *PROJECT,
        "--extra",
        "test",
        "--extra",
        "spark",
        "--constraint",
        "requirements-test.lock",
    ],
    "requirements-sdist.lock": ["--group", "sdist"],
    "requirements-uv.lock": ["--group", "installer"],
}
OPTIONS = [
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
]


def uv() -> str:
    """Path of uv: the one in .venv, else the one on PATH."""
    found = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if found is None:
        sys.exit("tools/lock.py needs uv: run `make setup` first")
    return found


def main(arguments: list[str]) -> None:
    """Write every lock file, in the order in which they constrain each other."""
    for name, inputs in LOCKS.items():
        subprocess.run([uv(), "pip", "compile", *inputs, *OPTIONS, *arguments, "-o", name], cwd=ROOT, check=True)
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        print(f"{name}: {sum(not line.startswith(' ') for line in lines)} pins")


if __name__ == "__main__":
    main(sys.argv[1:])
