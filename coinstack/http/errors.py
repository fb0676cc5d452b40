"""What can go wrong on the way out: one hierarchy, each error with the address and a sentence for the collector."""

from coinstack.exceptions import CoinStackError


class SourceError(CoinStackError):
    """An outside source did not give what was asked for.

    `permanent` says whether asking again later is pointless; `url` is the address that was being asked.
    """

    code = "source"
    permanent = False

    def __init__(self, url: str, message: str) -> None:
        super().__init__(message)
        self.url = url


class Offline(SourceError):
    """COINSTACK_OFFLINE is on: nothing was requested."""

    code = "offline"
    permanent = True


class AddressRefused(SourceError):
    """The address is not one that CoinStack asks: no web address, or it leads into a private network."""

    code = "address_refused"
    permanent = True


class ForbiddenByRobots(SourceError):
    """The site's robots.txt asks programs to stay away from this page."""

    code = "robots"
    permanent = True


class TimedOut(SourceError):
    code = "timeout"


class ConnectionFailed(SourceError):
    """No connection, a connection that broke, or an answer that ended early."""

    code = "connection"


class CertificateRefused(SourceError):
    code = "certificate"
    permanent = True


class TooBusy(SourceError):
    """The site, or our own manners towards it, ask for a longer pause than is worth waiting for now."""

    code = "too_busy"

    def __init__(self, url: str, message: str, retry_after: float) -> None:
        super().__init__(url, message)
        self.retry_after = retry_after


class StatusRefused(SourceError):
    """The site answered with an HTTP error; 5xx and 429 may pass, other statuses will not."""

    code = "http_status"

    def __init__(self, url: str, message: str, status: int) -> None:
        super().__init__(url, message)
        self.status = status
        self.permanent = status < 500 and status not in {408, 425, 429}


class TooLarge(SourceError):
    code = "too_large"
    permanent = True


class TooManyRedirects(SourceError):
    code = "redirects"
    permanent = True


class Unreadable(SourceError):
    """The answer came, but is not what the source is known to send."""

    code = "unreadable"
    permanent = True


class NetworkInsideTransaction(RuntimeError):
    """A programmer's mistake: the network is slow, and a transaction holds the lock that every writer waits for."""
