"""Workers that write to the same coins as everybody else, and note every write that was accepted."""

import random
import time
from pathlib import Path

from django.conf import settings

from coins.models import Coin
from coins.services.edit import StaleEdit, edit_coin
from coins.services.history import Change
from coinstack.jobs.registry import job_kind

FOLDER = Path(settings.DATA_DIR) / "accepted"


@job_kind("write_together", label="Writing together")
def write_together(job, progress):
    """Add one word after the other to the attribution notes of any of the coins, for `seconds`."""
    FOLDER.mkdir(exist_ok=True)
    until, accepted, stale = time.monotonic() + job.args["seconds"], 0, 0
    with (FOLDER / f"job-{job.pk}").open("a") as ledger:
        while time.monotonic() < until:
            progress.check_cancelled()
            coin = Coin.objects.get(pk=random.choice(job.args["coins"]))
            word = f"w{job.pk}x{accepted}"
            try:
                edit_coin(
                    coin_id=coin.pk,
                    version=coin.version,
                    values={"attribution_notes": f"{coin.attribution_notes} {word}"},
                    change=Change(user=coin.owner, reason="together"),
                )
            except StaleEdit:
                stale += 1
                continue
            accepted += 1
            ledger.write(f"{coin.pk} {word}\n")
            time.sleep(0.02)
    return {"accepted": accepted, "stale": stale}
