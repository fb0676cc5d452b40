from typing import Any

from django.conf import settings
from django.db import migrations, models


class AddIndexOnSqlite(migrations.AddIndex):
    """PostgreSQL reads a wide row's columns cheaply, and refuses entries above 2704 bytes, which names may pass."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            super().database_backwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_initial"),
        ("coins", "0002_history_of_tags"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexOnSqlite(
            model_name="coin",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=[
                    "owner",
                    "currency",
                    "category",
                    "sub_category",
                    "region",
                    "city",
                    "denomination",
                    "issuer",
                    "authority_type",
                    "portrait_subject",
                    "portrait_relationship",
                    "moneyer",
                    "mint",
                    "issue_status",
                    "dating_certainty",
                    "script",
                    "metal",
                    "weight_standard",
                    "grading_state",
                    "grade",
                    "grade_service",
                    "ownership_status",
                    "source",
                    "hoard",
                    "storage_place",
                    "is_draft",
                    "dated_from",
                    "dated_to",
                    "issuer_norm",
                    "portrait_subject_norm",
                    "denomination_norm",
                    "mint_norm",
                    "region_norm",
                    "city_norm",
                    "price",
                    "weight_g",
                    "deleted_at",
                ],
                name="coins_counted",
            ),
        ),
    ]
