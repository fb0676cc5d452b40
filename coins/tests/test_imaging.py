import io
import itertools
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageEnhance

from coins.imaging.decode import open_upright
from coins.imaging.hashing import distance, perceptual_hash
from coins.imaging.looks import Look, shown_size
from coins.imaging.render import show
from coins.services.twins import ALIKE
from coins.tests.photos import coin_picture, corners, encoded, nearest, oriented, quarters
from coinstack.exceptions import InputRefused
from coinstack.testing import SHARED_DATA, needs_shared_data

UPRIGHT = ["red", "green", "blue", "yellow"]
QUARTER = ["blue", "red", "yellow", "green"]
HALF = ["yellow", "blue", "green", "red"]
THREE_QUARTERS = ["green", "yellow", "red", "blue"]
MIRRORED = ["green", "red", "yellow", "blue"]


def shown(content: bytes, look: Look | None = None, width: int | None = None) -> Image.Image:
    return show(io.BytesIO(content), look or Look(), width)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize(
    ("tag", "expected"),
    [(1, UPRIGHT), (2, MIRRORED), (3, HALF), (6, QUARTER), (8, THREE_QUARTERS)],
    ids=["upright", "mirrored", "upside down", "to the right", "to the left"],
)
def test_orientation_of_the_camera_is_applied(form: str, tag: int, expected: list[str]) -> None:
    content = oriented(tag, form=form)
    sideways = tag in {6, 8}
    upright = open_upright(io.BytesIO(content)).convert("RGB")
    assert (upright.size, corners(upright)) == ((200, 400) if sideways else (400, 200), expected)
    assert corners(shown(content, width=96)) == expected


@pytest.mark.parametrize("tag", [0, 9, 65535])
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_orientation_that_is_none_counts_as_upright(tag: object, form: str) -> None:
    assert corners(shown(oriented(tag, form=form))) == UPRIGHT


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_damaged_exif_does_not_matter() -> None:
    content = bytearray(oriented(6))
    at = content.index(b"Exif\0\0") + 14
    content[at : at + 8] = b"\xff" * 8
    assert shown(bytes(content)).size == (400, 200)


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [(0, UPRIGHT), (90, QUARTER), (180, HALF), (270, THREE_QUARTERS)],
)
def test_turned_clockwise_after_the_cameras_orientation(rotation: int, expected: list[str]) -> None:
    look = Look(rotation)
    picture = shown(encoded(quarters()), look)
    assert (picture.size, corners(picture)) == (shown_size((400, 200), look), expected)
    turned_by_camera = shown(oriented(6), Look((rotation + 270) % 360))
    assert corners(turned_by_camera) == expected


