"""Pictures that are told from each other by eye and by hash, and what the browser tests do with them on their page."""

import io
import os

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page

from coins.models import Coin, CoinImage
from coins.services.history import Change
from coins.services.photographs import add_photographs
from coinstack.accounts.models import User


def photograph_bytes(seed: int, size: tuple[int, int] = (400, 300)) -> bytes:
    """A JPEG of coloured squares on a dark ground, other ones for another seed."""
    drawn = Image.new("RGB", size, (20, 20, 20))
    for at in range(6):
        place = (seed * 97 + at * 61) % (size[0] - 60), (seed * 53 + at * 37) % (size[1] - 60)
        drawn.paste((60 + 30 * at, 250 - 30 * at, (seed * 40) % 255), (*place, place[0] + 60, place[1] + 60))
    file = io.BytesIO()
    drawn.save(file, "JPEG")
    return file.getvalue()


def payload(name: str, seed: int = 0, filler: int = 0) -> FilePayload:
    """A photograph; with a `filler` as many bytes larger, which no reader minds."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": photograph_bytes(seed) + os.urandom(filler)}


def has_three(owner: User, coin: Coin) -> list[CoinImage]:
    files = [SimpleUploadedFile(f"{seed}.jpg", photograph_bytes(seed)) for seed in range(3)]
    return add_photographs(coin, files, change=Change(user=owner)).images


def choose(page: Page, *files: FilePayload) -> None:
    page.locator("[data-files=files]").set_input_files(list(files))


def slow_down(page: Page, rate: int) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    limits = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": rate}
    session.send("Network.emulateNetworkConditions", limits)


def cards(page: Page) -> Locator:
    return page.locator("[data-photo]")


def names(page: Page) -> list[str]:
    return [card.get_attribute("data-name") or "" for card in cards(page).all()]


def stored(coin: Coin) -> list[CoinImage]:
    return list(CoinImage.objects.filter(coin=coin).order_by("order", "pk"))


def status(page: Page) -> Locator:
    return page.locator("[data-upload-status]")


def until(page: Page, script: str) -> None:
    """Wait for what the page says of itself; its policy forbids the browser to evaluate a script again and again."""
    for _ in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {script}")


def toast(page: Page, text: str) -> Locator:
    return page.locator("#toasts [data-toast]").filter(has_text=text)
