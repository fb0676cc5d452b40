"""How a collector wants to see dates, money and lists, by the JSON API."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router
from pydantic import StrictBool, field_validator

from coinstack.accounts.context_processors import preferences_of
from coinstack.accounts.models import Preferences
from coinstack.accounts.services import change_preferences
from coinstack.api_schemas import WRONG, WRONG_WRITE, Part, Shown
from coinstack.currencies import CURRENCIES

router = Router(tags=["preferences"])

Era = Literal["BC/AD", "BCE/CE"]
Density = Literal["comfortable", "compact"]
ListView = Literal["table", "grid", "large"]
Theme = Literal["system", "light", "dark"]


class PreferencesOut(Shown):
    era: str
    currency: str
    decimal_comma: bool
    density: str
    hide_money: bool
    list_view: str
    theme: str


class PreferencesPatch(Part):
    """Only what is sent changes."""

    era: Era = "BC/AD"
    currency: str = ""
    decimal_comma: StrictBool = False
    density: Density = "comfortable"
    hide_money: StrictBool = False
    list_view: ListView = "table"
    theme: Theme = "system"

    @field_validator("currency")
    @classmethod
    def known(cls, code: str) -> str:
        if code.upper() not in CURRENCIES:
            raise ValueError("This is no ISO code of a currency, as EUR or USD")
        return code.upper()


@router.get("", response={200: PreferencesOut, **WRONG}, operation_id="preferences_get", summary="Your preferences")
def get_preferences(request: HttpRequest) -> Any:
    return preferences_of(request)


@router.patch(
    "",
    response={200: PreferencesOut, **WRONG_WRITE},
    operation_id="preferences_patch",
    summary="Change some of your preferences",
)
def patch_preferences(request: HttpRequest, given: PreferencesPatch) -> Preferences:
    return change_preferences(collector=request.user, values=given.sent)  # type: ignore[arg-type]
