"""What the photographs that come with a table are, before they are attached: for telling coins by their pictures."""

import hashlib
from collections.abc import Sequence
from functools import cached_property

from coinstack.archives import UNREADABLE
from collections_app.choices import DuplicateRule
from collections_app.importers.base import CoinDraft
from collections_app.models import ImportSession
from collections_app.services.import_options import options_of
from collections_app.services.import_pictures import Brought, PictureReader, PictureShelf, shelf_of


class PictureHashes:
    """Notes on drafts the hashes of their pictures, where the session's rule for duplicates asks for them."""

    def __init__(self, session: ImportSession) -> None:
        self.session = session
        self.is_wanted = options_of(session).duplicate_rule == DuplicateRule.PICTURE
        self.known: dict[Brought, str] = {}

    @cached_property
    def shelf(self) -> PictureShelf:
        return shelf_of(self.session)

    def note(self, drafts: Sequence[CoinDraft]) -> None:
        if not self.is_wanted:
            return
        with PictureReader() as reader:
            for draft in drafts:
                number = draft.values.get("inventory_number", "")
                pictures = self.shelf.of_row(draft.row, draft.pictures, number)
                draft.picture_sha256 = tuple(filter(None, (self._hash(picture, reader) for picture in pictures)))

    def _hash(self, picture: Brought, reader: PictureReader) -> str:
        """ "" for what cannot be read: attaching it will tell."""
        if picture not in self.known:
            try:
                self.known[picture] = hashlib.sha256(reader.read(picture)).hexdigest()
            except (*UNREADABLE, KeyError):
                self.known[picture] = ""
        return self.known[picture]
