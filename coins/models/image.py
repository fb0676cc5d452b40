"""A photograph of a coin."""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from coins.choices import CropShape, ImageKind, Rotation, RowSource
from coins.models.coin import Coin
from coins.models.history import ChangeOrigin
from coins.querysets import ChildQuerySet
from coinstack.timestamps import Timestamped


class CoinImage(Timestamped):
    """One view of a file that is kept byte-identical and private; what is served is derived from it.

    `width` and `height` are those of the file standing upright, as its EXIF orientation says. `crop_circle` is
    {"x","y","r"} in pixels of that, before `rotation`; with the shape "square" r is half the side. Several images may
    share a file. Exactly one image of a coin is primary.
    """

    coin = models.ForeignKey(Coin, on_delete=models.CASCADE, related_name="images")
    file = models.FileField(upload_to="originals/%Y/%m", max_length=250)
    file_name = models.CharField("name of the file", max_length=200, blank=True, default="")
    kind = models.CharField(max_length=10, choices=ImageKind.choices, default=ImageKind.OTHER)
    order = models.PositiveSmallIntegerField(default=0)
    is_primary = models.BooleanField(default=False)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    perceptual_hash = models.CharField(max_length=32, blank=True, default="")
    crop_circle: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    crop_shape = models.CharField(max_length=6, choices=CropShape.choices, blank=True, default="")
    rotation = models.PositiveSmallIntegerField("turned clockwise", choices=Rotation.choices, default=Rotation.NONE)
    annotations: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list, blank=True)
    source_url = models.CharField(max_length=1000, blank=True, default="")
    row_source = models.CharField(max_length=12, choices=RowSource.choices, default=RowSource.USER)

    history = HistoricalRecords(bases=[ChangeOrigin], excluded_fields=["created_at", "updated_at"])
    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ["coin", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["coin"], condition=models.Q(is_primary=True), name="coins_image_one_primary"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of coin {self.coin_id}"
