"""A child of the supervisor: a web server or a worker none of whose processes outlives its parent.

Started as `python -m coinstack.supervised PARENT_PID gunicorn|qcluster [arguments]`.
"""

import ctypes
import os
import runpy
import signal
import sys

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Ask the kernel to kill this process when the one that started it ends, however that happens."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main(parent: int, program: str, arguments: list[str]) -> None:
    """Become `program`. Every process it forks dies with the one that forked it, and so on down."""
    die_with_parent()
    if os.getppid() != parent:
        sys.exit("The supervisor has ended already.")
    os.register_at_fork(after_in_child=die_with_parent)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Whoever started us may have had them ignored, and ignored signals are inherited.
        signal.signal(number, signal.SIG_DFL)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coinstack.settings")
    if program == "gunicorn":
        sys.argv = ["gunicorn", *arguments]
        runpy.run_module("gunicorn", run_name="__main__", alter_sys=True)
    else:
        sys.argv = ["manage.py", "qcluster", *arguments]
        runpy.run_path("manage.py", run_name="__main__")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
