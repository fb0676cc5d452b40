"""Which term of the vocabulary the collector's words mean."""

from django.conf import settings
from django.db import models

from catalog.models import Term
from coins.choices import AssignmentMethod, AssignmentState
from coins.models.coin import Coin
from coins.querysets import ChildQuerySet
from coinstack.timestamps import Timestamped


class VocabAssignment(Timestamped):
    """How the words in `field` were matched: by which method, how surely (0 to 1), and what else was possible.

    `field` is the name of the coin's text column (issuer, mint, denomination …), `raw_value` its text then. While the
    state is `pending_review` the coin has no term; an approved or a plainly assigned one is in the coin's `*_term`.
    """

    coin = models.ForeignKey(Coin, on_delete=models.CASCADE, related_name="vocab_assignments")
    field = models.CharField(max_length=30)
    raw_value = models.CharField(max_length=250)
    term = models.ForeignKey(Term, on_delete=models.SET_NULL, null=True, blank=True, related_name="assignments")
    method = models.CharField(max_length=12, choices=AssignmentMethod.choices)
    confidence = models.FloatField(default=0)
    state = models.CharField(max_length=16, choices=AssignmentState.choices)
    alternatives: "models.JSONField[list[dict[str, object]], list[dict[str, object]]]" = models.JSONField(
        default=list, blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ["coin", "field"]
        constraints = [models.UniqueConstraint(fields=["coin", "field"], name="coins_vocabassignment_unique")]
        indexes = [models.Index(fields=["state", "field"], name="coins_vocab_state")]

    def __str__(self) -> str:
        return f"{self.field}: {self.raw_value}"
