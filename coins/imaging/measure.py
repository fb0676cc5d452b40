"""What the disc finder proposes for each picture of a folder: `python -m coins.imaging.measure FOLDER`."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from coins.imaging.decode import open_upright
from coins.imaging.discs import propose_discs
from coinstack.exceptions import InputRefused


def measured(folder: Path) -> Iterator[str]:
    """A line for each file: its name, the layout, the confidence, the method, the time and the circles."""
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            picture = open_upright(path)
        except InputRefused as refusal:
            yield f"{path.name}: {refusal.message}"
            continue
        began = perf_counter()
        found = propose_discs(picture)
        took = 1000 * (perf_counter() - began)
        circles = " ".join(f"({circle.x}, {circle.y}, {circle.r})" for circle in found.circles)
        yield f"{path.name}: {found.layout} {found.confidence:.2f} {found.method} {took:.0f} ms {circles}"


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("Tell a folder of pictures: python -m coins.imaging.measure FOLDER\n")
        return 2
    for line in measured(Path(arguments[0])):
        sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
