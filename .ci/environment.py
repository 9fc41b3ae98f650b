"""Makes .venv from requirements.lock, anew only when the lock or the Python has changed. Standard library only."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
STAMP = FOLDER / ".made-from"


def wanted() -> str:
    """What .venv is made from: the lock, the Python, and how it is done."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    return f"{digest.hexdigest()} {sys.version_info.major}.{sys.version_info.minor}"


def make() -> None:
    """Make it from nothing: hashes are required, wheels only, and the project itself as a link to this folder."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        venv.create(FOLDER, with_pip=True, symlinks=os.name != "nt")
    except (subprocess.CalledProcessError, ImportError):
        shutil.rmtree(FOLDER, ignore_errors=True)
        sys.exit("This Python has no venv. On Debian and Ubuntu: apt-get install python3-venv. Then run make again.")
    pip = [str(FOLDER / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "-qq", "install"]
    lock = ["--no-deps", "--no-compile", "--only-binary=:all:", "--require-hashes", "-r", "requirements.lock"]
    link = ["--no-deps", "--no-build-isolation", "--no-index", "--editable", "."]
    for arguments in (lock, link):
        if subprocess.run([*pip, *arguments], cwd=ROOT, check=False).returncode:  # noqa: S603 - our own words only
            sys.exit("The packages could not be installed; the reason is above. Run make again when it is mended.")
    STAMP.write_text(wanted())


def main() -> None:
    """Make .venv if it is not what the lock says."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may have an older one
        sys.exit(f"Python 3.11 or newer is needed, not {sys.version.split()[0]}. Try: make run PYTHON=python3.12")
    if not STAMP.exists() or STAMP.read_text() != wanted():
        print("Making .venv from requirements.lock (a minute or two, this once) …", flush=True)
        make()


if __name__ == "__main__":
    main()
