"""Proposals from Nomisma for words of coins that the local vocabulary does not know."""

from collections import defaultdict
from typing import Any, Final

from django.db import transaction

from catalog.choices import TermKind
from catalog.clients.registry import nomisma
from catalog.services.matching_online import ask_nomisma
from coins.choices import AssignmentMethod, AssignmentState
from coins.models import VocabAssignment
from coins.services.vocabulary import MATCHED, as_json
from coins.services.vocabulary_job import match_step
from coins.term_kinds import TERM_KINDS
from coinstack.accounts.models import User
from coinstack.http import Network, network
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from coinstack.jobs.registry import Again

AT_ONCE: Final = 20


def ask_about_unknown(owner: User, progress: Progress, *, way_out: Network | None = None) -> int:
    """Ask Nomisma about every text of the owner that nothing was found for; returns how many got a proposal.

    What it proposes waits for a person. Raises SourceError where Nomisma cannot be asked; what was answered before
    is kept.
    """
    unknown = VocabAssignment.objects.filter(
        coin__owner=owner, state=AssignmentState.PENDING_REVIEW, method=AssignmentMethod.NONE
    )
    texts: dict[str, set[str]] = defaultdict(set)
    for name, text in unknown.values_list("field", "raw_value"):
        texts[name].add(text)
    client, proposed = nomisma(way_out or network()), 0
    for name, wanted in sorted(texts.items()):
        kind = TermKind(TERM_KINDS[MATCHED[name]][0])
        ordered = sorted(wanted)
        for at in range(0, len(ordered), AT_ONCE):
            progress.check_cancelled()
            for text, match in ask_nomisma(ordered[at : at + AT_ONCE], kind, client).items():
                with transaction.atomic():
                    proposed += unknown.filter(field=name, raw_value=text).update(
                        term=match.term,
                        method=match.method,
                        confidence=match.confidence,
                        alternatives=as_json(match.alternatives),
                    )
    return proposed


def match_all(job: Job, progress: Progress) -> dict[str, Any]:
    """Match all coins of the job's owner in one go, and with `online` ask Nomisma about what is left."""
    while isinstance(outcome := match_step(job, progress), Again):
        job.cursor = outcome.cursor
    if job.args.get("online") and job.owner:
        outcome["proposed"] = ask_about_unknown(job.owner, progress)
    return outcome
