from collections_app.models.importing import ImportSession, SavedMapping, SessionRow

__all__ = ["ImportSession", "SavedMapping", "SessionRow"]
