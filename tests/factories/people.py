"""People and units."""

from __future__ import annotations

import datetime

import factory
from django.contrib.auth import get_user_model

from contest_pages.committees.models import CommitteeMember
from contest_pages.data.births import Birth
from contest_pages.data.identity import name_key
from contest_pages.privacy.domain.texts import consent_of
from contest_pages.registrations.logic.codes import new_code
from contest_pages.registrations.logic.people import place_of
from contest_pages.registrations.models import Member, Registration
from contest_pages.units.models import Unit
from contest_pages.vietnamese import fold

from .pages import NOW


class UserFactory(factory.django.DjangoModelFactory):
    username = factory.Sequence(lambda n: f"can-bo-{n}")
    first_name = "Cán bộ"
    is_active = True

    class Meta:
        model = get_user_model()

    class Params:
        superuser = factory.Trait(is_superuser=True, is_staff=True)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        user = super()._create(model_class, *args, **kwargs)
        user.set_password("mat-khau-thu")
        user.save()
        return user


class UnitFactory(factory.Factory):
    name = factory.Sequence(lambda n: f"Xã số {n}")
    kind = "commune"
    code = factory.Sequence(lambda n: f"X{n}")

    class Meta:
        model = Unit

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        return parent.add_child(**kwargs) if parent else model_class.add_root(**kwargs)


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A confirmed registration with one author; `page` is a ContestRegistrationPage."""

    code = factory.LazyFunction(new_code)
    contest = factory.LazyAttribute(lambda row: row.page.contest)
    email = factory.Sequence(lambda n: f"thi-sinh-{n}@vidu.example")
    phone = "0912345678"
    consent = factory.LazyAttribute(lambda row: consent_of(row.page.consent_notice))
    consented_at = NOW
    publish_name = True
    publish_unit = True
    publish_picture = True
    created_at = NOW
    status = "active"
    confirmed_at = NOW

    class Meta:
        model = Registration

    class Params:
        pending = factory.Trait(
            status="pending", confirmed_at=None, pending_key=factory.Sequence(lambda n: f"cho-{n}")
        )

    @classmethod
    def _create(cls, model_class, *args, full_name=None, birth_date=datetime.date(1990, 5, 1), **kwargs):
        registration = model_class(*args, **kwargs)
        full_name = full_name or f"Lò Thị Mây {registration.email.split('@')[0]}"
        registration.set_team_name(registration.team_name)
        registration.fold_search_text([full_name])
        registration.save()
        member = Member(
            registration=registration,
            full_name=full_name,
            name_key=name_key(full_name),
            name_text=fold(full_name),
            birth_date=birth_date,
        )
        if registration.status == "active":
            member.place = place_of(registration.scope, full_name=full_name, birth=Birth.on(birth_date))
        member.save()
        return registration


class CommitteeMemberFactory(factory.django.DjangoModelFactory):
    committee = "jury"
    full_name = factory.Sequence(lambda n: f"Giám khảo {n}")

    class Meta:
        model = CommitteeMember
