"""The editor's form of the registration page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contest_pages.contests.admin_forms import VietnamesePageForm

#: Who is one person, and for what they registered, cannot change once somebody has registered.
FIXED_BY_REGISTRATIONS = ("asks_identity", "for_round")


class RegistrationPageForm(VietnamesePageForm):
    """Offers the contest's own rounds, and holds fast what registrations already rest on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_own_rounds("for_round")

    def clean(self):
        """Refuse a change that would let somebody register twice, or turn rosters into something else."""
        data = super().clean()
        if self.instance.pk and self.instance.registrations.exists():
            live = type(self.instance).objects.get(pk=self.instance.pk)
            if ("roster" in data.get("kinds", [])) != live.takes_rosters:
                self.add_error(
                    "kinds", _("Somebody has registered here. Create another registration page instead.")
                )
            for name in FIXED_BY_REGISTRATIONS:
                if name in self.fields and data.get(name) != getattr(live, name):
                    self.add_error(
                        name,
                        _(
                            "People have registered under this setting, so it cannot change any more. Create another registration page instead."
                        ),
                    )
        return data
