import subprocess
import sys
from collections.abc import Iterable

import pytest
from django.conf import settings
from PIL import Image, ImageDraw

from coins.imaging.disc_circles import Circle, Disc, DiscProposal, overlap
from coins.imaging.disc_halves import propose_halves
from coins.imaging.discs import propose_discs
from coins.imaging.measure import main

pytest.importorskip("cv2", reason="OpenCV is an extra")

from coins.tests.disc_pictures import Known, combined_pictures, drawn, is_right, joined_pairs
from coinstack.testing import needs_shared_data

BESIDE = [Disc(210, 200, 150), Disc(590, 200, 150)]
STACKED = [Disc(200, 210, 150), Disc(200, 590, 150)]


def misses(pictures: Iterable[Known]) -> list[str]:
    return [known.name for known in pictures if not is_right(propose_discs(known.picture), known)]


@needs_shared_data
def test_photographs_of_real_coins_are_found() -> None:
    assert misses(combined_pictures()) == ["greek-alexander-drachm"]  # the shadow under the coin counts as coin


@needs_shared_data
def test_joined_pairs_in_each_layout_on_each_ground_are_found() -> None:
    assert misses(joined_pairs(coins_each=2)) == []


@pytest.mark.parametrize(
    ("size", "discs", "layout", "ground", "flan"),
    [
        ((800, 400), BESIDE, "side by side", "#fff", "#888"),
        ((800, 400), BESIDE, "side by side", "#111", "#999"),
        ((800, 400), BESIDE, "side by side", "#777", "#c9a227"),
        ((400, 800), STACKED, "stacked", "#eee", "#642"),
        ((600, 300), [Disc(151, 150, 148), Disc(449, 150, 148)], "side by side", "#fff", "#777"),
        ((400, 400), [Disc(200, 190, 150)], "single", "#fff", "#777"),
        ((700, 400), [Disc(350, 200, 160)], "single", "#222", "#aaa"),
    ],
    ids=["light", "dark", "gold on grey", "stacked", "touching", "single", "single in a wide picture"],
)
def test_drawn_coins_are_found(size: tuple[int, int], discs: list[Disc], layout: str, ground: str, flan: str) -> None:
    found = propose_discs(drawn(size, discs, ground, flan))
    assert (found.layout, found.method) == (layout, "contours")
    assert min(overlap(circle, disc) for circle, disc in zip(found.circles, discs, strict=True)) > 0.9


def test_ruler_and_caption_are_no_coins() -> None:
    picture = drawn((800, 560), BESIDE, "#fff", "#777")
    pen = ImageDraw.Draw(picture)
    for at in range(40, 760, 18):
        pen.line((at, 430, at, 470), fill="#000", width=4)
    pen.text((60, 490), "0 mm      10      20", fill="#000", font_size=40)
    found = propose_discs(picture)
    assert is_right(found, Known("ruler", picture, BESIDE))


def test_large_picture_is_told_in_its_own_pixels() -> None:
    discs = [Disc(1050, 1000, 750), Disc(2950, 1000, 750)]
    picture = drawn((4000, 2000), discs, "#eee", "#555")
    assert is_right(propose_discs(picture), Known("large", picture, discs))


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "CMYK", "I;16", "1"])
def test_every_mode_is_read(mode: str) -> None:
    picture = drawn((400, 200), [Disc(105, 100, 75), Disc(295, 100, 75)], "#fff", "#333")
    grey = picture.convert("L")
    picture = (
        grey.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else picture.convert(mode)
    )
    assert propose_discs(picture).layout == "side by side"


def test_picture_of_nothing_is_not_told_with_confidence() -> None:
    assert propose_discs(Image.new("RGB", (600, 300), "#ccc")).confidence <= 0.3
    assert propose_discs(Image.new("RGB", (8, 300))) == DiscProposal((), "none", 0.0, "halves")


@pytest.mark.parametrize(
    ("size", "layout", "circles"),
    [
        ((800, 400), "side by side", (Circle(200, 200, 192), Circle(600, 200, 192))),
        ((400, 1000), "stacked", (Circle(200, 250, 192), Circle(200, 750, 192))),
        ((400, 300), "single", (Circle(200, 150, 144),)),
    ],
    ids=["wide", "tall", "neither"],
)
def test_halves(size: tuple[int, int], layout: str, circles: tuple[Circle, ...]) -> None:
    found = propose_halves(size)
    assert (found.layout, found.circles) == (layout, circles)
    assert found.confidence <= 0.3


def test_without_opencv_the_halves_are_proposed() -> None:
    script = (
        "import sys; sys.modules['cv2'] = None\n"
        "from PIL import Image; from coins.imaging.discs import propose_discs\n"
        "found = propose_discs(Image.new('RGB', (800, 400)))\n"
        "print(found.layout, found.method, len(found.circles))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["side", "by", "side", "halves", "2"]


def test_measuring_prints_a_line_for_each_picture(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn((800, 400), BESIDE, "#fff", "#888").save(tmp_path / "pair.png")
    (tmp_path / "note.txt").write_text("no picture")
    assert main([str(tmp_path)]) == 0
    note, pair = capsys.readouterr().out.splitlines()
    assert note.startswith("note.txt: This file is no picture")
    assert pair.startswith("pair.png: side by side")
    assert main([]) == 2
