"""The error that services raise; pages, commands, API and jobs translate it at their edge."""


class CoinStackError(Exception):
    """Something the collector can act on.

    `code` is stable for scripts; `message` says what is wrong and what would be right; `fields` names the fields
    it concerns, each with its own sentence.
    """

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.fields = fields or {}


class InputRefused(CoinStackError):
    code = "refused"


class NotFound(CoinStackError):
    code = "not_found"
