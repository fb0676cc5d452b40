"""Colours as every browser shows them: eight bits, sRGB, with or without transparency."""

import io
from typing import Any

from PIL import Image, ImageCms

SIXTEEN_BITS = 65535
TRANSPARENT = {"LA", "La", "PA", "RGBA", "RGBa"}


def eight_bits(picture: Image.Image) -> Image.Image:
    """Grey pictures of 16 bits and more, brought to 8; Pillow would make nearly all of them white."""
    if picture.mode.startswith("I;16"):
        white: float = SIXTEEN_BITS
    elif picture.mode in {"I", "F"}:
        # Nothing in the file says what white is.
        brightest: Any = picture.getextrema()[1]
        white = next((white for white in (1, 255, SIXTEEN_BITS) if brightest <= white), brightest)
    else:
        return picture
    darker = picture.convert("F") if picture.mode == "I" else picture
    grey = darker.point(lambda value: value * (255 / white) + 0).convert("L")
    grey.info = picture.info
    return grey


def srgb(picture: Image.Image) -> Image.Image:
    """RGB or RGBA, converted by the file's own colour profile where it has a usable one. Without metadata."""
    has_alpha = picture.mode in TRANSPARENT or "transparency" in picture.info
    alpha = picture.convert("RGBA").getchannel("A") if has_alpha else None
    plain = _by_profile(picture) or (picture if picture.mode == "RGB" else picture.convert("RGB"))
    if alpha is not None:
        plain.putalpha(alpha)
    plain.info.clear()
    return plain


def _by_profile(picture: Image.Image) -> Image.Image | None:
    profile = picture.info.get("icc_profile")
    if not profile:
        return None
    bare = picture.convert("RGB") if picture.mode in {"P", "PA", "RGBA", "RGBa", "1"} else picture
    bare = bare.convert("L") if bare.mode in {"LA", "La"} else bare
    try:
        return ImageCms.profileToProfile(
            bare, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        # A profile for other colours than the picture's, or a damaged one: as it is, as browsers do.
        return None
