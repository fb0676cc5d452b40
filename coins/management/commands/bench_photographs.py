"""`manage.py bench_photographs`: how long photographs take from the browser to their three widths, and what memory."""

import contextlib
import http.client
import json
import os
import sys
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management.base import CommandParser
from django.urls import reverse

from coins.benchdata.photographs import camera_photographs
from coins.models import Coin
from coins.services.edit import create_coin
from coins.services.history import Change
from coinstack.accounts.models import User
from coinstack.benchmark.instance import fresh_environment, high_water_mb, run_beside, run_measured, web_server
from coinstack.benchmark.visitor import PageRefused, Visitor
from coinstack.commands import JsonCommand, WrongUse
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.runner import run


class Command(JsonCommand):
    help = "Measure the upload of large photographs over HTTP, in a database of its own that is removed afterwards."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=20, help="How many photographs (default 20).")
        parser.add_argument("--megabytes", type=float, default=12, help="How large each is, at most 35 (default 12).")
        parser.add_argument("--here", action="store_true", help="Measure in the present database.")
        parser.add_argument(
            "--derive", action="store_true", help="Only do the waiting jobs, and tell how long it took."
        )

    def run(self, **options: Any) -> dict[str, Any]:
        count, megabytes = options["count"], options["megabytes"]
        if count < 1 or not 0 < megabytes <= 35:
            raise WrongUse("--count is at least 1, --megabytes more than 0 and at most 35.")
        if options["derive"]:
            return _derive()
        if options["here"]:
            return _measured(count, megabytes)
        words = [f"--count={count}", f"--megabytes={megabytes}", *(["--json"] if options["json"] else [])]
        with fresh_environment() as environment:
            run_beside(["migrate", "--verbosity=0"], environment)
            sys.exit(run_beside(["bench_photographs", "--here", *words], environment))

    def render(self, result: Any) -> str:
        if "photographs" not in result:
            return f"Smaller pictures made in {result['seconds']} s."
        return (
            f"{result['photographs']} photographs of {result['megabytes']} MB each uploaded one after the other in "
            f"{result['upload_seconds']} s (slowest {result['slowest_seconds']} s), web server at most "
            f"{result['web_peak_mb']} MB; their smaller pictures made in {result['derive_seconds']} s, worker at most "
            f"{result['worker_peak_mb']} MB."
        )


def _measured(count: int, megabytes: float) -> dict[str, Any]:
    password = uuid4().hex
    owner = User.objects.create_user(f"bench-{uuid4().hex[:8]}", password=password)
    coin = create_coin(owner=owner, values={"denomination": "denarius"}, change=Change(user=owner, source="bench"))
    sizes, seconds = [], []
    with web_server() as (host, port):
        visitor = Visitor(host, port)
        visitor.sign_in(owner.get_username(), password)
        for content in camera_photographs(count, megabytes):
            started = time.perf_counter()
            _upload(visitor, coin, content)
            seconds.append(time.perf_counter() - started)
            sizes.append(len(content))
        web_peak = max(_peaks_below(os.getpid()))
    worker = json.loads(run_measured("bench_photographs", "--derive", "--json").output)
    return {
        "photographs": coin.images.count(),
        "megabytes": round(sum(sizes) / len(sizes) / 1e6, 1),
        "upload_seconds": round(sum(seconds), 1),
        "slowest_seconds": round(max(seconds), 2),
        "web_peak_mb": web_peak,
        "derive_seconds": worker["seconds"],
        "worker_peak_mb": worker["peak_mb"],
    }


def _upload(visitor: Visitor, coin: Coin, content: bytes) -> None:
    """As the page sends each file: one request, answered with the new card."""
    mark = uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="coin.jpg"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={mark}",
        "Cookie": _cookies(visitor.cookies),
        "X-CSRFToken": visitor.cookies["csrftoken"].value,
        "HX-Request": "true",
    }
    connection = http.client.HTTPConnection(visitor.host, visitor.port, timeout=60)
    try:
        connection.request("POST", reverse("coins:photos", args=[coin.pk]), body, headers)
        response = connection.getresponse()
        response.read()
    finally:
        connection.close()
    if response.status != http.client.OK:
        raise PageRefused(f"An upload was answered with {response.status}.")


def _cookies(cookies: SimpleCookie) -> str:
    return "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items())


def _derive() -> dict[str, Any]:
    """Do the jobs that wait, as a worker does."""
    started = time.perf_counter()
    for job in Job.objects.filter(kind="derive_pictures", state=JobState.QUEUED):
        run(job.pk)
    return {"seconds": round(time.perf_counter() - started, 1), "peak_mb": round(high_water_mb(os.getpid()))}


def _peaks_below(pid: int) -> Iterator[int]:
    """The most megabytes that each of a process's children, and theirs, held so far."""
    for path in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):  # a process that has ended meanwhile
            status = _status(path)
            if status["PPid"] == str(pid):
                yield round(high_water_mb(int(path.parent.name)))
                yield from _peaks_below(int(path.parent.name))


def _status(path: Path) -> dict[str, str]:
    return dict(line.split(":\t", 1) for line in path.read_text().splitlines() if ":\t" in line)
