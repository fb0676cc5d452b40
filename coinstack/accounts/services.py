"""Making accounts, finding them, and shutting out whoever is in."""

from collections.abc import Mapping

from axes.utils import reset as reset_throttle
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from coinstack.accounts.models import Preferences, User, new_session_salt
from coinstack.accounts.throttle import throttle_name
from coinstack.accounts.tokens import revoke_all_tokens
from coinstack.exceptions import InputRefused, NotFound


def any_account() -> bool:
    return User.objects.exists()


def find_collector(username: str) -> User:
    """The collector of that name in any case. Raises NotFound."""
    found = User.objects.filter(username__iexact=username.strip()).first()
    if found is None:
        raise NotFound(f"There is no collector named {username!r}.")
    return found


def create_collector(*, username: str, password: str, is_staff: bool = False) -> User:
    """Raises InputRefused with a sentence for `username` and `password` each, where one is not acceptable."""
    collector = _new_collector(username, password)
    collector.is_staff = is_staff
    return _save_new(collector)


def create_first_account(*, username: str, password: str) -> User:
    """The account of whoever installed CoinStack: staff and superuser.

    Raises InputRefused for a bad name or password, and with the code `already_set_up` when an account exists:
    of two simultaneous calls one makes the account.
    """
    owner = _new_collector(username, password)
    owner.is_staff = owner.is_superuser = True
    with transaction.atomic():
        _lock_accounts()
        if any_account():
            raise InputRefused("The first account exists already. Sign in with it.", code="already_set_up")
        return _save_new(owner)


def reset_password(*, collector: User, password: str) -> int:
    """Set the password, shut out whoever is in by the old one or by a token, and lift a sign-in lock.

    Returns how many tokens were revoked. Raises InputRefused for a weak password.
    """
    _check_password(password, collector)
    collector.set_password(password)
    revoked = _save_password(collector)
    reset_throttle(username=throttle_name(collector.username))
    return revoked


def take_password_away(*, collector: User) -> int:
    """Let the collector sign in by no password until one is set, and shut out whoever is in; returns as above."""
    collector.set_unusable_password()
    return _save_password(collector)


def _save_password(collector: User) -> int:
    with transaction.atomic():
        collector.save(update_fields=["password"])
        return shut_out_everywhere(collector)


def shut_out_everywhere(collector: User) -> int:
    """End the collector's sessions in every browser and revoke their API tokens; returns how many tokens that were."""
    with transaction.atomic():
        collector.session_salt = new_session_salt()
        collector.save(update_fields=["session_salt"])
        return revoke_all_tokens(collector)


def expired_sign_ins() -> QuerySet[Session]:
    """Sessions that have run out; Django leaves their rows where they are."""
    return Session.objects.filter(expire_date__lt=timezone.now())


def prune_sign_ins() -> int:
    """Delete them; returns how many."""
    return expired_sign_ins().delete()[0]


def change_preferences(*, collector: User, values: Mapping[str, object]) -> Preferences:
    """Write the named columns, whose values are valid already; the row is made with the first change."""
    row, _ = Preferences.objects.update_or_create(owner=collector, defaults=dict(values))
    return row


def remember_list_view(*, collector: User, list_view: str) -> None:
    """How the collector looked at the list last, for the next visit by an address that does not say."""
    change_preferences(collector=collector, values={"list_view": list_view})


def hide_money(*, collector: User, hidden: bool) -> None:
    """Whether pages print dots instead of the collector's prices and costs, on every device."""
    change_preferences(collector=collector, values={"hide_money": hidden})


def _new_collector(username: str, password: str) -> User:
    collector = User(username=username.strip())
    refused: dict[str, str] = {}
    try:
        collector.full_clean(exclude=["password"])
    except ValidationError as error:
        refused["username"] = next(iter(error.message_dict.values()))[0]
    try:
        _check_password(password, collector)
    except InputRefused as error:
        refused |= error.fields
    if refused:
        raise InputRefused(" ".join(refused.values()), fields=refused)
    collector.set_password(password)
    return collector


def _check_password(password: str, collector: User) -> None:
    if not password:
        message = "The password is empty."
    else:
        try:
            validate_password(password, collector)
        except ValidationError as error:
            message = " ".join(error.messages)
        else:
            return
    raise InputRefused(message, fields={"password": message})


def _save_new(collector: User) -> User:
    try:
        with transaction.atomic():
            collector.save(force_insert=True)
    except IntegrityError as error:
        message = "A collector with that name exists already."
        raise InputRefused(message, fields={"username": message}) from error
    return collector


def _lock_accounts() -> None:
    # On SQLite the transaction holds the write lock from BEGIN on.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(User._meta.db_table)} IN EXCLUSIVE MODE")
