"""A line jotted down becomes a draft: what can be read is filled in, the line itself is kept."""

from dataclasses import dataclass

from coins.fields import BY_NAME
from coins.models import Coin
from coins.quick_line import LONGEST_LINE, QuickLine, read_line
from coins.services.children import TextEdit
from coins.services.history import Change
from coins.services.record import RecordEdit, add_record
from coinstack.accounts.models import User
from coinstack.exceptions import InputRefused
from coinstack.text import clean_text, fold

# Names are recognised, not guessed: they must be in the collection already.
KNOWN = ("issuer", "mint", "portrait_subject")


@dataclass(frozen=True, slots=True)
class QuickAdded:
    """`understood` are the labels of the fields that the line filled."""

    coin: Coin
    understood: tuple[str, ...]


def add_quickly(*, owner: User, text: str, change: Change) -> QuickAdded:
    """Make a draft of one line. Raises InputRefused for an empty or endless one."""
    line = clean_text(text)
    if not line:
        raise InputRefused("Write something about the coin.", fields={"line": "Write something about the coin."})
    if len(line) > LONGEST_LINE:
        sentence = f"One line has at most {LONGEST_LINE} characters; add the coin in full instead."
        raise InputRefused(sentence, fields={"line": sentence})
    read = read_line(line)
    values = {**read.values, **_known_names(owner, read)}
    told = tuple(BY_NAME[name].label for name in values if name not in {"is_circa", "dating_certainty", "year_end"})
    values |= {"is_draft": True, "personal_notes": line}
    if not (values.get("issuer") or values.get("portrait_subject")):
        values["title"] = _title(read, line)
    edit = RecordEdit(
        values=values,
        references=TextEdit("", "\n".join(read.references)) if read.references else None,
        provenance=TextEdit("", read.pedigree) if read.pedigree else None,
    )
    coin = add_record(owner=owner, edit=edit, change=change)
    more = ("References",) * bool(read.references) + ("Provenance",) * bool(read.pedigree)
    return QuickAdded(coin, (*told, *more))


def _known_names(owner: User, read: QuickLine) -> dict[str, str]:
    """Segments of the line that some coin of the collector's has as issuer, mint or portrait already."""
    mine = Coin.objects.visible_to(owner).present()
    found: dict[str, str] = {}
    for segment in read.rest:
        for name in KNOWN:
            named = {f"{name}_norm": fold(segment)}
            if name not in found and (known := mine.filter(**named).values_list(name, flat=True).first()):
                found[name] = known
                break
    return found


def _title(read: QuickLine, line: str) -> str:
    """The words that say most, so that the draft is found again in a list."""
    what = read.values.get("denomination", "")
    lead = read.rest[0] if read.rest else ""
    title = ", ".join(part for part in (lead, what[:1].lower() + what[1:] if lead else what) if part)
    return (title or line)[:250]
