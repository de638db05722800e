"""The base class of refusals."""


class ContestError(Exception):
    """A refusal: `message` is a sentence for the person that says what to do, `code` is for tests."""

    code = "refused"

    def __init__(self, message: str, code: str | None = None):
        super().__init__(message)
        self.message = message
        self.code = code or self.code

    def __str__(self):
        return str(self.message)
