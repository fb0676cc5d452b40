"""The kinds of jobs that look after coins."""

import logging
from typing import Any

from coins.models import CoinImage
from coins.pictures import WIDTHS, picture_of
from coins.services.readings_job import KIND as READ_REFERENCES
from coins.services.readings_job import read_step
from coins.services.removed_pictures import expired_pictures, purge_pictures
from coins.services.trash import expired_coins, purge_coins
from coins.services.vocabulary_job import KIND as MATCH_VOCABULARY
from coins.services.vocabulary_job import match_step
from coinstack.exceptions import NotFound
from coinstack.jobs.daily import register_daily
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from coinstack.jobs.registry import job_kind

logger = logging.getLogger(__name__)


def empty_trash(job: Job, progress: Progress) -> dict[str, Any]:
    """Delete for good what has lain in the trash long enough."""
    purged = purge_coins(coins=expired_coins(), progress=progress)
    return {"coins": purged.coins, "files": purged.files + purge_pictures()}


def derive_pictures(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the smaller pictures of the photographs `images`; what is made already stays. A picture may be gone."""
    images = list(CoinImage.objects.filter(pk__in=job.args["images"]).order_by("pk"))
    progress.total(len(images))
    made = 0
    for image in images:
        progress.check_cancelled()
        try:
            made += len([picture_of(image, width) for width in WIDTHS])
        except NotFound as missing:
            logger.warning("No smaller pictures of picture %s: %s", image.pk, missing.message)
        progress.advance()
    return {"pictures": made}


job_kind("derive_pictures", label="Making smaller pictures")(derive_pictures)
job_kind(MATCH_VOCABULARY, label="Matching words to the vocabulary")(match_step)
job_kind(READ_REFERENCES, label="Reading references")(read_step)
job_kind("purge_trash", label="Emptying the trash")(empty_trash)
register_daily("purge_trash", is_due=lambda: expired_coins().exists() or expired_pictures().exists())
