"""Jury rounds with their criteria."""

from __future__ import annotations

import factory
import wagtail_factories

from contest_pages.judging.models import JuryCriterion, JuryRoundPage

from .pages import hanoi


class JuryRoundPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Vòng chung khảo {n}")
    slug = factory.Sequence(lambda n: f"chung-khao-{n}")
    opens_at = hanoi("2024-07-01 08:00")
    closes_at = hanoi("2024-07-20 24:00")

    class Meta:
        model = JuryRoundPage
        skip_postgeneration_save = True

    @factory.post_generation
    def with_criteria(self, create, extracted, **kwargs):
        """Add the criteria: name, most points, and what else differs; three that make 100 by default."""
        wanted = extracted or [("Nội dung", 50), ("Hình thức", 30), ("Sức lan tỏa", 20)]
        for place, (name, most, *more) in enumerate(wanted):
            values = more[0] if more else {}
            self.criteria.add(JuryCriterion(name=name, most=most * 1000, sort_order=place, **values))
        if create:
            self.save()
