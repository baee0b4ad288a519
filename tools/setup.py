"""Make or refresh .venv from the hashed lock files: ``python3 tools/setup.py [PART ...]``, a part being a key of LOCKS.

Nothing is done where nothing changed: a stamp in .venv remembers what was installed from which lock. uv installs, being
quick; where it cannot be had or fails, pip installs the same lock. A set-up that was cut short is begun afresh. What
the installers print is shown only when both fail, and without the addresses it may hold.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "orepath-setup.json"
UNFINISHED = VENV / "orepath-setup.unfinished"
LOCKS = {
    "run": "requirements.lock",
    "test": "requirements-test.lock",
    "lint": "requirements-lint.lock",
    "bench": "requirements-bench.lock",
    "sdist": "requirements-sdist.lock",
    "spark": "requirements-spark.lock",
}
BUILT = {"spark": ("pyspark",)}
"""Packages of a part that have no wheel: built from the locked source by what the part `sdist` installs."""
INSTALLER_LOCK = "requirements-uv.lock"
PROJECT = ["--no-deps", "--no-build-isolation", "--editable", "."]
LONGEST_S = 1200


class SetupError(Exception):
    """A step of the set-up that failed; its text is what the person reads."""


def run(command: list[str]) -> None:
    """Run one command quietly, in an environment that cannot be taken for another virtual environment's."""
    dropped = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "CONDA_PREFIX", "UV_PROJECT_ENVIRONMENT"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    environment.setdefault("UV_HTTP_TIMEOUT", "30")
    environment.setdefault("UV_SYSTEM_CERTS", "1")  # trust what the machine trusts, behind a company's proxy too
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, errors="replace", timeout=LONGEST_S
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise SetupError(without_addresses(str(problem))) from problem
    if done.returncode != 0:
        lines = (done.stdout + done.stderr).strip().splitlines()
        raise SetupError(without_addresses("\n".join(lines[-15:])))


def without_addresses(text: str) -> str:
    """The text with every address replaced: it may name a private package index, or hold its password."""
    return re.sub(r"\b[a-z][a-z+]*://\S+|\bhost='[^']*'", "(address)", text, flags=re.IGNORECASE)


def say(text: str) -> None:
    """Print one line to stderr, so that stdout stays the command's own."""
    print(f"setup: {text}", file=sys.stderr, flush=True)


def version_of(python: Path) -> str | None:
    """Version such as "3.12" of an interpreter; None where it does not run."""
    show = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", show], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def usable_venv() -> bool:
    """Whether .venv is whole and of the Python asked for (of any fitting one where none was asked for)."""
    version = version_of(PYTHON)
    if version is None or UNFINISHED.exists():
        return False
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}"
    return version == wanted if os.environ.get("PYTHON") else version in {"3.11", "3.12", "3.13"}


def make_venv() -> None:
    """Make .venv anew with pip in it."""
    say(f"making .venv with Python {sys.version.split()[0]}")
    try:
        begin_venv()
    except SetupError as problem:
        if "ensurepip" not in str(problem):
            raise
        add_ensurepip()
        begin_venv()


def begin_venv() -> None:
    """Make .venv, marked as unfinished from its first file on."""
    if VENV.is_symlink() or VENV.is_file():
        raise SetupError(".venv is not a folder of its own; move it away and run the command again")
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    UNFINISHED.touch()
    run([sys.executable, "-m", "venv", str(VENV)])


def add_ensurepip() -> None:
    """Install the part of Python that Debian and Ubuntu package apart, where we may; else say which it is."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SetupError(f"this Python cannot make a virtual environment; install {package} and run the command again")
    say(f"this Python lacks ensurepip; installing {package}")
    run(["apt-get", "update"])
    run(["apt-get", "install", "-y", "--no-install-recommends", package])


def digest(*names: str) -> str:
    """One hash over some files of the repository."""
    return hashlib.sha256(b"\0".join((ROOT / name).read_bytes() for name in names)).hexdigest()


def installed() -> dict[str, str]:
    """What the stamp remembers: for each part, the hash of the files it was installed from."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def install(*arguments: str) -> None:
    """Install into .venv with uv, else with pip."""
    uv = VENV / "bin" / "uv"
    if uv.exists():
        try:
            run([str(uv), "pip", "install", "--quiet", "--python", str(PYTHON), *arguments])
        except SetupError as problem:
            say(f"uv failed ({str(problem).splitlines()[0] if str(problem) else 'it says not why'}); pip goes on")
        else:
            return
    run([str(PYTHON), "-m", "pip", "install", "--quiet", *arguments])


def locked(name: str, built: tuple[str, ...] = ()) -> list[str]:
    """Arguments that install one lock file, whole and exactly: no other version, no other file, no build.

    Packages in ``built`` may be built, by what is installed already and nothing that is fetched for it.
    """
    wheels = ["--only-binary", ":all:"]
    if built:
        pins = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        wheels = [word for pin in pins if pin not in built for word in ("--only-binary", pin)]
        wheels.append("--no-build-isolation")
    return ["--require-hashes", "--no-deps", *wheels, "-r", name]


def fetch_uv() -> None:
    """Put the pinned uv into .venv; without it pip does the work."""
    try:
        run([str(PYTHON), "-m", "pip", "install", "--quiet", *locked(INSTALLER_LOCK)])
    except SetupError:
        say("uv cannot be had here; pip installs instead, which takes longer")


def bring_up_to_date(wanted: dict[str, str]) -> None:
    """Install each part whose hash differs from the stamp's, and stamp it."""
    stamp = installed()
    UNFINISHED.touch()
    if not (VENV / "bin" / "uv").exists():
        fetch_uv()
    for part, hash_now in wanted.items():
        if stamp.get(part) == hash_now:
            continue
        if part == "project":
            install(*PROJECT)
        else:
            say(f"installing {LOCKS[part]}")
            install(*locked(LOCKS[part], BUILT.get(part, ())))
        stamp[part] = hash_now
    replacement = STAMP.with_suffix(".new")
    replacement.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    replacement.replace(STAMP)
    UNFINISHED.unlink()


def set_up(parts: list[str]) -> None:
    """Make .venv hold the parts asked for; other set-ups of this checkout wait meanwhile."""
    with Path(__file__).open(encoding="utf-8") as itself:
        fcntl.flock(itself, fcntl.LOCK_EX)
        wanted = {part: digest(LOCKS[part]) for part in parts} | {"project": digest("pyproject.toml")}
        whole = usable_venv()
        if whole and wanted.items() <= installed().items():
            return
        began = time.monotonic()
        if not whole:
            make_venv()
        bring_up_to_date(wanted)
        say(f"ready in {time.monotonic() - began:.0f} s")


def main(arguments: list[str]) -> int:
    """Set up the parts named on the command line; the exit code."""
    parts = arguments or ["run"]
    unknown = [part for part in parts if part not in LOCKS]
    if unknown:
        say(f"there is no part {', '.join(unknown)}; the parts are {', '.join(LOCKS)}")
        return 2
    try:
        set_up(parts)
    except (SetupError, OSError) as problem:
        say(f"failed. {problem}")
        say("packages come from the index that pip and uv are configured with: is it within reach?")
        return 2
    except KeyboardInterrupt:
        say("interrupted; the next run begins afresh")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
