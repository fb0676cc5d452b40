"""The kinds of jobs that fill the catalogue."""

from django.urls import reverse

from catalog.services.loading_kinds import TYPES, VOCABULARY
from coinstack.jobs.models import Job
from coinstack.jobs.registry import Later, job_kind


def catalogues_page(job: Job) -> str:
    """Where the finished work can be looked at."""
    return reverse("catalog:catalogues")


job_kind(VOCABULARY, label="Loading the vocabulary", slow=True, url=catalogues_page)(
    Later("catalog.services.loading_jobs.vocabulary_step")
)
job_kind(TYPES, label="Loading types", slow=True, url=catalogues_page)(
    Later("catalog.services.loading_jobs.types_step")
)
