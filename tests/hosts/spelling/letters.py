"""The letter to who has spelled."""

from contest_pages.notices.kinds import Letter, letter

from .models import Spelling


@letter("spelling.spelled", "Spelled word")
def spelled(registration, *, spelling):
    """Tell a contestant what was spelled."""
    context = {"spelling": Spelling.objects.get(pk=spelling)}
    return Letter(registration.email, "Spelled", "spelling/letters/spelled.txt", context)
