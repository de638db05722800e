"""The forms of an account. What the user may not change is no field, so that a forged request changes nothing."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from contest_pages.staff.domain import change_groups, note_account_created, note_password_set
from contest_pages.staff.models import GroupChange
from contest_pages.staff.queries import is_in_confidential_group


class _AccountForm:
    """What both forms have in common; `actor` is the user who fills them in.

    Only a superuser sets passwords of others and names superusers: an administrator of the site could else enter
    as the colleague who may see what the administrator may not.
    """

    password_required = False

    def __init__(self, *args, actor, **kwargs):
        self.actor = actor
        self.waiting: list[GroupChange] = []
        super().__init__(*args, **kwargs)
        if not actor.is_superuser:
            self.fields.pop("is_superuser", None)

    @property
    def password_enabled(self) -> bool:
        return self.actor.is_superuser

    def _save_m2m(self):
        groups = self.cleaned_data.pop("groups", None)
        super()._save_m2m()
        if groups is not None:
            self.waiting = change_groups(
                person=self.instance, groups=groups, actor=self.actor, now=timezone.now()
            )


class AccountCreationForm(_AccountForm, UserCreationForm):
    """A new account. Without a password its owner gets a letter that says how to choose one."""

    def save(self, commit=True):
        """Save the account; the letter goes where no password was given."""
        given = bool(self.cleaned_data.get("password1"))
        if not given:
            # One that nobody knows: an unusable one could not be replaced by way of “forgotten password”.
            self.instance.set_password(get_random_string(50))
        account = super().save(commit=commit)
        if commit and not given:
            note_account_created(account)
        return account


class AccountEditForm(_AccountForm, UserEditForm):
    """An account of another person, or the own one without its groups."""

    def __init__(self, *args, actor, editing_self: bool = False, **kwargs):
        super().__init__(*args, actor=actor, editing_self=editing_self, **kwargs)
        if actor.is_superuser:
            return
        if editing_self:
            del self.fields["groups"]
        elif is_in_confidential_group(self.instance):
            for name in (get_user_model().USERNAME_FIELD, "email"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _(
                    "This account may see what is confidential: only its owner or a superuser changes this."
                )

    def save(self, commit=True):
        """Save the account; its owner is told of a password that another person has set."""
        account = super().save(commit=commit)
        if commit and self.cleaned_data.get("password1") and self.actor != account:
            note_password_set(person=account, actor=self.actor)
        return account
