from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.password_validation import password_validators_help_text_html

from coinstack.accounts.models import ApiToken, Preferences, User
from coinstack.currencies import CURRENCIES
from coinstack.exceptions import CoinStackError


class SignInForm(AuthenticationForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wrong = "The name or the password is wrong. In the password capitals count."
        self.error_messages = {**self.error_messages, "invalid_login": wrong}
        self.fields["username"].label = "Name"


class AccountForm(forms.Form):
    """Name and password of a new account. What is acceptable is judged by the service, for the commands, too."""

    username = UsernameField(
        label="Name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        help_text="Letters, digits and @ . + - _",
    )
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )

    def refuse(self, error: CoinStackError) -> None:
        """Show what the service refused at the fields it concerns."""
        for name, message in error.fields.items():
            self.add_error(name, message)
        if not error.fields:
            self.add_error(None, error.message)


class SetupForm(AccountForm):
    code = forms.CharField(
        label="One-time code",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
        help_text=(
            "Printed in the terminal in which CoinStack was started, and kept in the file setup_code of its data "
            "folder."
        ),
    )

    def __init__(self, *args: object, with_code: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].widget.attrs["autofocus"] = True
        if not with_code:
            del self.fields["code"]


class CollectorForm(AccountForm):
    is_staff = forms.BooleanField(
        label="May curate and administer",
        required=False,
        help_text="Adds collectors, loads catalogues, and curates vocabulary and types in the administration.",
    )


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]
    currency = forms.ChoiceField(
        choices=[(code, f"{code} – {name}") for code, name in CURRENCIES.items()],
        help_text="For totals and for prices entered without a currency.",
    )

    class Meta:
        model = Preferences
        fields = ["era", "currency", "decimal_comma", "hide_money", "density", "theme"]


def preferences_form(collector: User, data: object = None) -> PreferencesForm:
    """The collector's own form; their row is made with the first save."""
    row = Preferences.objects.filter(owner=collector).first() or Preferences(owner=collector)
    return PreferencesForm(data, instance=row)  # type: ignore[arg-type]


class TokenForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = ApiToken
        fields = ["name", "scope"]
        labels = {"scope": "Rights"}
        help_texts = {"name": "The program or device, as you will recognise it in this list."}
