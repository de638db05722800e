"""Wagtail's screens of users, in which nobody reaches an account that is above the own one."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.users.views import users

from contest_pages.staff.queries import visible_accounts

from .forms import AccountCreationForm, AccountEditForm


class AccountFilters(users.UserFilterSet):
    """Filters of the list; only superusers see who is one."""

    def __init__(self, data=None, queryset=None, *, request=None, **kwargs):
        super().__init__(data, queryset, request=request, **kwargs)
        if not request.user.is_superuser:
            del self.filters["is_superuser"]


class AccountIndexView(users.IndexView):
    """The list of the accounts that the user may see."""

    @property
    def columns(self):
        """Leave out who is a superuser for all who are none."""
        columns = super().columns
        if self.request.user.is_superuser:
            return columns
        return [column for column in columns if column.name != "is_superuser"]

    def get_base_queryset(self):
        """Leave out superusers for all who are none."""
        return super().get_base_queryset() & visible_accounts(self.request.user)


class _ActorMixin:
    """Gives the form its user, and says what waits for a second person."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "actor": self.request.user}

    def save_instance(self):
        instance = super().save_instance()
        if waiting := self.form.waiting:
            messages.warning(
                self.request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("A second person has to approve: %(groups)s. Those who may have got a letter.")
                    % {"groups": ", ".join(change.group.name for change in waiting)},
                    reverse("contest_group_changes"),
                    _("See what waits"),
                ),
            )
        return instance


class AccountCreateView(_ActorMixin, users.CreateView):
    """A new account."""


class AccountEditView(_ActorMixin, users.EditView):
    """An account."""


def _among_visible_accounts(view):
    """Answer 404 for an account that the user may not see, at every address of the screens."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if "pk" in kwargs:
            try:
                is_visible = visible_accounts(request.user).filter(pk=unquote(str(kwargs["pk"]))).exists()
            except (ValueError, ValidationError):
                is_visible = False
            if not is_visible:
                raise Http404
        return view(request, *args, **kwargs)

    return wrapped


class AccountViewSet(users.UserViewSet):
    """The screens of staff accounts."""

    filterset_class = AccountFilters
    index_view_class = AccountIndexView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    copy_view_enabled = False  # an account is one person's

    def get_form_class(self, for_update=False):
        """Return our forms."""
        return AccountEditForm if for_update else AccountCreationForm

    def get_urlpatterns(self):
        """Guard all addresses, those that Wagtail adds in later versions among them."""
        patterns = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = _among_visible_accounts(pattern.callback)
        return patterns