@pytest.mark.parametrize("width", [None, 96])
def test_circle_leaves_nothing_outside(width: int | None) -> None:
    picture = shown(encoded(quarters()), Look(0, (100, 100, 80), "circle"), width)
    assert picture.size == ((160, 160) if width is None else (96, 96))
    middle = picture.width // 2
    edge = [picture.getpixel(place)[3] for place in ((0, 0), (picture.width - 1, 0), (0, picture.width - 1))]
    assert edge == [0, 0, 0]
    assert [picture.getpixel((middle, y))[3] for y in (2, middle, picture.width - 3)] == [255, 255, 255]
    assert nearest(picture.getpixel((middle, middle // 2))) == "red"


def test_square_is_cut_before_turning() -> None:
    """The right half of the upright picture, then turned: green was above yellow."""
    picture = shown(encoded(quarters()), Look(90, (300, 100, 100), "square"))
    assert (picture.mode, picture.size, corners(picture)) == ("RGB", (200, 200), ["yellow", "green"] * 2)


def test_circle_over_the_edge_is_transparent_there() -> None:
    picture = shown(encoded(quarters()), Look(0, (0, 0, 60), "square"))
    assert (picture.size, corners(picture)) == ((120, 120), ["clear", "clear", "clear", "red"])


def test_crop_of_a_large_picture_is_not_made_smaller_than_asked() -> None:
    """A JPEG is read at a fraction of its size only as far as the part that is shown allows."""
    large = encoded(quarters((4000, 2000)))
    assert shown(large, Look(0, (300, 300, 100), "square"), 96).size == (96, 96)
    assert shown(large, Look(0, (300, 300, 100), "square"), 1280).size == (200, 200)
    assert shown(large, Look(), 1280).size == (1280, 640)


@pytest.mark.parametrize(("size", "width", "expected"), [((30, 9000), 96, (1, 384)), ((9000, 30), 96, (96, 1))])
def test_very_long_pictures(size: tuple[int, int], width: int, expected: tuple[int, int]) -> None:
    assert shown(encoded(quarters(size), "PNG"), width=width).size == expected


def test_sixteen_bits_are_not_all_white() -> None:
    grey = Image.new("I;16", (100, 100), 32768)
    for form in ("PNG", "TIFF"):
        assert shown(encoded(grey, form), width=96).getpixel((50, 50)) == (127, 127, 127)


def test_cmyk_becomes_the_colour_it_is() -> None:
    cyan = Image.new("CMYK", (100, 100), (255, 0, 0, 0))
    for form in ("JPEG", "TIFF"):
        red, green, blue = shown(encoded(cyan, form)).getpixel((50, 50))
        assert (red < 60, green > 130, blue > 180) == (True, True, True)


def test_profile_is_applied_and_left_out() -> None:
    """A profile that swaps nothing keeps the colours; the file that is served has none."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = shown(encoded(quarters(), icc_profile=profile))
    assert (corners(picture), picture.info) == (UPRIGHT, {})


def test_damaged_profile_does_not_matter() -> None:
    assert corners(shown(encoded(quarters(), icc_profile=b"no profile at all"))) == UPRIGHT


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_first_frame_of_an_animation(form: str) -> None:
    frames = [quarters(), Image.new("RGB", (400, 200), BLACK)]
    content = encoded(frames[0], form, save_all=True, append_images=frames[1:])
    assert corners(shown(content)) == UPRIGHT


BLACK = (0, 0, 0)


def test_transparency_is_kept() -> None:
    picture = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    assert shown(encoded(picture, "PNG"), width=96).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("size", [(200, 200), (1000, 800)])
def test_same_picture_saved_otherwise_has_nearly_the_same_hash(size: tuple[int, int]) -> None:
    picture = coin_picture(7, size)
    told = perceptual_hash(picture)
    others = {
        "poor JPEG": Image.open(io.BytesIO(encoded(picture, quality=20))),
        "smaller": picture.resize((150, 150 * size[1] // size[0])),
        "grey": picture.convert("L"),
        "brighter": ImageEnhance.Brightness(picture).enhance(1.2),
    }
    assert {name for name, other in others.items() if distance(told, perceptual_hash(other)) > ALIKE} == set()
    assert len(told) == 16


def test_other_coins_have_other_hashes() -> None:
    told = [perceptual_hash(coin_picture(seed)) for seed in range(12)]
    assert min(distance(one, other) for one, other in itertools.combinations(told, 2)) > ALIKE


def test_turned_picture_is_another() -> None:
    picture = coin_picture(3)
    assert distance(perceptual_hash(picture), perceptual_hash(picture.rotate(90))) > ALIKE


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_picture_without_detail_has_no_hash(mode: str) -> None:
    assert perceptual_hash(Image.new(mode, (50, 50))) == ""


@needs_shared_data
def test_threshold_tells_real_coins_apart() -> None:
    faces = [path for folder in ("pairs", "combined") for path in sorted((SHARED_DATA / "images" / folder).iterdir())]
    told = [perceptual_hash(Image.open(path).convert("RGB")) for path in faces if path.suffix in {".jpg", ".webp"}]
    assert len(told) >= 32
    assert min(distance(one, other) for one, other in itertools.combinations(told, 2)) > ALIKE


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "This file is empty."),
        (b"#!/bin/sh\nrm -rf /\n", "This file is no picture that can be read"),
        (b"\0\0\0\x20ftypheic\0\0\0\0mif1heic", "HEIC pictures cannot be read here. Save it as JPEG"),
        (b"\0\0\0\x20ftypisom\0\0\0\0mp42", "This kind of picture or film cannot be read here"),
        (encoded(quarters())[:900], "This picture is damaged or cut off"),
        (encoded(quarters(), "PNG")[:400], "This picture is damaged or cut off"),
    ],
    ids=["empty", "script", "heic", "film", "cut off jpeg", "cut off png"],
)
def test_what_cannot_be_read_is_told(content: bytes, message: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        open_upright(io.BytesIO(content))
    assert refusal.value.message.startswith(message)


def test_file_on_disk_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encoded(quarters(), "PNG"))
    assert corners(show(path, Look(), 96)) == UPRIGHT
    with pytest.raises(FileNotFoundError):
        show(tmp_path / "b.png", Look())
