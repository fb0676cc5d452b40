"""Backups: one verified file with the database and the photographs, and the way back."""

from coinstack.backup.registry import register_count

__all__ = ["register_count"]
