"""The kinds of jobs that fill the catalogue."""

from django.urls import reverse

from catalog.services.loading_jobs import TYPES, VOCABULARY, types_step, vocabulary_step
from coinstack.jobs.models import Job
from coinstack.jobs.registry import job_kind


def catalogues_page(job: Job) -> str:
    """Where the finished work can be looked at."""
    return reverse("catalog:catalogues")


job_kind(VOCABULARY, label="Loading the vocabulary", slow=True, url=catalogues_page)(vocabulary_step)
job_kind(TYPES, label="Loading types", slow=True, url=catalogues_page)(types_step)
