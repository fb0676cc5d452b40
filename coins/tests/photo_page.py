"""What the browser tests do with photographs on the page of a coin's photographs."""

import os

from playwright.sync_api import FilePayload, Locator, Page

from coins.models import Coin, CoinImage
from coins.services.history import Change
from coins.services.photographs import add_photographs
from coins.tests.photos import coin_bytes, upload
from coinstack.accounts.models import User


def payload(name: str, seed: int = 0, filler: int = 0) -> FilePayload:
    """A photograph; with a `filler` as many bytes larger, which no reader minds."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": coin_bytes(seed) + os.urandom(filler)}


def has_three(owner: User, coin: Coin) -> list[CoinImage]:
    files = [upload(coin_bytes(seed), f"{seed}.jpg") for seed in range(3)]
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


def toast(page: Page, text: str) -> Locator:
    return page.locator("#toasts [data-toast]").filter(has_text=text)
