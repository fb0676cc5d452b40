"""The check of a big file as a job: its rows read once, then judged some at a time."""

import time
from typing import Any

from coinstack.exceptions import CoinStackError
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from coinstack.jobs.registry import Again
from collections_app.models import ImportSession
from collections_app.services.import_judging import Judge, judging_key
from collections_app.services.import_rows import load_rows

STEP_SECONDS = 30.0
CHUNK = 300


def check_step(job: Job, progress: Progress) -> dict[str, Any] | Again:
    """Judge the session's rows for as long as STEP_SECONDS; nothing more when the mapping has changed meanwhile."""
    session = ImportSession.objects.select_related("owner", "batch").filter(pk=job.args.get("session")).first()
    key = job.args.get("key")
    if session is None or judging_key(session) != key:
        raise CoinStackError("The import was changed or given up meanwhile; this check is no longer wanted.")
    if not job.cursor:
        progress.total(session.detection["rows"])
        load_rows(session)
        progress.total(session.rows.count())
    after = _judge(session, progress, int(job.cursor.get("after", 0)))
    if after is not None:
        return Again({"after": after})
    ImportSession.objects.filter(pk=session.pk).update(judged_as=key)
    return {"rows": session.rows.count()}


def _judge(session: ImportSession, progress: Progress, after: int) -> int | None:
    until = time.monotonic() + STEP_SECONDS
    judge = Judge(session)
    while rows := list(session.rows.filter(number__gt=after).order_by("number")[:CHUNK]):
        progress.check_cancelled()
        judge.judge(rows)
        after = rows[-1].number
        progress.advance(len(rows), "Looking at every row")
        if time.monotonic() > until:
            return after
    return None
