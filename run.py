#!/usr/bin/env python3
"""From a bare python3 to the finished page: make .venv, install the locked packages, hand over to `discourse`.

    python3 run.py            set up, execute the notebooks, write figures/ and site/index.html
    python3 run.py test       set up, run every test
    python3 run.py COMMAND …  set up, then `discourse COMMAND …` (python3 run.py --help lists the commands)

Standard library only. What is installed is written in requirements.lock, each file with its hash.
"""

import contextlib
import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 13)
SPACE_NEEDED = 1_300_000_000
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "discourse-setup.txt"

REMEDIES = [
    (
        r"No space left|ENOSPC|Disk quota exceeded|not enough space",
        "The disk is full",
        "Free about 1.3 GB (or move this folder to a larger disk) and run the same command again.",
    ),
    (
        r"DO NOT MATCH THE HASHES|[Hh]ash mismatch",
        "A downloaded package is not the one that requirements.lock names",
        "Run `python3 -m pip cache purge` and try again. If it happens again, report it; never switch the check off.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|SSLError",
        "The package index cannot be trusted: its certificate does not verify",
        "Behind a company proxy, set PIP_CERT (for uv: SSL_CERT_FILE) to its certificate file and try again.",
    ),
    (
        r"name resolution|getaddrinfo|nodename nor servname|NewConnectionError|ConnectionError|Network is unreachable"
        r"|Connection refused|ConnectTimeout|[Tt]imed out|ProxyError|dns error|error sending request"
        r"|No matching distribution",
        "The packages cannot be downloaded",
        "Connect to the network (behind a proxy set HTTPS_PROXY) and run the same command again. "
        "After one successful run no network is needed.",
    ),
    (
        r"Permission denied|Read-only file system",
        "The folder cannot be written",
        "Copy the project to a folder of your own and run it there.",
    ),
]


class SetupError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def say(text):
    """Write one line to the standard error stream, whatever its encoding."""
    encoding = getattr(sys.stderr, "encoding", None) or "ascii"
    sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    sys.stderr.flush()


def main(arguments):
    """Set up if needed, then hand over; return the exit code."""
    try:
        if not OLDEST <= sys.version_info[:2] <= NEWEST:
            return restart_with_a_fitting_python(arguments)
        if not is_ready():
            with one_at_a_time():
                if not is_ready():
                    set_up()
        return hand_over([str(PYTHON), "-m", "discourse.cli", *(arguments or ["run"])])
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again; it goes on where it stopped.")
        return 130
    except SetupError as error:
        say(f"run.py: {error}")
        return 1
    except OSError as error:
        say(f"run.py: {explain(str(error))}")
        return 1


