"""`manage.py rebuild_search`: make the search index anew from what is in the database."""

from typing import Any

from coinstack.commands import JsonCommand
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from coinstack.search.index import rebuild
from coinstack.search.registry import SOURCES


class Command(JsonCommand):
    help = "Make the search index anew, for when a search misses what is there. CoinStack may go on running."

    def run(self, **options: Any) -> dict[str, Any]:
        def work(job: Job, progress: Progress) -> dict[str, Any]:
            return {"documents": sum(rebuild(source, progress) for source in SOURCES)}

        return self.run_job("rebuild_search", work)

    def render(self, result: Any) -> str:
        return f"{result['documents']} documents are indexed."
