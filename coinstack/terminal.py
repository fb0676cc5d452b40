"""A progress bar for the person at the terminal, silent anywhere else."""

import time
from typing import TextIO

WIDTH = 30
REDRAW_SECONDS = 0.2


class ProgressBar:
    """Draws on one line; writes nothing at all when the stream is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.shown = stream.isatty()
        self.drawn_at = 0.0
        self.drawn = False

    def __call__(self, done: int, total: int | None, message: str) -> None:
        """Show where the work stands, at most a few times a second and always at the end."""
        now = time.monotonic()
        if not self.shown or (now - self.drawn_at < REDRAW_SECONDS and done != total):
            return
        self.drawn_at, self.drawn = now, True
        self.stream.write(f"\r\x1b[K{bar_text(done, total, message)}")
        self.stream.flush()

    def close(self) -> None:
        if self.drawn:
            self.stream.write("\n")
            self.stream.flush()


def bar_text(done: int, total: int | None, message: str) -> str:
    if not total:
        return f"{done} {message}".rstrip()
    filled = min(WIDTH, done * WIDTH // total)
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total} {message}".rstrip()