def restart_with_a_fitting_python(arguments):
    """Look for a python3.11 to 3.13 on the PATH and start again with it."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        check = [found, "-c", f"import sys; sys.exit(sys.version_info[:2] != (3, {minor}))"]
        if found and subprocess.run(check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
            say(f"This is Python {sys.version.split()[0]}; going on with {found}.")
            return hand_over([found, str(ROOT / "run.py"), *arguments])
    raise SetupError(
        f"Python {sys.version.split()[0]} does not fit; 3.11, 3.12 or 3.13 is needed. Install one of them "
        "(python.org, or `sudo apt install python3.12 python3.12-venv`, `brew install python@3.12`, "
        "`uv python install 3.12`) and call it by name: python3.12 run.py"
    )


def fingerprint():
    """Everything on which the environment depends: lock, package description, python, place."""
    parts = [LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    parts += [repr((sys.version_info[:2], sys.platform, str(ROOT))).encode("utf-8", "surrogateescape")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_ready():
    """Say whether .venv was finished for exactly this lock, this python and this folder."""
    for needed in (LOCK, ROOT / "pyproject.toml"):
        if not needed.is_file():
            raise SetupError(f"{needed} is missing. Take a complete copy of the project (git clone) and try again.")
    try:
        return PYTHON.exists() and STAMP.read_text(encoding="ascii").strip() == fingerprint()
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def one_at_a_time():
    """Let a second run.py wait until the first has finished setting up."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    folder = ROOT / ".discourse"
    folder.mkdir(exist_ok=True)
    with open(folder / "setup.lock", "w", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another run.py is setting up; waiting for it …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def set_up():
    """Make .venv, or mend a half-made one, and install the locked packages and discourse itself into it."""
    say(f"Setting up {VENV} with Python {sys.version.split()[0]} (once; a few minutes)")
    uv = shutil.which("uv")
    if not uv and importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetupError(
            f"this Python comes without ensurepip, so it cannot make an environment. On Debian or Ubuntu: "
            f"sudo apt install python{version}-venv. Or install uv. Then run the same command again."
        )
    make_venv()
    if not (uv and install_with_uv(uv)):
        install_with_pip()
    STAMP.write_text(fingerprint() + "\n", encoding="ascii")
    say("Set-up finished.")


def make_venv():
    """Keep a .venv whose python still starts and has the right version; replace any other."""
    if STAMP.exists():
        STAMP.unlink()
    old = VENV / "pyvenv.cfg"
    if PYTHON.exists() and old.is_file() and venv_fits():
        say("1/3 environment: the one begun earlier is kept")
        return
    free = shutil.disk_usage(ROOT).free
    if free < SPACE_NEEDED:
        raise SetupError(f"only {free / 1e9:.1f} GB are free where {ROOT} lies. {REMEDIES[0][2]}")
    say("1/3 environment: making it" + (" anew" if VENV.exists() else ""))
    import venv

    if VENV.is_symlink():
        raise SetupError(f"{VENV} is a link to another place. Remove the link and run the same command again.")
    if VENV.exists() and not VENV.is_dir():
        raise SetupError(f"{VENV} is a file. Remove it and run the same command again.")
    venv.EnvBuilder(clear=True, symlinks=not WINDOWS, with_pip=False).create(VENV)


def venv_fits():
    """Say whether the python in .venv starts, has this version, and was made here (a moved one has dead programs)."""
    question = "import sys; print(sys.version_info[0], sys.version_info[1], sys.prefix, sep='\\n')"
    try:
        answer = subprocess.run([str(PYTHON), "-I", "-X", "utf8", "-c", question], capture_output=True, timeout=60)
        made_here = os.fsencode(VENV) in VENV.joinpath("pyvenv.cfg").read_bytes()
    except (OSError, subprocess.SubprocessError):
        return False
    here = [str(sys.version_info[0]), str(sys.version_info[1]), str(VENV)]
    return answer.returncode == 0 and os.fsdecode(answer.stdout).splitlines() == here and made_here


def install_with_uv(uv):
    """Install with uv, which shows its own progress; return False where pip should try instead."""
    say("2/3 packages: installing requirements.lock with uv, hashes checked")
    base = [uv, "pip", "install", "--python", str(PYTHON), "--no-deps"]
    for step in (
        [*base, "--require-hashes", "--compile-bytecode", "-r", str(LOCK)],
        [*base, "--no-build-isolation", "--editable", str(ROOT)],
    ):
        if "--editable" in step:
            say("3/3 discourse itself")
        if subprocess.run(step, cwd=ROOT, env=clean_environment()).returncode != 0:
            if importlib.util.find_spec("ensurepip") is None:
                raise SetupError("uv could not install the packages; its message stands above. " + REMEDIES[3][2])
            say("uv could not do it (its message stands above); trying pip.")
            return False
    return True


def install_with_pip():
    """Install with pip, one line of progress for each package."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*pip, "--version"], capture_output=True, env=clean_environment()).returncode != 0:
        run_quietly([str(PYTHON), "-I", "-m", "ensurepip", "--upgrade", "--default-pip"])
    n_packages = len(re.findall(r"^\S+==", LOCK.read_text(encoding="utf-8"), flags=re.M))
    say(f"2/3 packages: installing requirements.lock with pip, hashes checked ({n_packages} entries)")
    run_quietly([*pip, "install", "--no-deps", "--require-hashes", "-r", str(LOCK)], n_packages)
    say("3/3 discourse itself")
    run_quietly([*pip, "install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])


def run_quietly(command, n_packages=0):
    """Run a program, show a counter of its packages, and turn its failure into one message."""
    seen, lines, live = 0, [], sys.stderr.isatty()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="backslashreplace",
    ) as process:
        for line in process.stdout:
            lines.append(line.rstrip())
            found = re.match(r"\s*(?:Collecting|Ignoring|Processing|Requirement already satisfied:)\s+(\S+)", line)
            if n_packages and found:
                seen += 1
                if live:
                    sys.stderr.write(f"\r\x1b[K    {seen:3d}/{n_packages} {os.path.basename(found.group(1))}")
                    sys.stderr.flush()
                elif seen % 25 == 0:
                    say(f"    {seen:3d}/{n_packages}")
            elif n_packages and line.startswith("Installing collected packages"):
                sys.stderr.write("\r\x1b[K" if live else "")
                say("    all at hand; unpacking (a minute or two)")
    code = process.returncode
    if code != 0:
        tail = "\n".join("    " + line for line in lines[-12:])
        raise SetupError(f"this step failed: {' '.join(command)}\n{tail}\n{explain(chr(10).join(lines))}")


def explain(text):
    """Return the cause and the remedy that fit an error message."""
    for pattern, cause, remedy in REMEDIES:
        if re.search(pattern, text):
            return f"{cause}. {remedy}"
    reason = text.splitlines()[-1] if text else "It gave no reason"
    return f"{reason}. Remove the folder .venv and run the same command again."


def clean_environment():
    """Return the environment without settings that would lead python or pip somewhere else."""
    foreign = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return {**kept, "PIP_USER": "0", "PYTHONUTF8": "1"}


def hand_over(command):
    """Become the given program (on Windows: run it and return its exit code)."""
    environment = {name: value for name, value in clean_environment().items() if name not in ("PYTHONUTF8", "PIP_USER")}
    environment["DISCOURSE_AS"] = f"{'python' if WINDOWS else 'python3'} {shlex.quote(sys.argv[0])}"
    sys.stdout.flush()
    sys.stderr.flush()
    if WINDOWS:
        return subprocess.run(command, env=environment).returncode
    os.execve(command[0], command, environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
